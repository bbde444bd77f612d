import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../temporary-folder.ts';
import { findingIdsIn } from './json-output.ts';
import { EXAMPLE, postern } from './run-cli.ts';

/** The passwords of the bundled example: an openssl -k and a 7z -p. */
const SECRETS = ['Orchid77', 'Tulip_2026'];

function secretsIn(text: string): readonly string[] {
  return SECRETS.filter((secret) => text.includes(secret));
}

async function everything(flags: readonly string[]): Promise<Readonly<Record<string, string>>> {
  const out = join(temporaryFolder(), 'report');
  const terminal = await postern(['hunt', '--observations', ...flags, '--out', out, EXAMPLE]);
  const json = await postern(['hunt', '--json', ...flags, EXAMPLE]);
  const explained = await Promise.all(
    findingIdsIn(json.stdout).flatMap((uid) => [
      postern(['explain', ...flags, uid, EXAMPLE]),
      postern(['explain', '--json', ...flags, uid, EXAMPLE]),
    ]),
  );
  return {
    terminal: terminal.stdout + terminal.stderr,
    json: json.stdout + json.stderr,
    explained: explained.map(({ stdout }) => stdout).join(''),
    ...Object.fromEntries(
      ['report.html', 'findings.ndjson', 'summary.json', 'manifest.json'].map((name) => [
        name,
        readFileSync(join(out, name), 'utf8'),
      ]),
    ),
  };
}

describe('passwords in command lines', () => {
  it('are masked in every output', async () => {
    for (const [output, text] of Object.entries(await everything([])))
      expect([output, ...secretsIn(text)]).toEqual([output]);
  });

  it('are shown to who asks with --show-secrets', async () => {
    const outputs = await everything(['--show-secrets']);
    for (const output of ['terminal', 'json', 'explained', 'report.html', 'findings.ndjson'])
      expect([output, ...secretsIn(outputs[output] ?? '')]).toEqual([output, ...SECRETS]);
  });
});
