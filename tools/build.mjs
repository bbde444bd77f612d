// Builds dist/. The program is bundled: loading some four hundred small modules took a quarter of a second, as long
// as reading a hundred megabytes of logs.
import { chmodSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
rmSync(new URL('../dist', import.meta.url), { recursive: true, force: true });
await build({
  absWorkingDir: root,
  entryPoints: [
    'src/cli/main.ts',
    // Started by path, as threads.
    'src/run/scan-worker.ts',
    'src/run/judging/judge-worker.ts',
    // Stages that bench/ measures one by one.
    'src/egress/networks.ts',
    'src/engine/observer.ts',
    'src/formats/json/json-lines.ts',
    'src/run/member-scan.ts',
    'src/run/new-recogniser.ts',
  ],
  outdir: 'dist',
  outbase: 'src',
  chunkNames: 'chunks/[name]-[hash]',
  bundle: true,
  splitting: true,
  packages: 'external',
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  logLevel: 'warning',
});
// npm links the bin of a package from its own folder as it is.
chmodSync(new URL('../dist/cli/main.js', import.meta.url), 0o755);
