// `npm run bench [-- <folder with logs>]`: throughput and memory of every stage and of the whole command.
//
// Without a folder it makes its own input: a sparse log (3 % of the records matter) and a dense one (all do), so that
// the table can be made on any machine. Prints a Markdown table, then that of recogniser.mjs; docs/benchmarks.md
// keeps the last ones.
import { spawnSync } from 'node:child_process';
import {
  closeSync,
  existsSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readSync,
  rmSync,
  statSync,
} from 'node:fs';
import { availableParallelism, cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { writeDense, writeSparse } from './make-logs.mjs';

const dist = new URL('../dist/', import.meta.url);
const load = (path) => import(new URL(path, dist).href);
const main = fileURLToPath(new URL('cli/main.js', dist));
const RUNS = 5;
const nothing = { wantsWindows: () => false, json: () => {}, windows: () => {}, reject: () => {} };

const given = process.argv[2];
const own = mkdtempSync(join(tmpdir(), 'postern-bench-'));
try {
  const dense = join(own, 'dense.json');
  writeDense(dense, 200_000);
  const sparse = given ?? join(own, 'sparse.json');
  if (given === undefined) writeSparse(sparse, 200_000);
  if (!existsSync(sparse)) throw new Error(`${sparse} does not exist; name a folder of logs.`);

  console.log(
    `Node ${process.version}, ${availableParallelism()} processors (${cpus()[0]?.model ?? 'unknown'})\n`,
  );
  console.log('| what | MB | records | median s | MB/s | records/s | peak MB |');
  console.log('|---|---|---|---|---|---|---|');
  for (const [name, path] of [
    ['sparse', sparse],
    ['dense', dense],
  ]) {
    const files = filesOf(path);
    await stage(`${name}: framing alone`, files, false);
    await stage(`${name}: framing, gate, parsing, events`, files, true);
    for (const threads of [1, 2]) whole(`${name}: postern hunt --threads ${threads}`, path, files, threads);
  }
} finally {
  rmSync(own, { recursive: true, force: true });
}
console.log();
const recogniser = fileURLToPath(new URL('recogniser.mjs', import.meta.url));
spawnSync(process.execPath, given === undefined ? [recogniser] : [recogniser, given], { stdio: 'inherit' });

function filesOf(path) {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path, { recursive: true })
    .map((name) => join(path, name))
    .filter((file) => statSync(file).isFile())
    .sort();
}

async function stage(name, files, normalise) {
  const { openJsonLines } = await load('formats/json/json-lines.js');
  const { MemberScan } = await load('run/member-scan.js');
  const { Observer } = await load('engine/observer.js');
  const { externalTest } = await load('egress/networks.js');
  const { newRecogniser } = await load('run/new-recogniser.js');
  const isExternal = externalTest({ internal: [], external: [] });
  const seconds = [];
  let bytes = 0;
  let records = 0;
  for (let run = 0; run < RUNS; run++) {
    bytes = 0;
    records = 0;
    const observer = new Observer(newRecogniser(), { isExternal, since: -Infinity, until: Infinity });
    const began = performance.now();
    for (const file of files) {
      const scan = new MemberScan(file, observer, () => undefined, false);
      const sink = normalise ? scan : { ...nothing, wantsJson: () => (records++, false) };
      const decoder = openJsonLines(file, sink);
      bytes += readInto(file, decoder);
      if (normalise) records += scan.records;
    }
    seconds.push((performance.now() - began) / 1000);
  }
  row(name, bytes, records, median(seconds), undefined);
}

function readInto(file, decoder) {
  const buffer = Buffer.allocUnsafe(2 * 1024 * 1024);
  const handle = openSync(file, 'r');
  let total = 0;
  for (let count = readSync(handle, buffer); count > 0; count = readSync(handle, buffer)) {
    decoder.push(buffer.subarray(0, count));
    total += count;
  }
  decoder.end();
  closeSync(handle);
  return total;
}

/** The whole process, started anew each time, as a user starts it. */
function whole(name, path, files, threads) {
  const bytes = files.reduce((sum, file) => sum + statSync(file).size, 0);
  const seconds = [];
  let peak = 0;
  let records = 0;
  const script = `
    process.argv = [process.argv[0], 'postern', 'hunt', '--threads', '${threads}', ${JSON.stringify(path)}];
    process.on('exit', () => require('node:fs').writeSync(2, '\\npeak=' + process.resourceUsage().maxRSS));
    import(${JSON.stringify(new URL('cli/main.js', dist).href)});`;
  for (let run = 0; run < RUNS; run++) {
    const began = performance.now();
    const { status, stdout, stderr } = spawnSync(process.execPath, ['-e', script], {
      encoding: 'utf8',
      maxBuffer: 1 << 28,
    });
    seconds.push((performance.now() - began) / 1000);
    if (status === null || status > 3) throw new Error(`${main} failed: ${stderr}`);
    peak = Math.max(peak, Number(/peak=(\d+)/.exec(stderr)?.[1] ?? 0) / 1024);
    records = Number((/([\d,]+) events/.exec(stdout)?.[1] ?? '0').replaceAll(',', ''));
  }
  row(name, bytes, records, median(seconds), peak);
}

function median(values) {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
}

function row(name, bytes, records, seconds, peak) {
  const megabytes = bytes / 1e6;
  const cells = [
    name,
    megabytes.toFixed(0),
    records.toLocaleString('en'),
    seconds.toFixed(2),
    (megabytes / seconds).toFixed(0),
    Math.round(records / seconds).toLocaleString('en'),
    peak === undefined ? '' : peak.toFixed(0),
  ];
  console.log(`| ${cells.join(' | ')} |`);
}
