/**
 * Who may import whom. Every import of `src` is read; a folder takes from lower levels and from itself, and the pure
 * levels reach nothing of the machine.
 */
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { temporaryFolder } from './temporary-folder.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const src = join(root, 'src');

/** From the floor up; folders of one level do not see each other. */
const LEVELS: readonly (readonly string[])[] = [
  ['event'],
  ['formats', 'attack'],
  ['normalize'],
  ['hosts', 'encryption', 'egress', 'baseline'],
  ['analytics'],
  ['findings', 'coverage'],
  ['engine'],
  ['config', 'log', 'intake', 'store', 'outputs', 'stories'],
  ['run', 'api'],
  ['cli'],
];

/** Single files that a folder of the same level may read, with the reason. */
const NEIGHBOURS: Readonly<Record<string, readonly string[]>> = {
  // What was observable is one table of names, used in both.
  coverage: ['findings/observability.ts'],
};

const FIRST_IMPURE = LEVELS.findIndex((folders) => folders.includes('config'));
const PURE = LEVELS.slice(0, FIRST_IMPURE).flat();

/** Which folders may use a package. */
const PACKAGES: Readonly<Record<string, readonly string[]>> = {
  tldts: ['egress'],
  'lru-cache': ['encryption'],
  zod: ['config', 'stories', 'store'],
  yaml: ['config', 'stories'],
  yauzl: ['intake'],
  'tar-stream': ['intake'],
  '@stricli/core': ['cli'],
};

/** Names the compiler does not know here and the pure levels may use all the same. */
const ALLOWED_GLOBALS = `
type Buffer = any;
type BufferEncoding = any;
declare const Buffer: any;
`;

interface SourceFile {
  /** Below `src`, with `/`. */
  readonly path: string;
  readonly folder: string;
  readonly text: string;
  readonly imports: readonly string[];
}

const files: readonly SourceFile[] = readdirSync(src, { recursive: true, encoding: 'utf8' })
  .map((name) => name.split(sep).join('/'))
  .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
  .sort()
  .map((path) => {
    const text = readFileSync(join(src, path), 'utf8');
    return { path, folder: path.split('/')[0] ?? '', text, imports: importsOf(text) };
  });

describe('the architecture', () => {
  it('is read in full', () => {
    expect(files.length).toBeGreaterThanOrEqual(150);
    expect(files.reduce((sum, { imports }) => sum + imports.length, 0)).toBeGreaterThan(files.length);
    // Every line that looks like the end of an import was read as one.
    for (const { path, text, imports } of files) {
      const ends = text.match(/^(?:import|export|\}).* from '[^']*';$/gm) ?? [];
      expect([path, imports.length >= ends.length]).toEqual([path, true]);
    }
  });

  it('knows every folder', () => {
    const known = new Set(LEVELS.flat());
    expect(files.filter(({ folder }) => !known.has(folder)).map(({ path }) => path)).toEqual([]);
  });

  it('lets a folder import from lower levels and itself only', () => {
    const breaches = files.flatMap((file) =>
      targetsOf(file)
        .filter((target) => !mayImport(file, target))
        .map((target) => `${file.path} imports ${target}`),
    );
    expect(breaches).toEqual([]);
  });

  it('has no circular imports', () => {
    // Types and imports on demand are not there when a module is loaded, so they close no circle.
    const loaded = files.map((file) => ({ ...file, imports: loadedBy(file.text) }));
    expect(cyclesOf(new Map(loaded.map((file) => [file.path, targetsOf(file)])))).toEqual([]);
  });

  it('binds third-party packages to folders', () => {
    // Examples hold scripts of other languages, whose imports are none of ours.
    const own = files.filter(({ path }) => !path.endsWith('/examples.ts'));
    const breaches = own.flatMap(({ path, folder, imports }) =>
      imports
        .filter((name) => !name.startsWith('.') && !name.startsWith('node:'))
        .filter((name) => PACKAGES[packageOf(name)]?.includes(folder) !== true)
        .map((name) => `${path} imports ${name}`),
    );
    expect(breaches).toEqual([]);
  });

  it('declares exactly the packages of the table', () => {
    const manifest = z
      .looseObject({ dependencies: z.record(z.string(), z.string()) })
      .parse(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')));
    expect(Object.keys(manifest.dependencies).sort()).toEqual(Object.keys(PACKAGES).sort());
    const used = new Set(files.flatMap(({ imports }) => imports.map(packageOf)));
    expect(Object.keys(PACKAGES).filter((name) => !used.has(name))).toEqual([]);
  });

  it('names every module in full and in the open', () => {
    const short = files.flatMap(({ path, imports }) =>
      imports
        .filter((name) => name.startsWith('.') && !name.endsWith('.ts'))
        .map((name) => `${path}: ${name}`),
    );
    expect(short).toEqual([]);
    // A computed name, or a loader of another kind, could reach anything.
    expect(matching(files, /\bimport\((?!')/)).toEqual([]);
    expect(files.filter(({ imports }) => imports.includes('node:module')).map(({ path }) => path)).toEqual(
      [],
    );
  });

  it('has neither barrels nor default exports', () => {
    expect(files.filter(({ path }) => /(?:^|\/)index\.ts$/.test(path)).map(({ path }) => path)).toEqual([]);
    expect(matching(files, /^export (?:default\b|\* from|\{[^}]*\bas default\b)/m)).toEqual([]);
  });
});

describe('the pure levels', () => {
  const pure = files.filter(({ folder }) => PURE.includes(folder));

  it('are most of the code', () => {
    expect(pure.length).toBeGreaterThan(100);
  });

  it('import no module of the machine', () => {
    const breaches = pure.flatMap(({ path, imports }) =>
      imports.filter((name) => name.startsWith('node:')).map((name) => `${path} imports ${name}`),
    );
    expect(breaches).toEqual([]);
  });

  it('use no clock and no randomness', () => {
    expect(matching(pure, /\bDate\.now\b|\bnew Date\(\s*\)|\bnew Date\b(?!\()|(?<!new |\.)\bDate\(/)).toEqual(
      [],
    );
    expect(matching(pure, /\bMath\.random\b|\bglobalThis\s?[.[]/)).toEqual([]);
  });

  it('use no global but those of the language and Buffer', () => {
    const folder = temporaryFolder({
      'allowed.d.ts': ALLOWED_GLOBALS,
      // A check that sees nothing would always pass.
      'canary.ts':
        'export const canary = [process.env, console.log, performance.now(), setTimeout, fetch];\n',
    });
    const options = {
      target: 'ES2023',
      lib: ['ES2023'],
      types: [],
      module: 'NodeNext',
      moduleResolution: 'NodeNext',
      noEmit: true,
      strict: true,
      allowImportingTsExtensions: true,
      skipLibCheck: true,
    };
    const sources = pure.map(({ path }) => join(src, path));
    writeFileSync(
      join(folder, 'tsconfig.json'),
      JSON.stringify({
        compilerOptions: options,
        files: [join(folder, 'allowed.d.ts'), join(folder, 'canary.ts'), ...sources],
      }),
    );
    const compiler = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
    const { stdout } = spawnSync(process.execPath, [compiler, '-p', folder, '--pretty', 'false'], {
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
    });
    const unknown = stdout
      .split('\n')
      .filter((line) => /: error TS\d+: Cannot find (?:name|namespace)/.test(line));
    const canaries = unknown.filter((line) => line.includes('canary.ts'));
    expect(canaries.map((line) => /'(\w+)'/.exec(line)?.[1] ?? line).sort()).toEqual([
      'console',
      'fetch',
      'performance',
      'process',
      'setTimeout',
    ]);
    expect(unknown.filter((line) => !line.includes('canary.ts'))).toEqual([]);
  });
});

/** The files below `src` that a file imports. */
function targetsOf({ path, imports }: SourceFile): readonly string[] {
  return imports
    .filter((name) => name.startsWith('.'))
    .map((name) =>
      relative(src, resolve(dirname(join(src, path)), name))
        .split(sep)
        .join('/'),
    );
}

function mayImport({ folder }: SourceFile, target: string): boolean {
  const [to = ''] = target.split('/');
  if (to === folder) return true;
  if (NEIGHBOURS[folder]?.includes(target) === true) return true;
  const level = levelOf(to);
  return level >= 0 && level < levelOf(folder);
}

function levelOf(folder: string): number {
  return LEVELS.findIndex((folders) => folders.includes(folder));
}

/** Module names of static imports, re-exports and imports on demand, types included. */
function importsOf(text: string): readonly string[] {
  const found: string[] = [];
  for (const pattern of [
    /^(?:import|export)\b[^'";]*\bfrom '([^']+)'/gm,
    /^import '([^']+)'/gm,
    /\bimport\('([^']+)'\)/g,
  ]) {
    for (const [, name] of text.matchAll(pattern)) if (name !== undefined) found.push(name);
  }
  return found;
}

/** Module names that are loaded together with the file. */
function loadedBy(text: string): readonly string[] {
  return [...text.matchAll(/^(?:import|export)\b(?! type\b)(?:[^'";]*\bfrom)? '([^']+)'/gm)].flatMap(
    ([, name]) => name ?? [],
  );
}

function packageOf(name: string): string {
  return name
    .split('/')
    .slice(0, name.startsWith('@') ? 2 : 1)
    .join('/');
}

/** Lines of code, not of comment, that match. */
function matching(among: readonly SourceFile[], pattern: RegExp): readonly string[] {
  return among.flatMap(({ path, text }) =>
    text
      .split('\n')
      .filter((line) => !/^\s*(?:\/\/|\/?\*)/.test(line) && pattern.test(line))
      .map((line) => `${path}: ${line.trim()}`),
  );
}

/** Each cycle once, as the path round it. */
function cyclesOf(graph: ReadonlyMap<string, readonly string[]>): readonly string[] {
  const cycles: string[] = [];
  const done = new Set<string>();
  const visit = (file: string, trail: readonly string[]): void => {
    const seen = trail.indexOf(file);
    if (seen >= 0) cycles.push([...trail.slice(seen), file].join(' -> '));
    if (seen >= 0 || done.has(file)) return;
    for (const target of graph.get(file) ?? []) visit(target, [...trail, file]);
    done.add(file);
  };
  for (const file of graph.keys()) visit(file, []);
  return cycles;
}
