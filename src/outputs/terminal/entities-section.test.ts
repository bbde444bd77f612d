import { describe, expect, it } from 'vitest';
import { HOSTILE } from '../../../test/fixtures/hostile-text.ts';
import { criticalFinding } from '../../../test/fixtures/sample-critical-finding.ts';
import type { Finding } from '../../findings/finding.ts';
import { cells } from './cell-width.ts';
import { writeEntities } from './entities-section.ts';
import { TerminalPage } from './terminal-page.ts';

const onHost = (host: string, changes: Partial<Finding> = {}): Finding => ({
  ...criticalFinding,
  id: `id-${host}`,
  host,
  ...changes,
});

function written(findings: readonly Finding[], width = 100): string {
  const page = new TerminalPage({ width, colour: false });
  writeEntities(page, findings);
  return page.toString();
}

describe('hosts, users and destinations on the terminal', () => {
  it('are told where several findings speak of one', () => {
    const other = onHost('ws1', { id: 'other', process: { ...criticalFinding.process, image: 'other.exe' } });
    const text = written([onHost('ws1'), other]);
    expect(text).toMatch(/^100 critical host {9}ws1 {2}2 findings$/m);
    expect(text).not.toContain('Campaigns');
    expect(written([onHost('ws1')]).trim()).toBe('');
    expect(written([]).trim()).toBe('');
  });

  it('are preceded by what several hosts share, with hosts and findings', () => {
    const text = written([onHost('ws1'), onHost('ws2')]);
    expect(text).toMatch(/^100 critical script {7}script [0-9a-f]{16} {2}2 hosts ran it$/m);
    expect(text).toContain('If($PSVersionTable');
    expect(text).toMatch(/^ {2}hosts {9}ws1, ws2$/m);
    expect(text).toMatch(/^ {2}findings {6}id-ws1, id-ws2$/m);
  });

  it('stay few and narrow, whatever the names', () => {
    const many = Array.from({ length: 200 }, (_, index) => onHost(`${index}${HOSTILE}`));
    for (const width of [24, 60, 100]) {
      const lines = written(many, width).split('\n');
      expect(lines.length).toBeLessThan(120);
      expect(lines.filter((line) => cells(line) > width)).toEqual([]);
    }
  });
});
