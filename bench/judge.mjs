// `node bench/judge.mjs [cases]`: judging again, 100,000 stored cases with 300 approvals beside the starting set.
//
// The cases are those of the bundled Windows and Linux examples, spread over 2,000 hosts, 200 programs and 3,000 places. Of
// the approvals 20 are for curl, which half of the Windows cases are about; the others cover one case in a hundred. Each row
// is a process of its own and contains its start. Prints a Markdown table.
import { spawnSync } from 'node:child_process';
import {
  closeSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
const main = join(root, 'dist', 'cli', 'main.js');
const own = mkdtempSync(join(tmpdir(), 'postern-judge-'));
const CASES = Number(process.argv[2] ?? 100_000);
const APPROVALS = 300;
const FOR_CURL = 20;
const PROGRAMS = 200;
const PLACES = 3_000;
const EXAMPLES = ['windows-case', 'linux-case'].map((name) => join(root, 'examples', name));

try {
  const cases = join(own, 'cases.ndjson');
  await writeCases(cases);
  const approvals = join(own, 'approvals.yaml');
  writeFileSync(
    approvals,
    `approvals:\n${Array.from({ length: APPROVALS }, (_, at) => approval(at)).join('')}`,
  );
  const baseline = join(own, 'baseline.bin');
  postern('learn', ...EXAMPLES, '--baseline', baseline, '--reviewed-by', 'bench');
  const story = join(root, 'content', 'stories', 'windows', 'openssl-then-curl.yaml');
  console.log(
    `${CASES} cases (${(statSync(cases).size / 1e6).toFixed(0)} MB), ${APPROVALS} approvals, Node ${process.version}\n`,
  );
  console.log('| postern judge | changes | s | cases a second |');
  console.log('|---|---|---|---|');
  const saving = ['--save', join(own, 'saved.ndjson')];
  const learned = ['--baseline', baseline];
  row('one story', cases, approvals, '--stories', story);
  row('all stories', cases, approvals);
  row('all stories, --baseline', cases, approvals, ...learned);
  row('all stories, --save', cases, approvals, ...saving);
  row('all stories, --baseline --save', cases, approvals, ...learned, ...saving);
} finally {
  rmSync(own, { recursive: true, force: true });
}

async function writeCases(path) {
  const { caseLine, headerLine, endLine } = await bundle();
  const few = join(own, 'few.ndjson');
  postern('hunt', ...EXAMPLES, '--save', few);
  const models = readFileSync(few, 'utf8').trimEnd().split('\n').slice(1, -1).map(modelOf);
  const below = numbers();
  const file = openSync(path, 'w');
  writeSync(file, headerLine({ baseline: null, history: [] }));
  for (let at = 0; at < CASES; at++) {
    const { one, judged } = models[at % models.length];
    writeSync(file, `${caseLine(elsewhere(one, at, below), judged)}\n`);
  }
  writeSync(file, endLine(CASES));
  closeSync(file);
}

function modelOf(line) {
  const { facts, more, judged, reasons, encrypts, asked, questions } = JSON.parse(line);
  const [question] = questions;
  const one = {
    facts: { ...facts, ...more },
    reasons,
    encrypts,
    asked: { ...asked, question },
    askedAlso: [],
  };
  return { one, judged };
}

/** The same act of another host, at another time, half of them by another program, to another place. */
function elsewhere(one, at, below) {
  const host = `ws${below(2_000)}`;
  const time = Date.UTC(2026, 2, 1) + below(30 * 86_400) * 1_000;
  const program = below(2) === 0 && one.asked.approval.platform === 'windows' ? below(PROGRAMS) : undefined;
  const place = below(50) === 0 ? (program ?? 0) : below(PLACES);
  const { approval: asked, question } = one.asked;
  const image = program === undefined ? asked.image : programPath(program);
  const name = placeName(place);
  return {
    ...one,
    facts: {
      ...one.facts,
      id: `${one.facts.analytic}-${at.toString(16).padStart(16, '0')}`,
      host: `${host}.corp.example.org`,
      first: time,
      last: time + 60_000,
    },
    asked: {
      approval: {
        ...asked,
        image,
        hosts: [`${host}.corp.example.org`],
        name,
        tenant: name,
        nameIs: 'observed',
        address: `203.0.113.${place % 250}`,
        time,
      },
      question: {
        ...question,
        host,
        identity: image.toLowerCase(),
        destination: `name:${name}`,
        at: time,
        times: [time],
      },
    },
  };
}

function programPath(program) {
  return `C:\\Program Files\\Vendor ${program}\\sender${program}.exe`;
}

function placeName(place) {
  return `place${place}.example.net`;
}

function approval(at) {
  const isCurl = at < FOR_CURL;
  const path = isCurl ? 'C:\\Windows\\System32\\curl.exe' : programPath(at % PROGRAMS);
  const parent = isCurl ? `, parent: 'C:\\Program Files\\Acme\\agent${at}.exe'` : '';
  return `  - id: upload-${at}
    class: backup
    platform: windows
    identity: { path: '${path}'${parent} }
    destinations: { domains: ${placeName(at % PROGRAMS)}, addresses: 198.51.100.${at % 250}/32 }
    reason: Nightly upload to the archive of the group
    owner: jane
    created: 2026-03-01
    review: 2026-04-01
    expires: 2026-06-01
`;
}

/** The same numbers on every machine. */
function numbers() {
  let state = 1;
  return (limit) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
}

function row(name, cases, approvals, ...flags) {
  const began = performance.now();
  const outcome = JSON.parse(postern('judge', cases, '--with', approvals, '--json', ...flags));
  const seconds = (performance.now() - began) / 1000;
  if (outcome.cases !== CASES || outcome.refused) throw new Error(`${name}: not all were judged`);
  const number = (value) => value.toLocaleString('en');
  console.log(
    `| ${name} | ${number(outcome.changes.length)} | ${seconds.toFixed(1)} | ${number(Math.round(CASES / seconds))} |`,
  );
}

function postern(...args) {
  const run = spawnSync(process.execPath, [main, ...args], { encoding: 'utf8', maxBuffer: 1 << 28 });
  if (run.status !== 0 && run.status !== 1) throw new Error(run.stderr);
  return run.stdout;
}

/** What writes a case as it is stored. */
async function bundle() {
  const outfile = join(own, 'cases.mjs');
  await build({
    absWorkingDir: root,
    stdin: {
      contents: ['case-line', 'case-file']
        .map((file) => `export * from './src/store/${file}.ts';`)
        .join('\n'),
      resolveDir: root,
    },
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20.19',
    outfile,
    logLevel: 'warning',
  });
  return import(outfile);
}
