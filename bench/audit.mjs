// `node bench/audit.mjs [folder of audit logs] [megabytes]`: how fast raw audit logs are read on one core.
//
// The logs of the folder are repeated, each time with later seconds and serial numbers, into one file of 300 MB, and
// `POSTERN_DATA`/linux/lab2 stands in for a folder that is not named. Reads it in blocks of 1 MiB: put together to events
// alone, and with the events made of them. Prints a Markdown table; the least processor time tells more on a machine that is shared.
import {
  closeSync,
  existsSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const RUNS = 5;
const BLOCK = 1024 * 1024;
const root = fileURLToPath(new URL('..', import.meta.url));
const data = process.env.POSTERN_DATA ?? join(root, '..', 'shared', 'data');
const folder = process.argv[2] ?? join(data, 'linux', 'lab2');
const megabytes = Number(process.argv[3] ?? 300);
if (!existsSync(folder)) throw new Error(`${folder} does not exist; name a folder of audit logs.`);

const own = mkdtempSync(join(tmpdir(), 'postern-bench-'));
try {
  const { openAudit, auditdProduct } = await load(own);
  const log = join(own, 'audit.log');
  writeRepeated(log, megabytes * 1_000_000);
  console.log(`Node ${process.version}, ${cpus()[0]?.model ?? 'unknown'}\n`);
  console.log('| what | MB | events | median s | MB/s | processor s | MB per processor s | peak MB |');
  console.log('|---|---|---|---|---|---|---|---|');
  measure('records put together', log, () => {
    let groups = 0;
    const sink = { raw: () => void groups++, reject: () => {} };
    return [openAudit(log, sink), () => groups];
  });
  measure('and normalised', log, () => {
    let events = 0;
    const read = auditdProduct.open({ source: log, fallbackHost: 'bench' });
    const sink = {
      raw(_layout, group, offset, length) {
        events += read(group, { source: log, offset, length }).events.length;
      },
      reject: () => {},
    };
    return [openAudit(log, sink), () => events];
  });
} finally {
  rmSync(own, { recursive: true, force: true });
}

async function load(out) {
  const outfile = join(out, 'audit-bench.mjs');
  await build({
    absWorkingDir: root,
    stdin: {
      contents: `export { openAudit } from './src/formats/audit/audit-format.ts';
        export { auditdProduct } from './src/normalize/linux/auditd/auditd.ts';`,
      resolveDir: root,
    },
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20.19',
  });
  return import(pathToFileURL(outfile).href);
}

function writeRepeated(path, size) {
  const logs = readdirSync(folder, { recursive: true })
    .map((name) => join(folder, name))
    .filter((file) => /audit[^/]*\.log[^/]*$/.test(file) && statSync(file).isFile())
    .sort()
    .map((file) => readFileSync(file, 'latin1'));
  const file = openSync(path, 'w');
  let written = 0;
  for (let round = 0; written < size; round++) {
    const text = logs[round % logs.length].replace(
      /msg=audit\((\d+)\.(\d+):(\d+)\)/g,
      (_, seconds, millis, serial) =>
        `msg=audit(${Number(seconds) + round * 600}.${millis}:${(Number(serial) + round * 20_000) % 2 ** 32})`,
    );
    written += writeSync(file, text, undefined, 'latin1');
  }
  closeSync(file);
}

function measure(name, path, open) {
  const seconds = [];
  const busy = [];
  let count = 0;
  let peak = 0;
  const bytes = statSync(path).size;
  const block = Buffer.allocUnsafe(BLOCK);
  for (let run = 0; run < RUNS; run++) {
    const [decoder, counted] = open();
    const file = openSync(path, 'r');
    const started = performance.now();
    const before = process.cpuUsage();
    for (let length = readSync(file, block); length > 0; length = readSync(file, block)) {
      decoder.push(block.subarray(0, length));
      peak = Math.max(peak, process.memoryUsage.rss());
    }
    decoder.end();
    seconds.push((performance.now() - started) / 1000);
    const { user, system } = process.cpuUsage(before);
    busy.push((user + system) / 1e6);
    closeSync(file);
    count = counted();
  }
  const median = middle(seconds);
  const processor = Math.min(...busy);
  const columns = [
    name,
    (bytes / 1e6).toFixed(0),
    count,
    median.toFixed(2),
    (bytes / 1e6 / median).toFixed(0),
    processor.toFixed(2),
    (bytes / 1e6 / processor).toFixed(0),
    (peak / 1e6).toFixed(0),
  ];
  console.log(`| ${columns.join(' | ')} |`);
}

function middle(values) {
  return values.sort((a, b) => a - b)[Math.floor(values.length / 2)];
}
