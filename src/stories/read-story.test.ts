import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readStory } from './read-story.ts';

const GOOD = `
id: small-story
title: Small
platform: windows
description: As small as can be.
hosts:
  ws: { name: WS01, addresses: [10.1.1.1] }
start: 2026-01-05T08:00:00Z
steps:
  - at: 0s
    process: { as: curl, image: 'C:\\Windows\\System32\\curl.exe' }
  - at: +1s
    connect: { process: curl, to: 203.0.113.9, port: 443 }
expect:
  findings:
    - { analytic: AN1389, host: ws, process: curl, destination: 203.0.113.9, atLeast: low }
`;

function problemsOf(text: string): readonly string[] {
  return readStory(text, 'a.yaml').problems.map(({ line, path, message }) => `${line} ${path}: ${message}`);
}

describe('readStory', () => {
  it('reads a sound story', () => {
    const { story, problems } = readStory(GOOD, 'a.yaml');
    expect(problems).toEqual([]);
    expect(story?.steps).toHaveLength(2);
  });

  it('names an unknown key, its line and the key that was meant', () => {
    expect(problemsOf(GOOD.replace('port: 443', 'prot: 443'))).toEqual([
      '13 steps[1].connect.port: Invalid input: expected number, received undefined',
      '13 steps[1].connect.prot: unknown key "prot"; did you mean "port"?',
    ]);
  });

  it.each([
    ['two acts in one step', ['port: 443 }', 'port: 443 }\n    end: { process: curl }'], 'exactly one act'],
    ['a time that is none', ['at: +1s', 'at: soon'], 'is no offset'],
    ['an address that is none', ['to: 203.0.113.9', 'to: 203.0.113.900'], 'is no IP address'],
    ['an unknown process', ['connect: { process: curl', 'connect: { process: crul'], 'did you mean "curl"?'],
    ['an unknown host', ['host: ws', 'host: wx'], 'no host "wx"; did you mean "ws"?'],
    ['a step before its process', ['at: +1s', 'at: -1s'], '"curl" has not started yet'],
    [
      'a destination never contacted',
      ['destination: 203.0.113.9', 'destination: 203.0.113.8'],
      'never connects',
    ],
    ['an unknown level', ['atLeast: low', 'atLeast: lowest'], 'Invalid option'],
    ['an unknown shape', ['expect:\n', 'expect:\n  notVisibleIn: { evtxx: no }\n'], 'did you mean "evtx"?'],
    ['a key given twice', ['platform: windows', 'platform: windows\nplatform: windows'], 'unique'],
    ['a missing zone', ['08:00:00Z', '08:00:00'], 'Invalid ISO datetime'],
  ] as const)('refuses %s', (_, [from, to], message) => {
    const problems = problemsOf(GOOD.replace(from, to));
    expect(problems.join('\n')).toContain(message);
    expect(problems.every((problem) => /^\d+ /.test(problem))).toBe(true);
  });

  it('refuses a process that acts after its end, unless the connection says so', () => {
    const ended = GOOD.replace('  - at: +1s', '  - at: 0.5s\n    end: { process: curl }\n  - at: +1s');
    expect(problemsOf(ended).join()).toContain('has ended before');
    expect(problemsOf(ended.replace('port: 443', 'port: 443, afterExit: true'))).toEqual([]);
  });

  it('refuses two living processes with one pid', () => {
    const second = "  - at: 2s\n    process: { as: b, image: 'C:\\b.exe', pid: 4000 }\nexpect:";
    const text = GOOD.replace("curl.exe' }", "curl.exe', pid: 4000 }").replace('expect:', second);
    expect(problemsOf(text).join()).toContain('same pid');
    expect(
      problemsOf(text.replace('  - at: 2s', '  - at: 1.5s\n    end: { process: curl }\n  - at: 2s')),
    ).toEqual([]);
  });

  it('answers any text with a story or problems', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.string().map((tail) => GOOD + tail),
        ),
        (text) => {
          const { story, problems } = readStory(text, 'x');
          expect((story === undefined) === problems.length > 0).toBe(true);
        },
      ),
      { numRuns: 150 },
    );
  });

  it('does not let aliases blow a file up', () => {
    const bomb = ['a: &a [x,x,x,x,x,x,x,x,x]'];
    for (let i = 1; i < 12; i++)
      bomb.push(
        `b${i}: &b${i} [${Array(9)
          .fill(i === 1 ? '*a' : `*b${i - 1}`)
          .join()}]`,
      );
    expect(readStory(bomb.join('\n'), 'x').story).toBeUndefined();
  });
});
