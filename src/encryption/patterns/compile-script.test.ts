import { describe, expect, it } from 'vitest';

import { ofPatterns, scriptPattern, secretsOf } from '../../../test/pattern-of.ts';
import type { ScriptLanguage } from '../languages/language.ts';
import { createRecogniser } from '../recognise.ts';

const everywhere = scriptPattern('acme', {
  languages: ['python', 'javascript', 'perl', 'php', 'ruby', 'vbscript'],
  library: 'AcmeVault',
  creates: ['Acme.Vault'],
  encrypts: ['seal_file'],
  decrypts: ['unseal_file'],
  either: ['flip_file'],
  methods: { encrypt: ['lock'], decrypt: ['unlock'] },
  algorithm: { from: ['cipher', 3], default: 'aes-256-gcm' },
  key: [2, 'password'],
  inputs: [1],
});
const imported = scriptPattern('acme-core', {
  languages: ['python', 'javascript', 'perl', 'php'],
  module: 'acme_core',
  encrypts: ['box.close', 'encrypt'],
  key: [2, 'key'],
});
const powershell = scriptPattern('acme-ps', {
  languages: ['powershell'],
  creates: ['Acme.Cipher'],
  encrypts: ['Protect-AcmeFile', 'Acme.Tool.Seal'],
  decrypts: ['Unprotect-AcmeFile'],
  methods: { encrypt: ['Lock'] },
  key: ['Key', 2],
  inputs: ['Path', 1],
});
const recogniser = createRecogniser({ patterns: [everywhere, imported, powershell] });

function read(language: ScriptLanguage, script: string) {
  const recognition = recogniser.recogniseScript(script, language);
  return { operations: ofPatterns(recognition), secrets: secretsOf(recognition) };
}

describe('a call that a pattern names', () => {
  it.each<[ScriptLanguage, string]>([
    ['python', 'import x\nx.seal_file("a.txt", "hunter2")'],
    ['python', 'import x\nx.seal_file("a.txt", password="hunter2")'],
    ['python', "import x\ngetattr(x, 'seal' + '_file')('a.txt', 'hunter2')"],
    ['python', 'def seal_file(path, key):\n    return path\nseal_file("a.txt", "hunter2")'],
    ['javascript', 'const x = require("x"); x.seal_file("a.txt", "hunter2")'],
    ['javascript', 'x["seal" + "_file"]("a.txt", "hunter2")'],
    ['perl', 'Acme::seal_file("a.txt", "hunter2");'],
    ['php', '<?php seal_file("a.txt", "hunter2");'],
    ['ruby', 'Acme.seal_file("a.txt", "hunter2")'],
    ['ruby', 'seal_file "a.txt", "hunter2"'],
  ])('is read in %s: %s', (language, script) => {
    const { operations, secrets } = read(language, script);
    expect(operations).toMatchObject([
      {
        rule: 'pattern/acme',
        tool: 'AcmeVault',
        class: 'symmetric',
        direction: 'encrypt',
        algorithm: 'aes-256-gcm',
        keySource: 'literal',
        tier: 2,
        confidence: 0.85,
        inputs: ['a.txt'],
      },
    ]);
    expect(secrets).toContain('hunter2');
  });

  it('tells direction and algorithm', () => {
    expect(read('python', 'import x\nx.unseal_file(a)').operations).toMatchObject([
      { direction: 'decrypt-claimed' },
    ]);
    expect(read('python', 'import x\nx.flip_file(a)').operations).toMatchObject([{ direction: 'unknown' }]);
    expect(read('python', 'import x\nx.seal_file(a, b, "AES-128-CTR")').operations).toMatchObject([
      { algorithm: 'aes-128-ctr' },
    ]);
  });

  it.each<[ScriptLanguage, string]>([
    ['python', 'import Acme\nv = Acme.Vault(k)\nv.lock(data)'],
    ['javascript', 'const v = new Acme.Vault(k); v.lock(data)'],
    ['perl', 'my $v = Acme::Vault->new($k); $v->lock($x);'],
    ['php', '<?php $v = new \\Acme\\Vault($k); $v->lock($x);'],
    ['php', '<?php use Acme\\Vault; $v = new Vault($k); $v->lock($x);'],
    ['ruby', 'v = Acme::Vault.new(k)\nv.lock(x)'],
    ['vbscript', 'Set v = CreateObject("Acme.Vault")\nv.lock "a"'],
  ])('makes an object whose methods count in %s: %s', (language, script) => {
    expect(read(language, script).operations).toMatchObject([{ direction: 'encrypt', tier: 2 }]);
  });

  it('is known by its module where it is imported, and is nothing without', () => {
    for (const [language, script] of [
      ['python', 'import acme_core\nacme_core.encrypt(a, "k")'],
      ['python', 'import acme_core as c\nc.box.close(a, key="k")'],
      ['python', 'from acme_core import encrypt as e\ne(a, "k")'],
      ['python', 'from acme_core.box import close\nclose(a, "k")'],
      ['python', 'from acme_core import *\nencrypt(a, "k")'],
      ['javascript', 'import { encrypt as e } from "acme_core"; e(a, "k")'],
      ['javascript', 'const { encrypt } = require("acme_core"); encrypt(a, "k")'],
      ['perl', 'use acme_core qw(encrypt); encrypt($a, "k");'],
      ['php', '<?php use function acme_core\\encrypt; encrypt($a, "k");'],
    ] as const) {
      const { operations, secrets } = read(language, script);
      expect(operations, script).toMatchObject([{ rule: 'pattern/acme-core', direction: 'encrypt' }]);
      expect(secrets, script).toContain('k');
    }
    for (const script of ['encrypt(a, "k")', 'import other\nother.encrypt(a, "k")', 'import acme_core'])
      expect(read('python', script).operations, script).toEqual([]);
  });

  it('is nothing in comments, in texts, and where it is only named', () => {
    for (const script of [
      '# seal_file("a", "b")\nprint(1)',
      'print("seal_file(a)")',
      'x = seal_file',
      'seal_files("a", "b")',
      'def seal_file(a):\n    pass',
    ])
      expect(read('python', script).operations, script).toEqual([]);
  });
});

describe('PowerShell', () => {
  it.each([
    'Protect-AcmeFile -Path C:\\a.txt -Key "hunter2"',
    'protect-acmefile C:\\a.txt -ke hunter2',
    'Acme\\Protect-AcmeFile -Path C:\\a.txt -Key hunter2',
    "& ('Prot' + 'ect-AcmeFile') -Path C:\\a.txt -Key hunter2",
    '[Acme.Tool]::Seal("C:\\a.txt", "hunter2")',
  ])('calls are read in %s', (script) => {
    const { operations, secrets } = read('powershell', script);
    expect(operations).toMatchObject([
      { rule: 'pattern/acme-ps', direction: 'encrypt', keySource: 'literal', inputs: ['C:\\a.txt'], tier: 2 },
    ]);
    expect(secrets).toContain('hunter2');
  });

  it('objects count by their methods', () => {
    const script = '$c = New-Object Acme.Cipher\n$c.Lock($data)';
    expect(read('powershell', script).operations).toMatchObject([{ direction: 'encrypt', tier: 2 }]);
    expect(read('powershell', '$c = [Acme.Cipher]::new()').operations).toMatchObject([
      { direction: 'unknown', tier: 1 },
    ]);
  });

  it('is read on command lines and in 4103 texts', () => {
    const line = 'powershell.exe -nop -c "Protect-AcmeFile C:\\a.txt -Key hunter2"';
    expect(ofPatterns(recogniser.recogniseCommandLine(line, 'windows'))).toHaveLength(1);
    const bindings = recogniser.recogniseBindings(
      [
        'CommandInvocation(Protect-AcmeFile): "Protect-AcmeFile"',
        'ParameterBinding(Protect-AcmeFile): name="Path"; value="C:\\a.txt"',
        'ParameterBinding(Protect-AcmeFile): name="Key"; value="hunter2"',
      ].join('\n'),
    );
    expect(ofPatterns(bindings)).toMatchObject([{ direction: 'encrypt', inputs: ['C:\\a.txt'] }]);
    expect(secretsOf(bindings)).toContain('hunter2');
  });
});
