/** From a suspicion to its end, as a user does it. */
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { temporaryFolder } from '../temporary-folder.ts';
import { EXAMPLE } from './run-cli.ts';
import { runHere } from './run-here.ts';

const contact = z.looseObject({ host: z.string(), identity: z.string(), destination: z.string() });
const outcome = z.looseObject({
  version: z.string(),
  cleared: z.array(contact),
  suspect: z.array(contact),
  kept: z.array(z.looseObject({ hosts: z.array(z.string()) })),
  history: z.array(z.looseObject({ at: z.string(), by: z.string(), reason: z.string(), host: z.string() })),
});

const WHO = ['--by', 'Jane Doe', '--reason', 'accounting, ticket 17'];
/** The finding of lt07. */
const FINDING = 'e430bd9ee5896e88';

let learned: Buffer;

beforeAll(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'postern-test-'));
  const file = join(folder, 'site.baseline');
  await runHere('learn', EXAMPLE, '--baseline', file);
  learned = readFileSync(file);
  rmSync(folder, { recursive: true });
});

/** A fresh copy of what was learned from the example. */
function baselineFile(): string {
  const file = join(temporaryFolder(), 'site.baseline');
  writeFileSync(file, learned);
  return file;
}

async function clear(file: string, ...argv: readonly string[]): Promise<z.infer<typeof outcome>> {
  const { code, stdout, stderr } = await runHere('baseline', 'clear', file, '--json', ...argv);
  expect([code, stderr]).toEqual([0, '']);
  return outcome.parse(JSON.parse(stdout));
}

async function standing(file: string): Promise<unknown> {
  const { stdout } = await runHere('explain', FINDING, EXAMPLE, '--baseline', file, '--json');
  return z.looseObject({ normality: z.looseObject({ standing: z.string() }) }).parse(JSON.parse(stdout))
    .normality.standing;
}

describe('postern baseline clear', () => {
  it('lists what is suspect and since when, and changes nothing, until something is chosen', async () => {
    const file = baselineFile();
    const { code, stdout } = await runHere('baseline', 'clear', file);
    expect(code).toBe(0);
    expect(stdout).toContain('3 suspect contacts:');
    expect(stdout).toMatch(
      /host lt07 \| .*curl\.exe -> address:93\.184\.216\.112:8080\/tcp\n.*suspect since 2026-03-24 10:12Z/,
    );
    expect((await clear(file)).suspect.map(({ host }) => host)).toEqual(['fs02', 'lt07', 'ws11']);
    expect(readFileSync(file)).toEqual(learned);
  });

  it('ends a suspicion: judgement no longer knows of it, and the file says who, when and why', async () => {
    const file = baselineFile();
    expect(await standing(file)).toBe('suspect');
    const told = await clear(file, '--host', 'LT07.corp.example.org', '--program', 'curl.exe', ...WHO);
    expect(told.cleared).toMatchObject([{ host: 'lt07', destination: 'address:93.184.216.112' }]);
    expect(told.suspect.map(({ host }) => host)).toEqual(['fs02', 'ws11']);
    expect(told.history).toMatchObject([
      { by: 'Jane Doe', reason: 'accounting, ticket 17', host: 'lt07', program: 'curl.exe', contacts: 1 },
    ]);
    expect(told.history[0]?.at).toMatch(/^\d{4}-\d{2}-\d{2}T/);
    expect(await standing(file)).toBe('insufficient-history');
    expect(statSync(file).mode & 0o077).toBe(0);
    const { stdout } = await runHere('baseline', 'show', file);
    expect(stdout).toContain(told.version);
    expect(stdout).toMatch(
      /cleared by Jane Doe on [\d-]{10}: 1 contact of host lt07, curl\.exe \(accounting, ticket 17\)/,
    );
  });

  it('lets a later suspicion count again, but not the same one told again', async () => {
    const file = baselineFile();
    await clear(file, '--host', 'lt07', ...WHO);
    await runHere('learn', EXAMPLE, '--baseline', file, '--from', file);
    expect((await clear(file)).suspect.map(({ host }) => host)).not.toContain('lt07');
    const nextDay = readFileSync(join(EXAMPLE, 'lt07.events.xml'), 'utf8').replaceAll(
      '2026-03-24',
      '2026-03-25',
    );
    const folder = temporaryFolder({ 'lt07.events.xml': nextDay });
    await runHere('learn', folder, '--baseline', file, '--from', file);
    const { stdout } = await runHere('baseline', 'clear', file);
    expect(stdout).toMatch(/host lt07 .*\n.*last 2026-03-25 10:12Z, cleared up to 2026-03-24 10:12Z/);
    expect(await standing(file)).toBe('suspect');
  });

  it('keeps the suspicion of the fleet while another host has the same contact open', async () => {
    const folder = temporaryFolder();
    const file = join(folder, 'b');
    const records = readFileSync(join(EXAMPLE, 'lt07.events.xml'), 'utf8');
    writeFileSync(join(folder, 'lt08.xml'), records.replaceAll(/lt07/gi, 'lt08'));
    await runHere('learn', join(EXAMPLE, 'lt07.events.xml'), join(folder, 'lt08.xml'), '--baseline', file);
    const first = await clear(file, '--host', 'lt07', ...WHO);
    expect(first.kept.flatMap(({ hosts }) => hosts)).toEqual(['lt08', 'lt08']);
    expect(await standing(file)).toBe('suspect');
    const second = await clear(file, '--host', 'lt08', ...WHO);
    expect([second.kept, second.suspect]).toEqual([[], []]);
    expect(second.history.map(({ host }) => host)).toEqual(['lt07', 'lt08']);
    expect(await standing(file)).toBe('insufficient-history');
  });

  it('tries without writing, and without a name', async () => {
    const file = baselineFile();
    const { code, stdout } = await runHere('baseline', 'clear', file, '--host', 'lt07', '--dry-run');
    expect(code).toBe(0);
    expect(stdout).toContain('Would clear 1 suspect contact; nothing was written:');
    expect(stdout).toContain('2 suspect contacts would be left:');
    expect(readFileSync(file)).toEqual(learned);
  });

  it.each([
    ['the whole identity as shown', ['--program', 'c:\\windows\\system32\\curl.exe']],
    ['a part of the path', ['--program', '*\\SYSTEM32\\*']],
    ['an address', ['--destination', '93.184.216.112']],
    ['the key of the place', ['--destination', 'address:93.184.216.112']],
    ['a port', ['--port', '8080']],
  ])('takes %s', async (_, argv) => {
    const { cleared } = await clear(baselineFile(), '--host', 'lt07', '--dry-run', ...argv);
    expect(cleared).toHaveLength(1);
  });

  it('takes a name below the registrable domain', async () => {
    const argv = ['--host', 'fs02', '--destination', 'files.drop.example.net', '--dry-run'];
    expect((await clear(baselineFile(), ...argv)).cleared).toMatchObject([
      { destination: 'name:example.net' },
    ]);
  });

  it.each([
    ['an unknown host', ['--host', 'lt70', ...WHO], /^.* knows no host lt70; did you mean lt07\?\n$/],
    [
      'a host of which nothing is suspect',
      ['--host', 'ws12', ...WHO],
      /^Nothing of host ws12 is suspect in .*\n$/,
    ],
    [
      'a choice that matches nothing',
      ['--host', 'lt07', '--port', '1', ...WHO],
      /^No suspect contact of host lt07 matches/,
    ],
    ['a choice without its host', ['--program', 'curl.exe', ...WHO], /^Name the host/],
    ['nobody who answers for it', ['--host', 'lt07', '--reason', 'because'], /--by NAME --reason TEXT/],
    ['no reason', ['--host', 'lt07', '--by', 'Jane', '--reason', ' '], /--by NAME --reason TEXT/],
    ['a novel for a reason', ['--host', 'lt07', '--by', 'Jane', '--reason', 'x'.repeat(301)], /at most 300/],
    ['a port that is none', ['--host', 'lt07', '--port', '65536', ...WHO], /is no port/],
    [
      'another secret',
      ['--host', 'lt07', '--secret-file', `${EXAMPLE}/lt07.events.xml`, ...WHO],
      /another secret/,
    ],
  ])('refuses %s in a sentence', async (_, argv, says) => {
    const file = baselineFile();
    const { code, stdout, stderr } = await runHere('baseline', 'clear', file, ...argv);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(says);
    expect(readFileSync(file)).toEqual(learned);
  });
});

describe('postern baseline show --suspect', () => {
  it('shows only what is suspect', async () => {
    const { stdout } = await runHere('baseline', 'show', baselineFile(), '--suspect', '--json');
    const shown = stdout
      .trimEnd()
      .split('\n')
      .map((line) => z.looseObject({ name: z.string() }).parse(JSON.parse(line)));
    expect(shown.map(({ name }) => name)).toEqual(['fs02', 'lt07', 'ws11']);
    const text = (await runHere('baseline', 'show', baselineFile(), '--suspect', '--host', 'lt07')).stdout;
    expect(text).toContain('host lt07');
    expect(text).not.toContain('host ws11');
  });

  it('is not needed for what was reviewed after it had been learned as suspect', async () => {
    const file = baselineFile();
    const before = await standing(file);
    expect(before).toBe('suspect');
    const { code } = await runHere(
      'learn',
      EXAMPLE,
      '--from',
      file,
      '--baseline',
      file,
      '--reviewed-by',
      'Jane Doe',
    );
    expect(code).toBe(0);
    expect((await clear(file)).suspect).toEqual([]);
    expect(await standing(file)).not.toBe('suspect');
  });

  it('is remembered by what is learned afterwards', async () => {
    const file = baselineFile();
    await clear(file, '--host', 'lt07', ...WHO);
    await runHere('learn', EXAMPLE, '--from', file, '--baseline', file);
    expect((await clear(file)).history).toMatchObject([{ by: 'Jane Doe', host: 'lt07' }]);
  });
});
