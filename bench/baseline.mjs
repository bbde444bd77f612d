// `node bench/baseline.mjs [profiles]`: what the baseline takes in time and memory at its full size (default 5,000,000).
//
// An estate of 2,000 hosts in 12 roles learns until the profiles are there; then it is asked, saved, loaded and flooded
// beyond its bound. Times are those of the processor, so that other programs change them less. Prints a Markdown table.
import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { availableParallelism, cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const HOUR = 3_600_000;
const START = Date.UTC(2026, 0, 5);
const root = fileURLToPath(new URL('..', import.meta.url));
const own = mkdtempSync(join(tmpdir(), 'postern-baseline-'));
const file = join(own, 'baseline.bin');
const most = Number(process.argv[2] ?? 5_000_000);

try {
  const core = await bundle();
  console.log(
    `Node ${process.version}, ${availableParallelism()} processors (${cpus()[0]?.model ?? 'unknown'})\n`,
  );
  console.log('| what | number | processor time | per piece |');
  console.log('|---|---|---|---|');
  const next = sightings();
  const asked = learnAskAndSave(core, next);
  loadAndFlood(core, next, asked);
} finally {
  rmSync(own, { recursive: true, force: true });
}

function learnAskAndSave({ Baseline, DEFAULT_BASELINE_SETTINGS, writeSnapshot }, next) {
  const baseline = new Baseline({ ...DEFAULT_BASELINE_SETTINGS, mostProfiles: most * 2 });
  let told = 0;
  let profiles = 0;
  let seconds = 0;
  while (baseline.counts().profiles < most) {
    const batch = Array.from({ length: 20_000 }, next);
    seconds += learn(baseline, batch);
    told += batch.length;
    profiles += profilesOf(batch);
  }
  row('learning, sightings', told, seconds);
  row('learning, profiles made or updated', profiles, seconds);
  const again = Array.from({ length: 100_000 }, next);
  learn(baseline, again);
  row('learning what is known, profiles updated', profilesOf(again), learn(baseline, again));
  const { profiles: kept, texts, heldBytes } = baseline.counts();
  fact('profiles', kept, `${Math.round(heldBytes / kept)} bytes`);
  fact('texts', texts, '');
  fact('MB of profiles, texts and indexes', heldBytes / 1e6, '');
  fact('MB of the whole process', process.memoryUsage().rss / 1e6, '');
  const questions = again.slice(0, 20_000).map(question);
  row(
    'answering',
    questions.length,
    timed(() => questions.forEach((one) => baseline.answer(one))),
  );
  let bytes = 0;
  const saved = timed(() => {
    const handle = openSync(file, 'w');
    for (const chunk of writeSnapshot(baseline, 'bench')) bytes += writeSync(handle, chunk);
    closeSync(handle);
  });
  rate('saving', bytes, saved);
  return questions;
}

function loadAndFlood({ DEFAULT_BASELINE_SETTINGS, SnapshotReader }, next) {
  const reader = new SnapshotReader({ ...DEFAULT_BASELINE_SETTINGS, mostProfiles: most });
  const buffer = Buffer.allocUnsafe(4 * 1024 * 1024);
  let bytes = 0;
  const loaded = timed(() => {
    const handle = openSync(file, 'r');
    for (let count = readSync(handle, buffer); count > 0; count = readSync(handle, buffer)) {
      bytes += count;
      const problem = reader.push(buffer.subarray(0, count));
      if (problem !== undefined) throw new Error(`byte ${problem.offset}: ${problem.message}`);
    }
    closeSync(handle);
  });
  rate('loading', bytes, loaded);
  const { baseline } = reader.end();
  learn(baseline, [next()]);
  const flood = Array.from({ length: 20_000 }, next).map((one, i) => ({
    ...one,
    host: 'flooder',
    destination: `x${i}`,
  }));
  const before = baseline.counts().evicted.provisional;
  row('flooding beyond the bound, sightings', flood.length, learn(baseline, flood));
  const { provisional, established, suspect } = baseline.counts().evicted;
  fact(
    'evicted meanwhile, of these established or suspect',
    provisional - before,
    String(established + suspect),
  );
}

/** 2,000 hosts, 400 programs of which thirty do most, 300,000 places of which 3,000 get most; a fifth with bytes. */
function sightings() {
  let state = 1;
  const below = (limit) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
  const names = (count, name) => Array.from({ length: count }, (_, i) => name(i));
  const hosts = names(2_000, (i) => `ws${i}`);
  const users = names(2_000, (i) => `corp\\user${i}`);
  const roles = names(12, (i) => `role ${i}`);
  const programs = names(400, (i) => `c:\\program files\\vendor ${i}\\*\\program${i}.exe`);
  const places = names(303_000, (i) => `name:service${i}.example.com`);
  return () => {
    const host = below(2_000);
    const first = START + below(60 * 24) * HOUR + below(3_000) * 1_000;
    const seen = below(5) === 0;
    return {
      host: hosts[host],
      group: roles[host % 12],
      user: users[host],
      identity: programs[below(10) < 8 ? below(30) : below(400)],
      image: undefined,
      destination: places[below(10) < 7 ? below(3_000) : 3_000 + below(300_000)],
      port: 443,
      protocol: 'tcp',
      first,
      last: first + 1_000,
      connections: 1 + below(20),
      bytesOut: seen ? below(1_000_000) : undefined,
      bytesIn: seen ? below(5_000_000) : undefined,
      suspicion: undefined,
    };
  };
}

function question({ host, group, user, identity, destination, port, protocol, first }) {
  const at = first + 70 * 24 * HOUR;
  const who = { host, group, user, identity, destination, port, protocol, at };
  return {
    ...who,
    tenantHidden: false,
    bytesOut: 5_000_000,
    bytesIn: 100_000,
    times: [],
    zone: 'Europe/Berlin',
  };
}

/** Host, group and fleet have three or four each; a user has one where bytes are known. */
function profilesOf(batch) {
  return batch.reduce((sum, { bytesOut }) => sum + (bytesOut === undefined ? 11 : 12), 0);
}

function learn(baseline, batch) {
  return timed(() => batch.forEach((sighting) => baseline.observe(sighting)));
}

/** Seconds of the processor. */
function timed(work) {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

function row(what, pieces, seconds) {
  const each = `${((seconds / pieces) * 1e6).toFixed(2)} µs`;
  console.log(`| ${what} | ${number(pieces)} | ${seconds.toFixed(1)} s | ${each} |`);
}

function rate(what, bytes, seconds) {
  const each = `${Math.round(bytes / 1e6 / seconds)} MB/s`;
  console.log(`| ${what} | ${number(bytes / 1e6)} MB | ${seconds.toFixed(1)} s | ${each} |`);
}

function fact(what, value, each) {
  console.log(`| ${what} | ${number(value)} | | ${each} |`);
}

function number(value) {
  return Math.round(value).toLocaleString('en');
}

async function bundle() {
  const files = ['baseline', 'snapshot/write-snapshot', 'snapshot/read-snapshot'];
  await build({
    absWorkingDir: root,
    stdin: {
      contents: files.map((path) => `export * from './src/baseline/${path}.ts';`).join('\n'),
      resolveDir: root,
    },
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20.19',
    outfile: join(own, 'baseline.mjs'),
    logLevel: 'warning',
  });
  return import(join(own, 'baseline.mjs'));
}
