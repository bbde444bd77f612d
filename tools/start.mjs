// `npm start`: hunts the bundled example and says how to hunt one's own files.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const at = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));
const example = 'examples/windows-case';
const command = ['hunt', example];
console.error(`\n$ postern ${command.join(' ')}\n`);
const { status } = spawnSync(process.execPath, [at('dist/cli/main.js'), ...command], {
  cwd: at('.'),
  stdio: 'inherit',
});
console.error(`
That was a made-up morning on four machines, logged in four shapes (EVTX, NXLog, Event XML, Winlogbeat).
Now yours: a file, a folder or an archive (.zip, .gz, .tar.gz), and your own networks:

  node dist/cli/main.js hunt --internal 10.0.0.0/8 --internal 192.168.0.0/16 <path to your logs>
  node dist/cli/main.js hunt --out report <path to your logs>     an HTML report with its evidence
  node dist/cli/main.js sources <path to your logs>               what Postern recognises in them
  node dist/cli/main.js --help

(\`npm install -g .\` in this folder puts \`postern\` on your PATH.)
`);
process.exitCode = status ?? 1;
