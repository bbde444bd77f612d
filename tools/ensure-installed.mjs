// `npm start` and `npm test` are all a newcomer types: install what is missing, once.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';

const root = new URL('..', import.meta.url);
const wanted = JSON.parse(readFileSync(new URL('package.json', root), 'utf8'));
const names = Object.keys({ ...wanted.dependencies, ...wanted.devDependencies });
const installed = (name) => {
  const manifest = new URL(`node_modules/${name}/package.json`, root);
  if (!existsSync(manifest)) return false;
  const version = wanted.dependencies[name] ?? wanted.devDependencies[name];
  return JSON.parse(readFileSync(manifest, 'utf8')).version === version;
};
if (!names.every(installed)) {
  console.error('Installing dependencies ...');
  // Not `npm ci`: that refuses a lock file written where a mirror lacked another platform's optional binaries.
  execFileSync('npm', ['install', '--no-save', '--no-audit', '--no-fund', '--ignore-scripts'], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    shell: process.platform === 'win32',
  });
}
