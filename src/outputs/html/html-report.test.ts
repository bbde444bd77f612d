import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HOSTILE } from '../../../test/fixtures/hostile-text.ts';
import { sampleHuntResult, sampleOrigin } from '../../../test/fixtures/sample-hunt-result.ts';
import { withEveryText } from '../../../test/fixtures/with-every-text.ts';
import { renderHtmlReport } from './html-report.ts';

const page = renderHtmlReport(sampleHuntResult, sampleOrigin);
const tags = (text: string): readonly string[] => text.match(/<\/?[a-z][a-z0-9]*/g) ?? [];
const voids: readonly string[] = ['<meta', '<br', '<circle', '<line', '<rect'];

describe('the HTML report', () => {
  it('reaches for nothing outside itself and runs nothing', () => {
    expect(page).toContain(`content="default-src 'none'; style-src 'unsafe-inline'`);
    expect(page).not.toMatch(/<(?:script|link|img|iframe|object|embed|form|base)\b/i);
    expect(page).not.toMatch(/\s(?:src|on[a-z]+)\s*=\s*"/i);
    expect(page.match(/href="(?!#)/g)).toBeNull();
    expect(page).not.toMatch(/url\(|@import/);
  });

  it('closes what it opens, in order', () => {
    const open: string[] = [];
    const wrong: string[] = [];
    // Void elements and SVG shapes have no end of their own.
    const inner = tags(page.replace(/<style>[^<]*<\/style>/, '')).filter((tag) => !voids.includes(tag));
    for (const tag of inner) {
      if (!tag.startsWith('</')) open.push(tag);
      else if (open.pop() !== `<${tag.slice(2)}`) wrong.push(tag);
    }
    expect([...wrong, ...open]).toEqual([]);
  });

  it('can be read by structure: one h1, landmarks, table headers, labelled regions', () => {
    expect(page.match(/<h1\b/g)).toHaveLength(1);
    for (const landmark of ['<main>', '<header class="top">', '<footer>', '<html lang="en">'])
      expect(page).toContain(landmark);
    expect(page.match(/<th\b(?![^>]*scope=)/g)).toBeNull();
    expect(page.match(/role="region"(?![^>]*aria-label=)/g)).toBeNull();
    const ids = [...page.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const [, anchor] of page.matchAll(/href="#([^"]+)"/g)) expect(ids).toContain(anchor);
  });

  it('marks the exact evidence and shows the layers it was decoded from', () => {
    expect(page).toContain('<mark>$S=0..255;0..255|%{$J=($J+$S[$_]+$K[$_%$K.Count])%256</mark>');
    expect(page).toContain('Layer 1: encoded command, decoded from layer 0');
  });

  it('keeps the lines of a script as they are', () => {
    expect(page).toContain('GetValue($null)\n$s[&#39;ScriptBlockLogging&#39;]');
  });

  it('tells the score, what it would be without each reason, what was not seen and how it was made', () => {
    for (const text of [
      '85 critical',
      'How many bytes were sent',
      'NOT OBSERVABLE',
      'PayloadEntropyThreshold',
      'Postern 0.1.0',
    ]) {
      expect(page).toContain(text);
    }
  });

  it('says so when there is nothing to tell', () => {
    const empty = renderHtmlReport({ ...sampleHuntResult, findings: [], coverage: [] }, sampleOrigin);
    expect(empty).toContain('No findings.');
    expect(empty).toContain('nothing could be seen');
  });

  it('stays of bounded size with thousands of findings', () => {
    const findings = Array.from({ length: 5000 }, (_, index) => ({
      ...sampleHuntResult.findings[0]!,
      id: String(index),
    }));
    const big = renderHtmlReport({ ...sampleHuntResult, findings }, sampleOrigin);
    expect(big.match(/<article/g)).toHaveLength(200);
    expect(big).toContain('3,000 more findings');
  });

  it('shows a command line as long as Windows allows, and cuts what is absurd', () => {
    const [, critical] = sampleHuntResult.findings;
    const longest = `${'a'.repeat(32_766)}!`;
    const absurd = 'b'.repeat(1_000_000);
    const finding = {
      ...critical!,
      title: absurd,
      host: absurd,
      process: { ...critical!.process, commandLine: longest },
    };
    const long = renderHtmlReport({ ...sampleHuntResult, findings: [finding] }, sampleOrigin);
    expect(long).toContain(longest);
    expect(long).toContain('990000 characters not shown');
    expect(long.length).toBeLessThan(400_000);
  });
});

describe('what an attacker wrote', () => {
  const harmless = renderHtmlReport(
    withEveryText(sampleHuntResult, () => 'a'),
    sampleOrigin,
  );

  it('adds no element and no unseen character', () => {
    const text = fc.oneof(
      fc.constant(HOSTILE),
      fc.constantFrom(
        '"><script>x</script>',
        "' onmouseover='x",
        '</style><h1>',
        '<!--',
        '${x}',
        '&lt;b&gt;',
        ']]>',
      ),
      fc
        .array(fc.integer({ min: 0, max: 0xffff }), { minLength: 1, maxLength: 40 })
        .map((units) => String.fromCharCode(...units)),
    );
    fc.assert(
      fc.property(text, (hostile) => {
        const rendered = renderHtmlReport(
          withEveryText(sampleHuntResult, () => hostile),
          sampleOrigin,
        );
        expect(tags(rendered).filter((tag) => !marks.includes(tag))).toEqual(
          tags(harmless).filter((tag) => !marks.includes(tag)),
        );
        expect(rendered.replaceAll(/[\n\t]/g, '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u);
      }),
      { numRuns: 60 },
    );
  });
});

/** Elements whose number depends on how long a text is or where its spans fall. */
const marks: readonly string[] = [
  '<mark',
  '</mark',
  '<span',
  '</span',
  '<br',
  '<pre',
  '</pre',
  '<details',
  '</details',
  '<summary',
  '</summary',
  '<p',
  '</p',
];
