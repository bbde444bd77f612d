import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arbitraryStory } from '../../test/stories/arbitrary-story.ts';
import { processGuid } from './process-identity.ts';
import { resolveStory } from './resolve-story.ts';
import { checkStory } from './story-check.ts';
import { expandTexts } from './story-text.ts';
import type { Story } from './story.ts';

const BASE: Story = {
  id: 'base-story',
  title: 'Base',
  platform: 'windows',
  description: 'Base.',
  hosts: { ws: { name: 'WS01', fqdn: 'ws01.corp.example.org', addresses: ['10.1.1.1'], user: 'CORP\\ann' } },
  start: '2026-01-05T08:00:00Z',
  steps: [
    { at: '0s', process: { as: 'shell', image: 'C:\\Windows\\System32\\cmd.exe' } },
    { at: '1s', process: { as: 'tool', parent: 'shell', image: 'C:\\t.exe', commandLine: 't.exe {secret}' } },
    { at: '-2h', process: { as: 'old', image: 'C:\\old.exe', unseen: true, user: 'NT AUTHORITY\\SYSTEM' } },
    { at: '2s', script: { process: 'shell', text: 'x'.repeat(45_000) } },
    { at: '3s', script: { process: 'shell', text: 'abcdefghij', parts: 3, order: [3, 1, 2], lost: [2] } },
  ],
  texts: { secret: { text: 'né', as: 'base64-utf16' } },
  expect: {},
};

describe('resolveStory', () => {
  const { processes, acts } = resolveStory(BASE);

  it('hands user and session down and makes the desktop the parent of what has none', () => {
    const [shell, tool, old] = ['shell', 'tool', 'old'].map((handle) => processes.get(handle));
    expect(tool?.parent).toBe(shell);
    expect(tool?.session).toBe(shell?.session);
    expect(shell?.parent?.image).toBe('C:\\Windows\\explorer.exe');
    expect(old).toMatchObject({
      session: '0x3e7',
      integrity: 'System',
      parent: { image: expect.stringContaining('services') },
    });
  });

  it('writes encoded texts where they are named', () => {
    expect(processes.get('tool')?.commandLine).toBe(
      `t.exe ${Buffer.from('né', 'utf16le').toString('base64')}`,
    );
  });

  it('logs no start of a process older than the log', () => {
    expect(acts.some((act) => act.kind === 'start' && act.process.handle === 'old')).toBe(false);
  });

  it('cuts long scripts as PowerShell does and keeps every character', () => {
    const [long, short] = acts.filter((act) => act.kind === 'script');
    expect(long?.total).toBe(Math.floor(45_000 / (long?.parts[0]?.text.length ?? 1)) + 1);
    expect(long?.parts.map(({ text }) => text).join('')).toHaveLength(45_000);
    expect(short?.parts.map(({ number, text }) => `${number}${text}`)).toEqual(['3ij', '1abcd']);
    expect(short?.total).toBe(3);
  });

  it("builds ProcessGuid by Sysmon's rule: the start in seconds in groups three and two", () => {
    const guid = processGuid('ws01', Date.parse('2020-09-04T20:09:55.035Z'), 2440);
    const [, low, high] = guid.split('-');
    expect(Number.parseInt(`${high}${low}`, 16)).toBe(1_599_250_195);
  });

  it('mixes in exactly the office acts asked for, without changing the story', () => {
    const noisy = resolveStory({ ...BASE, noise: { events: 120, seed: 3 } });
    const own = noisy.acts.filter(
      (act) => act.kind === 'sensor' || !act.process.handle.startsWith('office-'),
    );
    expect(noisy.acts.length - own.length).toBe(120);
    expect(own).toEqual(acts);
    const other = resolveStory({ ...BASE, noise: { events: 120, seed: 4 } });
    expect(other.acts).not.toEqual(noisy.acts);
  });

  it('gives living processes of one host different pids and guids', () => {
    fc.assert(
      fc.property(arbitraryStory(), (story) => {
        expect(checkStory(story)).toEqual([]);
        const timeline = resolveStory({ ...story, noise: { events: 10 } });
        const all = [...timeline.processes.values()];
        expect(new Set(all.map(({ hostHandle, pid }) => `${hostHandle} ${pid}`)).size).toBe(all.length);
        expect(new Set(all.map(({ guid }) => guid)).size).toBe(all.length);
      }),
      { numRuns: 40 },
    );
  });
});

describe('expandTexts', () => {
  it('nests texts declared earlier and leaves other braces alone', () => {
    const expand = expandTexts({ a: { text: 'A', as: 'hex' }, b: { text: '<{a}>', as: 'plain' } });
    expect(expand('{b} { b } {c} ${a}')).toBe('<41> { b } {c} $41');
  });

  it('refuses texts that would grow without bound', () => {
    const texts = Object.fromEntries(
      Array.from(
        { length: 40 },
        (_, index) =>
          [
            `t${index}`,
            { text: `{t${Math.max(0, index - 1)}}{t${Math.max(0, index - 1)}}xx`, as: 'plain' },
          ] as const,
      ),
    );
    expect(() => expandTexts(texts)).toThrow('grows beyond 1 MiB');
  });
});
