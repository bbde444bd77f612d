// `node bench/recogniser.mjs [folder of Windows logs]`: how fast texts pass the recogniser on one core. `npm run bench
// -- <folder>` ends with it.
//
// Script texts are those of the folder's 4104 records, every one, repeated blocks too; command lines are those of its
// process starts, and the labelled ones under POSTERN_DATA where this machine has them. Each kind is measured in a
// process of its own, in processor time: `cold` is the first pass after loading, `warm` the median of later passes of a
// recogniser that remembers nothing of the passes before, `again` one that does. Without a folder it makes its own texts.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { madeLines, madeScripts } from './make-texts.mjs';

const RUNS = 5;
/** Labelled texts, by the name of the row. */
const LABELLED = { 'labelled command lines': 'command', 'labelled process starts': 'log:process' };
const KINDS = ['scripts', 'process starts', ...Object.keys(LABELLED)];
const root = fileURLToPath(new URL('..', import.meta.url));
const labelled = join(
  process.env.POSTERN_DATA ?? join(root, '..', 'shared', 'data'),
  'crypto-commands.jsonl',
);
const [folder, kind] = process.argv.slice(2);

if (kind === undefined) {
  if (folder !== undefined && !existsSync(folder))
    throw new Error(`${folder} does not exist; name a folder of logs.`);
  console.log(`Node ${process.version}, one thread (${cpus()[0]?.model ?? 'unknown'})\n`);
  console.log(
    '| texts | number | MB | cold MB/s | warm MB/s | again MB/s | cold µs | warm µs | slowest ms |',
  );
  console.log('|---|---|---|---|---|---|---|---|---|');
  for (const each of KINDS) {
    const { stdout, stderr, status } = spawnSync(
      process.execPath,
      [fileURLToPath(import.meta.url), folder ?? '', each],
      { encoding: 'utf8' },
    );
    if (status !== 0) throw new Error(stderr);
    process.stdout.write(stdout);
  }
} else await measureKind(folder === '' ? undefined : folder, kind);

async function measureKind(from, what) {
  const own = mkdtempSync(join(tmpdir(), 'postern-bench-'));
  try {
    const load = await bundle(own);
    const texts = await textsOf(load, from, what);
    if (texts.length > 0) await measure(load, what, texts);
  } finally {
    rmSync(own, { recursive: true, force: true });
  }
}

/** The modules under test, from the sources as they are. */
async function bundle(own) {
  const entries = ['run/new-recogniser', 'intake/read-members'];
  await build({
    absWorkingDir: root,
    entryPoints: entries.map((entry) => `src/${entry}.ts`),
    outdir: own,
    outbase: 'src',
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    platform: 'node',
    format: 'esm',
    banner: {
      js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
    },
    logLevel: 'warning',
  });
  return (entry) => import(pathToFileURL(join(own, `${entry}.mjs`)).href);
}

async function textsOf(load, from, what) {
  if (LABELLED[what] !== undefined) return labelledLines(LABELLED[what]);
  if (from === undefined) return what === 'scripts' ? madeScripts() : madeLines();
  const { readMembers } = await load('intake/read-members');
  const field = what === 'scripts' ? 'ScriptBlockText' : 'CommandLine';
  const texts = [];
  for await (const member of readMembers([from], () => undefined)) {
    let rest = '';
    for await (const chunk of member.open()) {
      const lines = (rest + chunk.toString('utf8')).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) take(texts, line, field);
    }
    take(texts, rest, field);
  }
  return texts;
}

function take(texts, line, field) {
  if (!line.includes(`"${field}"`)) return;
  try {
    const text = JSON.parse(line)[field];
    if (typeof text === 'string' && text !== '') texts.push({ text, platform: 'windows' });
  } catch {
    // A record that is cut off is none to measure.
  }
}

function labelledLines(wanted) {
  if (!existsSync(labelled)) return [];
  return readFileSync(labelled, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line))
    .filter((row) => row.kind === wanted)
    .map(({ command, platform }) => ({
      text: command,
      platform: platform === 'windows' ? 'windows' : 'posix',
    }));
}

async function measure(load, what, texts) {
  const { newRecogniser } = await load('run/new-recogniser');
  const read =
    what === 'scripts'
      ? (recogniser, { text }) => recogniser.recogniseScript(text, 'powershell')
      : (recogniser, { text, platform }) => recogniser.recogniseCommandLine(text, platform);
  // Processor time: other work on the machine does not count.
  const pass = (recogniser) => {
    const began = process.cpuUsage();
    for (const text of texts) read(recogniser, text);
    const { user, system } = process.cpuUsage(began);
    return (user + system) / 1000;
  };
  const cold = pass(newRecogniser());
  const warm = passes(() => pass(newRecogniser()));
  const knowing = newRecogniser();
  pass(knowing);
  const again = passes(() => pass(knowing));
  const slowest = Math.max(...texts.map((text) => quickest(() => read(newRecogniser(), text))));
  const megabytes = texts.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0) / 1e6;
  const speed = (milliseconds) => (megabytes / (milliseconds / 1000)).toFixed(1);
  const each = (milliseconds) => ((milliseconds * 1000) / texts.length).toFixed(0);
  const cells = [
    what,
    texts.length.toLocaleString('en'),
    megabytes.toFixed(2),
    speed(cold),
    speed(warm),
    speed(again),
    each(cold),
    each(warm),
    slowest.toFixed(1),
  ];
  console.log(`| ${cells.join(' | ')} |`);
}

/** Median of passes that fill a second and a half together, five at least, after a second of settling. */
function passes(pass) {
  const times = [];
  for (let spent = 0; spent < 1000;) spent += pass();
  for (let spent = 0; spent < 1500 || times.length < RUNS; spent += times.at(-1)) times.push(pass());
  return median(times);
}

/** Milliseconds of the quickest of three tries. */
function quickest(run) {
  return Math.min(
    ...[0, 1, 2].map(() => {
      const began = performance.now();
      run();
      return performance.now() - began;
    }),
  );
}

function median(values) {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
}
