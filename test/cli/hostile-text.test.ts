import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { RENDERERS } from '../../src/stories/render/renderers.ts';
import type { Story } from '../../src/stories/story.ts';
import { HOSTILE } from '../fixtures/hostile-text.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { findingsIn } from './json-output.ts';
import { postern } from './run-cli.ts';
import { unseenCharacters } from './unseen-characters.ts';

/** An attacker writes command lines, scripts, file names and the names of hosts and servers. */
const STORY: Story = {
  id: 'hostile-text',
  title: 'Text that acts',
  platform: 'windows',
  description: 'Every text an attacker can choose tries to steer whatever shows it.',
  hosts: {
    ws: { name: `WS${HOSTILE}01`, addresses: ['10.1.1.1'], user: `CORP\\ann${HOSTILE}` },
  },
  start: '2026-01-05T20:09:55Z',
  steps: [
    {
      at: '0s',
      process: {
        as: 'cmd',
        image: `C:\\Users\\${HOSTILE}\\cmd.exe`,
        commandLine: `cmd.exe /c "${HOSTILE}" & p.cmd`,
      },
    },
    {
      at: '1s',
      process: {
        as: 'openssl',
        parent: 'cmd',
        image: 'C:\\Program Files\\Git\\usr\\bin\\openssl.exe',
        commandLine: `openssl enc -aes-256-cbc -k "${HOSTILE}" -in "C:\\${HOSTILE}.docx" -out C:\\p.bin`,
      },
    },
    { at: '2s', file: { process: 'openssl', path: 'C:\\p.bin' } },
    {
      at: '3s',
      process: {
        as: 'shell',
        parent: 'cmd',
        image: 'C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe',
        commandLine: `powershell.exe -c "send C:\\p.bin '${HOSTILE}'"`,
      },
    },
    {
      at: '4s',
      script: {
        process: 'shell',
        path: `C:\\${HOSTILE}.ps1`,
        text: `# ${HOSTILE}\n$a = [Security.Cryptography.Aes]::Create()\n$a.CreateEncryptor().TransformFinalBlock($b, 0, 9) # ${HOSTILE}`,
      },
    },
    { at: '5s', dns: { process: 'shell', name: `${HOSTILE}.example.net`, addresses: ['203.0.113.9'] } },
    { at: '6s', connect: { process: 'shell', to: '203.0.113.9', port: 80 } },
  ],
  expect: {},
};

const EXTERNAL = ['--external', '203.0.113.0/24'];

describe.each(['nxlog', 'winlogbeat', 'winlogbeat-ecs', 'azure', 'evtx'])(
  'hostile text in %s records',
  (shape) => {
    it('reaches no output as it is', async () => {
      const folder = temporaryFolder();
      for (const { name, bytes } of RENDERERS.find(({ id }) => id === shape)?.render(STORY) ?? [])
        writeFileSync(join(folder, name.replaceAll('/', '-')), bytes);
      const out = join(temporaryFolder(), 'report');
      const json = await postern(['hunt', '--json', ...EXTERNAL, folder]);
      const [finding] = findingsIn(json.stdout);
      // The value is kept as it was; only its writing is harmless.
      expect(JSON.stringify(finding)).toContain('<script>alert(1)</script>');
      const uid = finding?.finding_info.uid ?? '';

      const commands = [
        ['hunt', '--observations', ...EXTERNAL, '--out', out, folder],
        ['hunt', '--show-secrets', ...EXTERNAL, folder],
        ['explain', uid, ...EXTERNAL, folder],
        ['explain', '--json', uid, ...EXTERNAL, folder],
        ['sources', folder],
        ['sources', '--json', folder],
      ];
      const runs = await Promise.all(commands.map((args) => postern(args)));
      for (const [index, { code, stdout, stderr }] of [json, ...runs].entries()) {
        const what = commands[index - 1] ?? ['hunt', '--json'];
        expect([what, stdout.length > 0, code]).toEqual([what, true, 0]);
        expect([what, ...unseenCharacters(stdout + stderr)]).toEqual([what]);
      }
      for (const name of ['report.html', 'findings.ndjson', 'summary.json', 'manifest.json'])
        expect([name, ...unseenCharacters(readFileSync(join(out, name), 'utf8'))]).toEqual([name]);
      const page = readFileSync(join(out, 'report.html'), 'utf8');
      expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
      expect(page).not.toMatch(/<script>alert/i);
    });
  },
);

describe('hostile names of files', () => {
  it('reach no output as they are', async () => {
    const name = 'a\u001b[2J\u202Egpj\u200B.json';
    const folder = temporaryFolder({ [name]: '{"EventID":1', 'b\u001b[31m.zip': 'PK\x03\x04broken' });
    for (const args of [['hunt'], ['hunt', '--json'], ['sources'], ['sources', '--json']]) {
      const { code, stdout, stderr } = await postern([...args, folder, join(folder, 'no\u001b[2Jwhere')]);
      expect([args, ...unseenCharacters(stdout + stderr)]).toEqual([args]);
      expect([args, code]).toEqual([args, 3]);
    }
  });
});
