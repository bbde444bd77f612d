import { describe, expect, it } from 'vitest';
import { HOSTILE } from '../../../test/fixtures/hostile-text.ts';
import { criticalFinding } from '../../../test/fixtures/sample-critical-finding.ts';
import { sampleHuntResult, sampleOrigin } from '../../../test/fixtures/sample-hunt-result.ts';
import type { Finding } from '../../findings/finding.ts';
import { renderHtmlReport } from './html-report.ts';

/** The same act on another host, sent to a name below one domain. */
function onHost(host: string, changes: Partial<Finding> = {}): Finding {
  const { egress } = criticalFinding;
  const name = `${host}.drop.example`;
  return {
    ...criticalFinding,
    id: `id-of-${host}`,
    title: `title of ${host}`,
    host,
    egress: { ...egress, name, nameSource: 'dns-same-process', registrableDomain: 'drop.example' },
    ...changes,
  };
}

function sectionOf(findings: readonly Finding[]): string {
  const page = renderHtmlReport({ ...sampleHuntResult, findings }, sampleOrigin);
  const start = page.indexOf('<h2 id="entities">');
  return start < 0 ? '' : page.slice(start, page.indexOf('<h2 id="coverage">'));
}

describe('hosts, users and destinations of the HTML report', () => {
  it('stand behind the findings and before what could be seen', () => {
    const page = renderHtmlReport(sampleHuntResult, sampleOrigin);
    const at = ['</article>', '<h2 id="entities">', '<h2 id="coverage">'].map((mark) =>
      page.lastIndexOf(mark),
    );
    expect(at.every((place) => place > 0)).toBe(true);
    expect(at.toSorted((a, b) => a - b)).toEqual(at);
    expect(page).toContain('<a href="#entities">');
  });

  it('are told with what weighs most, linked to where the page tells it', () => {
    const section = sectionOf(sampleHuntResult.findings);
    for (const title of ['Hosts', 'Users', 'Destinations']) expect(section).toContain(`<h4>${title}</h4>`);
    expect(section).toContain('<th scope="row">workstation5</th>');
    expect(section).toContain('<th scope="row">theshire\\pgustavo</th>');
    expect(section).toContain(`<a href="#finding-1">${criticalFinding.title}</a> (90)`);
    expect(section).not.toContain('Campaigns');
  });

  it('are left out where there is no finding', () => {
    expect(sectionOf([])).toBe('');
  });

  it('tell a campaign with its hosts and every one of its findings', () => {
    const section = sectionOf(['ws1', 'ws2', 'ws3'].map((host) => onHost(host)));
    const campaigns = section.slice(section.indexOf('Campaigns'), section.indexOf('<h4>Hosts'));
    expect(campaigns).toContain('drop.example');
    expect(campaigns).toContain('3 hosts sent to it');
    expect(campaigns).toContain('3 hosts ran it');
    expect(campaigns).toContain('$p=[Ref].Assembly');
    expect(campaigns).toContain('ws1, ws2, ws3');
    for (const [index, host] of ['ws1', 'ws2', 'ws3'].entries())
      expect(campaigns).toContain(`<a href="#finding-${index + 1}">id-of-${host}</a>`);
  });

  it('link only to findings that the page tells in full, and stay of bounded size', () => {
    const section = sectionOf(
      Array.from({ length: 3_000 }, (_, index) => onHost(`ws${String(index).padStart(4, '0')}`)),
    );
    expect(section).toContain('<a href="#finding-1">');
    expect(section).not.toContain('<a href="#finding-201">');
    expect(section).toContain('and 2988 more');
    expect(section).toContain('2,976 more findings');
    expect(section).toContain('2,900 more hosts');
    expect(section.match(/<tr>/g)?.length).toBeLessThan(120);
  });

  it('show what an attacker wrote as text', () => {
    const hostile = ['1', '2', '3'].map((host) =>
      onHost(`${host}${HOSTILE}`, { title: HOSTILE, id: `${host}${HOSTILE}` }),
    );
    const section = sectionOf(hostile);
    expect(section).toContain('Campaigns');
    expect(section).not.toContain('<script');
    expect(section.replaceAll(/[\n\t]/g, '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u);
  });
});
