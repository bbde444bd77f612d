// `node bench/estate.mjs [hosts] [days] [--not-reviewed] [--json FILE]`: a simulated estate (default 2,000 hosts) learns for
// so many days (default 14), then as many days are judged, with 50 attacks in them and 20 more whose place the baseline was
// taught before. No approval but those of the starting set. Prints what was found for each role, and every attack that was not.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
const flags = process.argv.slice(2);
const numbers = flags.filter((flag) => /^\d+$/.test(flag)).map(Number);
const hosts = numbers[0] ?? 2_000;
const days = numbers[1] ?? 14;
const isReviewed = !flags.includes('--not-reviewed');
const parts = Math.max(1, availableParallelism());
const own = mkdtempSync(join(tmpdir(), 'postern-estate-'));
// Beside the packages it imports, and out of the way of builds.
const bundled = join(root, 'node_modules', '.cache', `${basename(own)}.mjs`);

try {
  const began = performance.now();
  await bundle();
  const job = {
    core: bundled,
    root,
    own,
    parts,
    hosts,
    days,
    isReviewed,
    seed: 1,
    attacks: 50,
    poisoned: 20,
  };
  await everyPart({ ...job, phase: 'learn' });
  await everyPart({ ...job, phase: 'judge' });
  const judged = Array.from({ length: parts }, (_, part) =>
    JSON.parse(readFileSync(join(own, `judged-${part}.json`), 'utf8')),
  );
  report(judged, (performance.now() - began) / 1000);
} finally {
  rmSync(own, { recursive: true, force: true });
  rmSync(bundled, { force: true });
}

async function everyPart(job) {
  await Promise.all(
    Array.from({ length: job.parts }, async (_, part) => {
      const file = join(own, `job-${part}.json`);
      writeFileSync(file, JSON.stringify({ ...job, part }));
      const child = spawn(
        process.execPath,
        ['--max-old-space-size=4000', fileURLToPath(new URL('estate-part.mjs', import.meta.url)), file],
        {
          stdio: 'inherit',
        },
      );
      const code = await new Promise((resolve) => child.on('exit', resolve));
      if (code !== 0) throw new Error(`part ${part} ended with ${code}`);
    }),
  );
}

function report(judged, seconds) {
  const roles = new Map();
  for (const { role, title, levels, routines } of judged.flatMap(({ hosts: all }) => all)) {
    let sum = roles.get(role);
    if (sum === undefined) roles.set(role, (sum = { title, hosts: 0, levels: {}, routines: new Set() }));
    sum.hosts++;
    for (const [level, count] of Object.entries(levels)) sum.levels[level] = (sum.levels[level] ?? 0) + count;
    for (const routine of routines) sum.routines.add(routine);
  }
  const all = { title: 'all', hosts: 0, levels: {}, routines: new Set() };
  for (const sum of roles.values()) {
    all.hosts += sum.hosts;
    for (const [level, count] of Object.entries(sum.levels))
      all.levels[level] = (all.levels[level] ?? 0) + count;
    for (const routine of sum.routines) all.routines.add(routine);
  }
  console.log(
    `${hosts} hosts, ${days} days learned (${isReviewed ? 'reviewed' : 'not reviewed'}), ${days} days judged, ${Math.round(seconds)} s\n`,
  );
  console.log(
    '| role | hosts | info | low | medium | high | critical | medium or above in 1,000 hosts and day | kinds of it |',
  );
  console.log('|---|---|---|---|---|---|---|---|---|');
  for (const { title, hosts: count, levels, routines } of [...roles.values(), all]) {
    const of = (level) => levels[level] ?? 0;
    const grave = of('medium') + of('high') + of('critical');
    console.log(
      `| ${title} | ${count} | ${of('info')} | ${of('low')} | ${of('medium')} | ${of('high')} | ${of('critical')} | ${((grave / count / days) * 1000).toFixed(2)} | ${routines.size} |`,
    );
  }
  const attacks = judged.flatMap(({ attacks: some }) => some);
  const plain = attacks.filter(({ poisoning }) => poisoning === undefined);
  const poisoned = attacks.filter(({ poisoning }) => poisoning !== undefined);
  const met = (some) => some.filter(({ passed }) => passed).length;
  console.log(`\nattacks as their stories demand: ${met(plain)} of ${plain.length}`);
  console.log(`attacks after poisoning: ${met(poisoned)} of ${poisoned.length}`);
  for (const one of attacks.filter(({ passed }) => !passed)) console.log(`  ${JSON.stringify(one)}`);
  console.log('\nwhat was medium or above without being an attack:');
  const kinds = new Map();
  for (const kind of judged.flatMap(({ kinds: some }) => some)) kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
  for (const [kind, count] of [...kinds].sort((a, b) => b[1] - a[1]).slice(0, 30))
    console.log(`  ${count} x ${kind}`);
  const json = flags.indexOf('--json');
  if (json >= 0) writeFileSync(flags[json + 1], JSON.stringify(judged, undefined, 1));
}

async function bundle() {
  const files = [
    'baseline/baseline',
    'baseline/snapshot/write-snapshot',
    'baseline/snapshot/read-snapshot',
    'config/approvals/load-approvals',
    'config/default-config',
    'run/estate/estate-plan',
    'run/estate/estate-settings',
    'run/estate/play-estate',
    'run/baseline-doubts',
    'run/learn',
    'stories/estate/estate-host',
    'stories/load-stories',
  ];
  await build({
    absWorkingDir: root,
    stdin: {
      contents: files.map((path) => `export * from './src/${path}.ts';`).join('\n'),
      resolveDir: root,
    },
    bundle: true,
    packages: 'external',
    format: 'esm',
    platform: 'node',
    target: 'node20.19',
    outfile: bundled,
    logLevel: 'warning',
  });
}
