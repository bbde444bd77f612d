import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { findingIdsIn, findingsIn } from './json-output.ts';
import { EXAMPLE, postern } from './run-cli.ts';

/** Any escape sequence. */
const ESCAPE = '\u001b';

describe('postern hunt', () => {
  it('reports to people on standard output, without colour when it is no terminal', async () => {
    const { code, stdout, stderr } = await postern(['hunt', EXAMPLE]);
    expect(stdout).toContain('powershell.exe used aes and connected to 93.184.216.34:80');
    expect(stdout).not.toContain(ESCAPE);
    expect(stderr).toBe('');
    expect(code).toBe(0);
  });

  it('takes FORCE_COLOR, and keeps the words the same', async () => {
    const plain = await postern(['hunt', EXAMPLE], { env: { NO_COLOR: '1' } });
    const coloured = await postern(['hunt', EXAMPLE], { env: { FORCE_COLOR: '1' } });
    expect(plain.stdout).not.toContain(ESCAPE);
    expect(coloured.stdout).toContain(ESCAPE);
    // oxlint-disable-next-line no-control-regex -- colours are what is taken away here
    const words = coloured.stdout.replaceAll(/\u001b\[[0-9;]*m/g, '');
    expect(withoutSeconds(words)).toBe(withoutSeconds(plain.stdout));
  });

  it('gives OCSF Detection Findings, one a line, and nothing else with --json', async () => {
    const { code, stdout, stderr } = await postern(['hunt', '--json', EXAMPLE]);
    expect(findingsIn(stdout).length).toBeGreaterThanOrEqual(3);
    expect(stderr).toBe('');
    expect(code).toBe(0);
  });

  it('gives nothing at all with --json where there is no finding', async () => {
    const { code, stdout, stderr } = await postern(['hunt', '--json', '--since', '2030-01-01', EXAMPLE]);
    expect([code, stdout, stderr]).toEqual([0, '', '']);
  });

  it('keeps observations off the standard output of --json', async () => {
    const { stdout, stderr } = await postern(['hunt', '--json', '--observations', EXAMPLE]);
    expect(findingsIn(stdout).length).toBeGreaterThan(0);
    expect(stderr).toContain('observations)');
  });

  it.each([
    ['medium', 1],
    ['high', 1],
    ['critical', 0],
  ])('exits by --fail-on %s with %i', async (level, expected) => {
    expect((await postern(['hunt', '--fail-on', level, EXAMPLE])).code).toBe(expected);
  });

  it('reads only the span between --since and --until', async () => {
    const day = ['--since', '2026-03-24T08:30:00Z', '--until', '2026-03-24T09:00:00Z'];
    const { stdout } = await postern(['hunt', '--json', ...day, EXAMPLE]);
    const hosts = findingsIn(stdout).map(({ device }) => device.hostname);
    expect(hosts).toContain('ws11.corp.example.org');
    expect(hosts).not.toContain('fs02.corp.example.org');
    expect(hosts).not.toContain('lt07.corp.example.org');
  });

  it('reads what is internal from flags: nothing leaves a site that holds every address', async () => {
    const { stdout } = await postern(['hunt', '--json', '--internal', '0.0.0.0/0', EXAMPLE]);
    expect(stdout).toBe('');
  });

  it.each([[['hunt', EXAMPLE]], [['hunt', '--json', EXAMPLE]], [['sources', EXAMPLE]]])(
    'is quiet when the reader of %j has seen enough',
    async (args) => {
      const { code, stderr } = await postern(args, { closeStdout: true });
      expect(stderr).toBe('');
      expect(code).toBe(0);
    },
  );
});

describe('postern explain', () => {
  it('shows every point of the finding and what would change it', async () => {
    const [uid = ''] = findingIdsIn((await postern(['hunt', '--json', EXAMPLE])).stdout);
    for (const id of [uid, uid.slice(0, 14), uid.slice(7)]) {
      const { code, stdout, stderr } = await postern(['explain', id, EXAMPLE]);
      expect(stdout).toContain(uid);
      expect(stdout).toMatch(/[+-]\d+/);
      expect(stderr).toBe('');
      expect(code).toBe(0);
    }
  });

  it('gives the finding with all its parts with --json', async () => {
    const [uid = ''] = findingIdsIn((await postern(['hunt', '--json', EXAMPLE])).stdout);
    const { stdout } = await postern(['explain', '--json', uid, EXAMPLE]);
    const finding = z
      .looseObject({ id: z.literal(uid), contributions: z.array(z.looseObject({ points: z.number() })) })
      .parse(JSON.parse(stdout));
    expect(finding.contributions.length).toBeGreaterThan(3);
  });
});

/** The hunt says how long it took. */
function withoutSeconds(report: string): string {
  return report.replaceAll(/\d+\.\d+ s\n/g, '');
}
