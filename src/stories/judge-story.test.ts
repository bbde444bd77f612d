import { describe, expect, it } from 'vitest';
import { criticalFinding } from '../../test/fixtures/sample-critical-finding.ts';
import type { Finding, Level, LinkKind } from '../findings/finding.ts';
import { judgeStory } from './judge-story.ts';
import { resolveStory } from './resolve-story.ts';
import { validateStories } from './run-story.ts';
import type { Story } from './story.ts';
import { validationText } from './validation-text.ts';

const STORY: Story = {
  id: 'judged-story',
  title: 'Judged',
  platform: 'windows',
  description: 'Judged.',
  hosts: { ws: { name: 'WS01', fqdn: 'ws01.corp.example.org', addresses: ['10.1.1.1'] } },
  start: '2026-01-05T08:00:00Z',
  steps: [
    { at: '0s', process: { as: 'curl', image: 'C:\\Windows\\System32\\curl.exe' } },
    { at: '1s', connect: { process: 'curl', to: '203.0.113.9', port: 443 } },
  ],
  expect: {
    findings: [
      {
        analytic: 'AN1389',
        host: 'ws',
        process: 'curl',
        destination: '203.0.113.9',
        atLeast: 'medium',
        atMost: 'high',
        link: 'artefact',
        operation: { class: 'symmetric', direction: 'encrypt' },
      },
    ],
    notVisibleIn: { azure: 'Azure is blind here.', powershell: 'No scripts.' },
  },
};

const curl = resolveStory(STORY).processes.get('curl');

interface Change {
  readonly id?: string;
  readonly level?: Level;
  readonly link?: LinkKind;
  readonly host?: string;
  readonly address?: string;
  readonly pid?: number;
  readonly direction?: 'encrypt' | 'unknown';
}

function finding(change: Change = {}): Finding {
  const [linked] = criticalFinding.encryption;
  if (linked === undefined || curl === undefined) throw new Error('the fixtures have changed');
  const operation = {
    ...linked.operation,
    class: 'symmetric',
    direction: change.direction ?? 'encrypt',
  } as const;
  return {
    ...criticalFinding,
    id: change.id ?? 'f1',
    level: change.level ?? 'high',
    score: 70,
    host: change.host ?? 'WS01',
    process: {
      ...criticalFinding.process,
      key: change.pid === undefined ? curl.guid : 'other',
      pid: change.pid ?? curl.pid,
      image: curl.image,
      start: undefined,
    },
    encryption: [{ ...linked, link: change.link ?? 'artefact', operation }],
    egress: { ...criticalFinding.egress, address: change.address ?? '203.0.113.9', port: 443 },
  };
}

function states(findings: readonly Finding[], shape = 'evtx'): readonly string[] {
  const verdict = judgeStory(STORY, shape, findings);
  return [...verdict.expectations.map(({ state }) => state), ...verdict.unexpected.map(() => 'unexpected')];
}

describe('judgeStory', () => {
  it.each([
    ['met by the expected finding', [finding()], ['met']],
    ['met under the short or full host name', [finding({ host: 'ws01.CORP.example.org' })], ['met']],
    ['missing without findings', [], ['missing']],
    ['missing when another host is blamed', [finding({ host: 'ws02' })], ['missing', 'unexpected']],
    ['missing when another process is blamed', [finding({ pid: 1 })], ['missing', 'unexpected']],
    [
      'missing when another destination is named',
      [finding({ address: '203.0.113.8' })],
      ['missing', 'unexpected'],
    ],
    ['wrong when too low', [finding({ level: 'low' })], ['wrong-level']],
    ['wrong when too high', [finding({ level: 'critical' })], ['wrong-level']],
    ['wrong when linked otherwise', [finding({ link: 'host' })], ['wrong-link']],
    ['wrong when the operation differs', [finding({ direction: 'unknown' })], ['wrong-operation']],
    [
      'met once: a second finding of the same is unexpected',
      [finding(), finding({ id: 'f2' })],
      ['met', 'unexpected'],
    ],
    [
      'not disturbed by another low finding',
      [finding(), finding({ id: 'f2', level: 'low', address: '1.2.3.4' })],
      ['met'],
    ],
  ] as const)('%s', (_, findings, expected) => {
    expect(states(findings)).toEqual(expected);
  });

  it('does not require what the story says cannot be seen, by shape or by sensor', () => {
    expect(states([], 'azure')).toEqual(['not-required']);
    expect(states([], 'sysmon-only')).toEqual(['not-required']);
    expect(states([finding()], 'azure')).toEqual(['met']);
    expect(judgeStory(STORY, 'azure', []).expectations[0]?.detail).toBe('Azure is blind here.');
    expect(judgeStory(STORY, 'azure', []).passed).toBe(true);
  });

  it('does not depend on the order of findings', () => {
    const some = [
      finding({ id: 'a', level: 'low' }),
      finding({ id: 'b' }),
      finding({ id: 'c', link: 'host' }),
    ];
    expect(judgeStory(STORY, 'evtx', some.toReversed()).expectations).toEqual(
      judgeStory(STORY, 'evtx', some).expectations,
    );
  });
});

describe('validateStories', () => {
  it('plays every shape with the settings of the story and reports failures in words', async () => {
    const seen: string[] = [];
    const report = await validateStories([STORY], (files, settings) => {
      seen.push(`${files.length} ${settings.external.join()}`);
      return Promise.resolve(seen.length === 1 ? [finding()] : []);
    });
    expect(seen[0]).toBe('2 198.51.100.0/24,203.0.113.0/24');
    expect(report).toMatchObject({ passed: 0, failed: 1, checks: 12 });
    const text = validationText(report);
    expect(text).toContain('FAIL  judged-story: Judged');
    expect(text).toContain('nxlog: missing: no AN1389 finding of curl on ws to 203.0.113.9');
    expect(text).not.toContain('azure: missing');
  });

  it('counts a hunt that throws as failed and escapes what would steer a terminal', async () => {
    const report = await validateStories([STORY], () => Promise.reject(new Error('no \u001b[31mway')), {
      shapes: ['evtx'],
    });
    expect(report).toMatchObject({ passed: 0, checks: 1, checksPassed: 0 });
    expect(validationText(report)).toContain('evtx: the hunt failed: no \\u001b[31mway');
  });

  it('passes where all is as expected', async () => {
    const report = await validateStories([STORY], () => Promise.resolve([finding()]), {
      shapes: ['nxlog', 'azure'],
    });
    expect(validationText(report)).toBe(
      'pass  judged-story (2 shapes)\n\n1 of 1 stories passed (2 of 2 checks, one for each story and shape)\n',
    );
  });
});
