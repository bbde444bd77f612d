import { describe, expect, it } from 'vitest';

import { ofPatterns, secretsOf, toolPattern } from '../../../test/pattern-of.ts';
import { createRecogniser } from '../recognise.ts';
import type { ToolPattern } from './pattern.ts';

/** A tool that imitates the usual ones: options, long options, subcommands. */
const VAULT: ToolPattern = {
  names: ['vaultctl', 'vaultctl.py', 'vault.jar', 'Vault Box.exe'],
  algorithm: { from: ['--cipher', '-c'], default: 'aes-256-gcm' },
  encrypts: ['seal', '-e', '--mode=encrypt'],
  decrypts: ['unseal', '-d', '--mode=decrypt'],
  either: ['crypt'],
  neither: ['--help', 'key list'],
  classWhen: { hybrid: ['-r', '--recipient'] },
  key: {
    password: ['-p', '--password', 'pw=*'],
    file: ['--key-file'],
    environment: ['VAULT_KEY', '--key-env'],
    prompt: ['--ask'],
    otherwise: 'agent',
  },
  inputs: ['-i', 'all-but-last'],
  outputs: ['-o', 'last'],
  outputSuffix: '.vlt',
  values: ['-t', '-r', '--recipient'],
};

const recogniser = createRecogniser({ patterns: [toolPattern('vault', VAULT)] });

function read(line: string, platform: 'windows' | 'posix' = 'posix') {
  const recognition = recogniser.recogniseCommandLine(line, platform);
  return { operation: ofPatterns(recognition)[0], secrets: secretsOf(recognition) };
}

describe('a tool that a pattern describes', () => {
  it.each([
    ['vaultctl seal a.txt b.vlt', { direction: 'encrypt', inputs: ['a.txt'], outputs: ['b.vlt'] }],
    ['vaultctl seal a.txt', { inputs: ['a.txt'], outputs: ['a.txt.vlt'], keySource: 'agent' }],
    ['vaultctl -e a.txt', { direction: 'encrypt', algorithm: 'aes-256-gcm', tier: 3, confidence: 0.85 }],
    ['vaultctl --mode=encrypt a.txt', { direction: 'encrypt' }],
    ['vaultctl --mode ENCRYPT a.txt', { direction: 'encrypt', inputs: ['a.txt'] }],
    ['vaultctl unseal a.vlt a.txt', { direction: 'decrypt-claimed', outputs: ['a.txt'] }],
    ['vaultctl seal -d a.vlt', { direction: 'decrypt-claimed' }],
    ['vaultctl -e -d a.vlt', { direction: 'unknown' }],
    ['vaultctl crypt a.bin', { direction: 'unknown' }],
    ['vaultctl seal -c AES-128-CBC a', { algorithm: 'aes-128-cbc' }],
    ['vaultctl seal --cipher=kuznyechik a', { algorithm: 'kuznyechik' }],
    ['vaultctl seal --recipient bob a.txt', { class: 'hybrid', inputs: ['a.txt'] }],
    ['vaultctl seal --key-file k a', { keySource: 'file', inputs: ['a'] }],
    ['VAULT_KEY=x vaultctl seal a', { keySource: 'environment' }],
    ['vaultctl seal --ask a', { keySource: 'prompt', inputs: ['a'] }],
    ['vaultctl seal -t 4 a', { inputs: ['a'] }],
    ['vaultctl seal -vx a', { inputs: ['a'] }],
    ['vaultctl seal < a.txt > b.vlt', { inputs: ['a.txt'], outputs: ['b.vlt'] }],
    ['vaultctl seal -- -odd.txt', { inputs: ['-odd.txt'] }],
    ['vaultctl seal - -o b', { inputs: [], outputs: ['b'] }],
    ['sudo -u root nice /opt/bin/VAULTCTL seal a', { inputs: ['a'] }],
    ['python3 -W ignore /opt/acme/vaultctl.py seal a', { tool: 'vaultctl', inputs: ['a'] }],
    ['java -Xmx1g -cp lib -jar ./vault.jar seal a', { inputs: ['a'] }],
    ['tar c d | vaultctl seal -p x > d.vlt', { outputs: ['d.vlt'] }],
  ])('is read in %s', (line, expected) => {
    expect(read(line).operation).toMatchObject({ class: 'symmetric', rule: 'pattern/vault', ...expected });
  });

  it.each([
    ['vaultctl seal -p hunter2 a', 'hunter2'],
    ['vaultctl seal -phunter2 a', 'hunter2'],
    ['vaultctl -ep hunter2 a', 'hunter2'],
    ['vaultctl seal --password=hunter2 a', 'hunter2'],
    ['vaultctl seal --Password "two words" a', 'two words'],
    ['vaultctl seal pw=hunter2 a', 'hunter2'],
    // Nothing is encrypted, but it is a secret all the same.
    ['vaultctl login -p hunter2', 'hunter2'],
  ])('has its password masked in %s', (line, secret) => {
    expect(read(line).secrets).toContain(secret);
  });

  it.each([
    'vaultctl --help',
    'vaultctl seal --help',
    'vaultctl key list',
    'vaultctl login bob',
    'vaultctl',
    'cat vaultctl seal a',
    'evilvaultctl seal a',
  ])('says nothing in %s', (line) => {
    expect(read(line).operation).toBeUndefined();
  });

  it('is read on Windows, by its image and in scripts', () => {
    expect(read('"C:\\Program Files\\Acme\\Vault Box.exe" seal a', 'windows').operation).toBeDefined();
    expect(
      read('schtasks /create /tn x /tr "C:\\acme\\vaultctl.exe seal a"', 'windows').operation,
    ).toBeDefined();
    const renamed = recogniser.recogniseCommandLine('x.exe seal a', 'windows', 'C:\\acme\\vaultctl.exe');
    expect(ofPatterns(renamed)).toHaveLength(1);
    for (const [language, script] of [
      ['powershell', '& C:\\acme\\vaultctl.exe seal a'],
      ['python', "import subprocess\nsubprocess.run(['vaultctl', 'seal', 'a'])"],
      ['javascript', "require('child_process').execFileSync('vaultctl', ['seal', 'a'])"],
      ['shell', 'for f in *; do vaultctl seal "$f"; done'],
      ['applescript', 'do shell script "vaultctl seal a"'],
    ] as const)
      expect(ofPatterns(recogniser.recogniseScript(script, language)), language).toHaveLength(1);
  });

  it.each([
    "vault''ctl seal a",
    'vault\\ctl seal a',
    'K=vault; ${K}ctl seal a',
    "sh -c 'vaultctl seal a'",
    'echo dmF1bHRjdGwgc2VhbCBh | base64 -d | sh',
  ])('is read where its name is hidden: %s', (line) => {
    expect(read(line).operation).toBeDefined();
  });
});

describe('options in the style of Windows', () => {
  const patterns = [
    toolPattern('lockit', {
      names: ['lockit'],
      platforms: ['windows'],
      encrypts: ['/enc', '/mode:lock'],
      decrypts: ['/dec'],
      key: { password: ['/pw'] },
      inputs: [1],
      outputs: ['/out'],
    }),
  ];
  const windows = createRecogniser({ patterns });

  it('are known in any case, with a colon or a blank before the value', () => {
    for (const line of [
      'lockit.exe /ENC /pw:hunter2 /q C:\\a.txt /out:C:\\b.bin',
      'lockit /mode:lock /Pw hunter2 C:\\a.txt /out C:\\b.bin',
    ]) {
      const recognition = windows.recogniseCommandLine(line, 'windows');
      expect(ofPatterns(recognition)).toMatchObject([
        { direction: 'encrypt', inputs: ['C:\\a.txt'], outputs: ['C:\\b.bin'] },
      ]);
      expect(secretsOf(recognition)).toContain('hunter2');
    }
  });

  it('count on the platforms that the pattern names', () => {
    expect(ofPatterns(windows.recogniseCommandLine('lockit /enc a', 'posix'))).toEqual([]);
  });
});

describe('a tool without marks', () => {
  it('encrypts by default, and with "keyed" only under a key', () => {
    const shared = { otherwise: 'encrypt', inputs: ['all'], key: { password: ['-p*'] } } as const;
    const both = createRecogniser({
      patterns: [
        toolPattern('plain', { ...shared, names: ['plainlock'] }),
        toolPattern('keyed', { ...shared, names: ['keylock'], keyed: true }),
      ],
    });
    const rules = (line: string): string[] =>
      ofPatterns(both.recogniseCommandLine(line, 'posix')).map(({ rule }) => rule);
    expect(rules('plainlock a.txt')).toEqual(['pattern/plain']);
    expect(rules('keylock a.txt')).toEqual([]);
    expect(rules('keylock -phunter2 a.txt')).toEqual(['pattern/keyed']);
  });
});

describe('a renamed copy', () => {
  const patterns = [
    toolPattern('vault', {
      names: ['vaultctl'],
      encrypts: ['seal'],
      inputs: ['all'],
      renamed: ['seal', '--vault-id'],
      values: ['--vault-id'],
    }),
  ];
  const renamed = createRecogniser({ patterns });

  it('is known by its arguments, less surely', () => {
    const [operation] = ofPatterns(renamed.recogniseCommandLine('/tmp/.x seal --vault-id=7 a', 'posix'));
    expect(operation).toMatchObject({ direction: 'encrypt', confidence: 0.55, inputs: ['a'] });
    expect(operation?.reason).toContain('by its arguments');
    expect(ofPatterns(renamed.recogniseCommandLine('/tmp/.x seal a', 'posix'))).toEqual([]);
  });
});
