/** Code that scripts hide from the reader, in own scripts that imitate obfuscators and stagers of each language. */
import { deflateRawSync, deflateSync, gunzipSync, gzipSync, inflateRawSync, inflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';

import type { Recognition } from '../encryption-operation.ts';
import type { Decompress } from '../layers/decompress.ts';
import { createRecogniser } from '../recognise.ts';
import type { ScriptLanguage } from './language.ts';
import { mayMatter } from './script-gate.ts';

const inflate: Decompress = (bytes, format, maxOutputLength) => {
  const read = { gzip: gunzipSync, zlib: inflateSync, raw: inflateRawSync }[format];
  try {
    return read(bytes, { maxOutputLength });
  } catch {
    return undefined;
  }
};
const recogniser = createRecogniser({ inflate });

function base64(code: string | Buffer): string {
  return Buffer.from(code).toString('base64');
}

function hex(code: string): string {
  return Buffer.from(code).toString('hex');
}

function backwards(code: string): string {
  return [...code].reverse().join('');
}

function codes(code: string): string {
  return Array.from(Buffer.from(code)).join(',');
}

function rot13(code: string): string {
  return code.replace(/[a-z]/gi, (letter) => {
    const base = letter <= 'Z' ? 65 : 97;
    return String.fromCharCode(((letter.charCodeAt(0) - base + 13) % 26) + base);
  });
}

function read(language: ScriptLanguage, script: string): Recognition {
  return recogniser.recogniseScript(script, language);
}

const PYTHON = 'from Crypto.Cipher import ARC4\nARC4.new(k).encrypt(x)';
const NODE = "require('crypto').createCipheriv('aes-256-cbc', k, v).update(d)";
const PHP = 'echo openssl_encrypt($d, "aes-128-cbc", $k);';
const RUBY = "c = OpenSSL::Cipher.new('aes-128-cbc').encrypt\nc.update(x)";
const COMMAND = 'openssl enc -aes-256-cbc -k x -in a -out b';

describe('hidden stages', () => {
  it.each<[ScriptLanguage, string]>([
    ['python', `import base64\nexec(base64.b64decode('${base64(PYTHON)}'))`],
    [
      'python',
      `exec(__import__('zlib').decompress(__import__('base64').b64decode('${base64(deflateSync(PYTHON))}')).decode())`,
    ],
    ['python', `exec(bytes.fromhex('${hex(PYTHON)}').decode('utf-8'))`],
    ['python', `import codecs\nexec(codecs.decode(${JSON.stringify(rot13(PYTHON))}, 'rot13'))`],
    ['python', `exec(''.join(chr(x) for x in [${codes(PYTHON)}]))`],
    ['python', `exec(''.join(map(chr, [${codes(PYTHON)}])))`],
    [
      'python',
      `exec("".join([chr(c ^ 5) for c in [${[...PYTHON].map((letter) => letter.charCodeAt(0) ^ 5).join(',')}]]))`,
    ],
    ['python', `exec(${JSON.stringify(backwards(PYTHON))}[::-1])`],
    ['python', `exec compile(base64.b64decode("${base64(PYTHON)}"), "<x>", "exec")`],
    [
      'python',
      `_ = lambda __ : __import__('zlib').decompress(__import__('base64').b64decode(__[::-1]));exec((_)(b'${backwards(base64(deflateSync(PYTHON)))}'))`,
    ],
    ['python', `def show(t):\n    return base64.b64decode(t).decode()\nexec(show("${base64(PYTHON)}"))`],
    [
      'python',
      `parts = "${base64(PYTHON).slice(0, 20)}"\nparts += "${base64(PYTHON).slice(20)}"\neval(compile(base64.b64decode(parts), '', 'exec'))`,
    ],
    ['python', `for chunk in decode_all(["${base64(PYTHON)}"]):\n    exec(base64.b64decode(chunk))`],
    ['python', `getattr(__import__('Crypto.Cipher.ARC4', fromlist=['x']), 'ne' + 'w')(k).encrypt(d)`],
    [
      'python',
      `exec('${[...PYTHON].map((letter) => `\\x${letter.charCodeAt(0).toString(16).padStart(2, '0')}`).join('')}')`,
    ],
    ['python', `import os\nos.system('echo ${base64(COMMAND)} | base64 -d | sh')`],
    ['javascript', `eval(atob('${base64(NODE)}'))`],
    ['javascript', `new Function(Buffer.from('${base64(NODE)}', 'base64').toString())()`],
    ['javascript', `eval(String.fromCharCode(${codes(NODE)}))`],
    ['javascript', `eval(String.fromCharCode.apply(null, [${codes(NODE)}]))`],
    ['javascript', `eval([${codes(NODE)}].map(function (c) { return String.fromCharCode(c) }).join(''))`],
    ['javascript', `eval([${codes(NODE)}].map(c => String.fromCharCode(c)).join(''))`],
    [
      'javascript',
      `eval(unescape('${[...NODE].map((letter) => `%${letter.charCodeAt(0).toString(16)}`).join('')}'))`,
    ],
    ['javascript', `eval(${JSON.stringify(backwards(NODE))}.split('').reverse().join(''))`],
    [
      'javascript',
      `eval(require('zlib').gunzipSync(Buffer.from('${base64(gzipSync(NODE))}', 'base64')).toString())`,
    ],
    ['javascript', `const f = require('crypto')['createCip' + 'heriv']('aes-256-ctr', k, v); f.update(x)`],
    ['javascript', `Application.currentApplication().doShellScript(atob('${base64(COMMAND)}'))`],
    ['ruby', `eval Base64.decode64("${base64(RUBY)}")`],
    ['ruby', `eval("${base64(RUBY)}".unpack1("m"))`],
    ['ruby', `eval [${codes(RUBY)}].pack("C*")`],
    ['ruby', `eval(["${hex(RUBY)}"].pack("H*"))`],
    ['ruby', `eval([${codes(RUBY)}].map { |c| c.chr }.join)\nBase64.decode64("${base64(RUBY)}")`],
    ['perl', `use MIME::Base64; eval decode_base64("${base64(`system("${COMMAND}");`)}");`],
    ['perl', `eval pack("H*", "${hex(`system("${COMMAND}");`)}");`],
    ['perl', `eval(pack('C*', ${codes(`system("${COMMAND}");`)}));`],
    ['perl', `eval(reverse('${backwards(`system("${COMMAND}");`)}'));`],
    ['php', `<?php eval(base64_decode('${base64(PHP)}')); ?>`],
    ['php', `<?php eval(gzinflate(base64_decode('${base64(deflateRawSync(PHP))}'))); ?>`],
    ['php', `<?php @eval(base64_decode(str_rot13(strrev('${backwards(rot13(base64(PHP)))}'))));`],
    ['php', `<?php $f = 'op' . 'enssl_enc' . 'rypt'; eval(${JSON.stringify(PHP).replaceAll('$', '\\$')});`],
    [
      'vbscript',
      `Execute ${[...`s.Run "${COMMAND}"`].map((letter) => `Chr(${letter.charCodeAt(0)})`).join(' & ')}`,
    ],
    ['applescript', `do shell script (character id {${codes(COMMAND)}})`],
    ['applescript', `do shell script ((ASCII character 111) & "penssl enc -aes-256-cbc -k x -in a")`],
    ['applescript', `do shell script (reverse of characters of "${backwards(COMMAND)}") as text`],
    ['applescript', `run script "do shell script \\"${COMMAND}\\""`],
    ['applescript', `do shell script "echo ${base64(COMMAND)} | base64 -D | sh"`],
    ['shell', `echo ${base64(COMMAND)} | base64 -d | sh`],
    ['shell', `X=${base64(COMMAND)}\necho $X | base64 --decode | bash`],
    ['shell', `python3 - <<'EOF'\n${PYTHON}\nEOF`],
    ['shell', `python3 -c "import os; os.system('${COMMAND}')"`],
    ['shell', `perl -e 'system(pack("H*", "${hex(COMMAND)}"))'`],
    ['shell', `osascript -e 'do shell script "${COMMAND}"'`],
    ['shell', `node -e "${NODE}"`],
    ['shell', `php -r 'eval(base64_decode("${base64(PHP)}"));'`],
  ])('are read in %s: %s', (language, script) => {
    const { operations } = read(language, script);
    expect(operations.filter((operation) => operation.class === 'symmetric').length).toBeGreaterThan(0);
    expect(mayMatter(script, language)).toBe(true);
  });

  it('say what they were hidden in', () => {
    const { layers, traits, opaque } = read(
      'python',
      `import base64,zlib\nexec(zlib.decompress(base64.b64decode('${base64(deflateSync(PYTHON))}')))`,
    );
    expect(layers[1]).toMatchObject({ kind: 'deflate', text: PYTHON, outer: 0 });
    expect(traits).toContain('in-memory-execution');
    expect(opaque).toBe(false);
  });

  it.each<[ScriptLanguage, string]>([
    [
      'python',
      `import marshal,base64\nexec(marshal.loads(base64.b64decode('${base64(Buffer.from(Array.from({ length: 120 }, (_, index) => (index * 89) % 256)))}')))`,
    ],
    [
      'javascript',
      `eval(unpack(Buffer.from('${base64(Buffer.from(Array.from({ length: 120 }, (_, index) => (index * 89) % 256)))}', 'base64')))`,
    ],
    [
      'php',
      `<?php eval(gzinflate(base64_decode('${base64(Buffer.from(Array.from({ length: 120 }, (_, index) => (index * 89) % 256)))}')));`,
    ],
  ])('that cannot be read are told of in %s: %s', (language, script) => {
    expect(read(language, script).opaque).toBe(true);
  });

  it('marks a secret in every layer it stands readable in', () => {
    const script = `import os\npw = "swordfish"\nos.system("openssl enc -aes-256-cbc -k " + pw + " -in a")`;
    const { secrets, layers } = read('python', script);
    const texts = secrets.map(
      ({ layer, start, end }) => `${layer}:${layers[layer]?.text.slice(start, end) ?? ''}`,
    );
    expect(texts).toEqual(['1:swordfish', '0:swordfish']);
  });

  it('reads PowerShell that a script carries, with less certainty', () => {
    const script = `part = "$a=New-Object Security.Cryptography.AesManaged;$e=$a.CreateEncryptor();$e.TransformFinalBlock($b,0,9)"`;
    const [operation] = read('python', script).operations;
    expect(operation).toMatchObject({ rule: 'powershell/dotnet-cipher', class: 'symmetric' });
    expect(operation?.confidence).toBeLessThan(0.6);
  });
});
