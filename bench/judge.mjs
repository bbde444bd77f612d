// Judging again: 100,000 stored cases with 300 approvals, 20 of them for the program that most cases are about.
import { spawnSync } from 'node:child_process';
import {
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
  closeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const main = join(root, 'dist', 'cli', 'main.js');
const folder = mkdtempSync(join(tmpdir(), 'postern-bench-'));
const CASES = Number(process.argv[2] ?? 100_000);
const APPROVALS = 300;

function postern(...args) {
  const run = spawnSync(process.execPath, [main, ...args], { encoding: 'utf8', maxBuffer: 1 << 28 });
  if (run.status !== 0 && run.status !== 1) throw new Error(run.stderr);
  return run.stdout;
}

try {
  const few = join(folder, 'few.ndjson');
  postern('hunt', join(root, 'examples', 'windows-case'), '--save', few);
  const [header, ...lines] = readFileSync(few, 'utf8').trimEnd().split('\n');
  const many = join(folder, 'many.ndjson');
  const file = openSync(many, 'w');
  writeSync(file, `${header}\n`);
  for (let index = 0; index < CASES; index++) {
    const line = lines[index % lines.length].replace(
      /"id":"AN1389-[0-9a-f]{16}"/,
      `"id":"AN1389-${String(index).padStart(16, '0')}"`,
    );
    writeSync(file, `${line}\n`);
  }
  closeSync(file);
  const approvals = join(folder, 'approvals.yaml');
  const items = Array.from(
    { length: APPROVALS },
    (_, index) => `  - id: upload-${index}
    class: backup
    platform: windows
    identity: { path: '${index < 20 ? 'C:\\Windows\\System32\\curl.exe' : `C:\\Program Files\\Acme\\job${index}.exe`}', parent: 'C:\\Program Files\\Acme\\agent${index}.exe' }
    destinations: { addresses: 198.51.100.${index % 250}/32, ports: 8080 }
    reason: Nightly upload to the archive of the group
    owner: jane
    created: 2026-03-01
    review: 2026-04-01
    expires: 2026-06-01
`,
  );
  writeFileSync(approvals, `approvals:\n${items.join('')}`);
  const story = join(root, 'content', 'stories', 'windows', 'openssl-then-curl.yaml');
  const began = performance.now();
  const outcome = JSON.parse(postern('judge', many, '--with', approvals, '--stories', story, '--json'));
  const seconds = (performance.now() - began) / 1000;
  const megabytes = statSync(many).size / 1e6;
  console.log(
    `judge: ${outcome.cases} cases (${megabytes.toFixed(0)} MB), ${APPROVALS} approvals: ${seconds.toFixed(1)} s, ${Math.round(outcome.cases / seconds)} cases a second`,
  );
} finally {
  rmSync(folder, { recursive: true, force: true });
}
