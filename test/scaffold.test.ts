/** The skeletons of `tools/new-part.mjs`, written into a copy of the sources, must be parts that work. */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEFAULT_CONFIG } from '../src/config/default-config.ts';
import { huntSettings } from '../src/config/hunt-settings.ts';
import { huntInMemory } from '../src/run/hunt-in-memory.ts';
import { loadStories } from '../src/stories/load-stories.ts';
import { validateStories } from '../src/stories/run-story.ts';

const checkout = fileURLToPath(new URL('..', import.meta.url));
let copy: string;

interface Run {
  readonly status: number | null;
  readonly text: string;
}

/** Runs a script of the checkout, or of one of its packages, in the copy. */
function run(script: string, ...args: readonly string[]): Run {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(checkout, script), ...args], {
    cwd: copy,
    encoding: 'utf8',
  });
  return { status, text: stdout + stderr };
}

function newPart(...args: readonly string[]): Run {
  return run('tools/new-part.mjs', ...args, '--into', copy);
}

/** Does what the scaffold says is left to do. */
function register(text: string): void {
  const importing = /^add to (\S+): (import .*)$/m.exec(text);
  const listing = /^add to (\w+) there: (.*)$/m.exec(text);
  const file = join(copy, importing?.[1] ?? 'nothing');
  const source = readFileSync(file, 'utf8');
  const list = new RegExp(`export const ${listing?.[1] ?? ''}\\b[^=]*= \\[\n`).exec(source)?.[0] ?? 'nothing';
  expect(source).toContain(list);
  writeFileSync(file, `${importing?.[2]}\n${source.replace(list, `${list}  ${listing?.[2]}\n`)}`);
}

const PARTS = [
  'src/formats/acme-lines/acme-lines-format.ts',
  'src/formats/acme-lines/acme-lines-format.test.ts',
  'src/encryption/tools/xcrypt.ts',
  'src/encryption/tools/xcrypt.test.ts',
];

beforeAll(() => {
  copy = mkdtempSync(join(tmpdir(), 'postern-scaffold-'));
  for (const path of ['src', 'test', 'package.json', 'tsconfig.json', 'vitest.config.ts', '.oxfmtrc.json'])
    cpSync(join(checkout, path), join(copy, path), { recursive: true });
  cpSync(join(checkout, '.oxlintrc.json'), join(copy, '.oxlintrc.json'));
  mkdirSync(join(copy, 'content'));
  symlinkSync(join(checkout, 'node_modules'), join(copy, 'node_modules'), 'junction');
});

afterAll(() => {
  rmSync(copy, { recursive: true, force: true });
});

describe('tools/new-part.mjs', () => {
  it('writes a format and a tool whose tests pass once they are registered', () => {
    for (const args of [
      ['format', 'acme-lines'],
      ['tool', 'xcrypt'],
    ]) {
      const { status, text } = newPart(...args);
      expect(text).toContain(`wrote ${PARTS.find((path) => path.includes(args[1] ?? ''))}`);
      expect(status).toBe(0);
      register(text);
    }
    const tests = run(
      'node_modules/vitest/vitest.mjs',
      'run',
      'src/formats/acme-lines',
      'src/formats/registry.test.ts',
      'src/encryption/tools/xcrypt.test.ts',
    );
    expect(tests).toMatchObject({ status: 0 });
  });

  it('writes them in the style of the house', () => {
    writeFileSync(
      join(copy, 'tsconfig.parts.json'),
      JSON.stringify({ extends: './tsconfig.json', include: PARTS }),
    );
    const types = run('node_modules/typescript/bin/tsc', '-p', 'tsconfig.parts.json');
    expect(types).toMatchObject({ status: 0 });
    const lint = run('node_modules/oxlint/bin/oxlint', '--deny-warnings', ...PARTS);
    expect(lint).toMatchObject({ status: 0 });
    const format = run('node_modules/oxfmt/bin/oxfmt', '--check', ...PARTS);
    expect(format).toMatchObject({ status: 0 });
  });

  it('writes a story that holds in every shape', async () => {
    expect(newPart('story', 'my-story').status).toBe(0);
    const { stories, problems } = await loadStories([join(copy, 'content')]);
    expect(problems).toEqual([]);
    expect(stories.map(({ id }) => id)).toEqual(['my-story']);
    const report = await validateStories(stories, (files, networks) =>
      huntInMemory(files, huntSettings(DEFAULT_CONFIG, { ...networks, since: undefined, until: undefined })),
    );
    expect(report.stories.flatMap(({ shapes }) => shapes).filter(({ passed }) => !passed)).toEqual([]);
  });

  it.each([
    ['an id that is none', ['format', 'Zeek_TSV'], 'is no id'],
    ['a way out of the folder', ['story', '../evil'], 'is no id'],
    ['a kind that is none', ['widget', 'a'], 'usage'],
    ['a name of every object', ['constructor', 'a'], 'usage'],
    ['no id', ['tool'], 'usage'],
    ['a part that exists', ['tool', 'ccrypt'], 'exists already'],
  ])('refuses %s and writes nothing', (_, args, sentence) => {
    const { status, text } = newPart(...args);
    expect(status).toBe(2);
    expect(text).toContain(sentence);
    expect(text).not.toContain('wrote');
  });
});
