/** What Node, Deno, browsers and JXA offer that bears on encryption. */
import type { Construct } from '../reading/construct.ts';
import { foldBase64, foldCharacters, foldHex, foldInflate, foldUrl } from '../reading/decode-call.ts';
import type { FoldCall } from '../reading/fold-call.ts';
import type { Value } from '../reading/value.ts';
import { JAVASCRIPT_CIPHERS } from './ciphers.ts';

/** `Buffer.from(x, 'base64')`, `Buffer.from([1, 2])`. */
function foldBuffer(call: FoldCall): Value | undefined {
  const encoding = call.args[1]?.text;
  if (encoding === 'base64' || encoding === 'base64url') return foldBase64(call);
  if (encoding === 'hex') return foldHex(call);
  return call.args[0]?.items === undefined ? call.args[0] : foldCharacters(call);
}

/** `String.fromCharCode.apply(null, [1, 2])`. */
function foldApply(call: FoldCall): Value | undefined {
  const list = call.args[1]?.items;
  return list === undefined ? undefined : foldCharacters({ ...call, args: list });
}

/** `parseInt('41', 16)`, `Number('0x41')`. */
function foldNumber(call: FoldCall): Value | undefined {
  const [value, base] = call.args;
  if (value?.text === undefined) return value;
  const number = base?.number === undefined ? Number(value.text) : Number.parseInt(value.text, base.number);
  return Number.isFinite(number) ? { ...call, number } : undefined;
}

export const JAVASCRIPT_VOCABULARY: readonly Construct[] = [
  ...JAVASCRIPT_CIPHERS,
  { names: 'eval Function Function.new setTimeout setInterval', does: 'code', code: '0' },
  {
    names:
      'vm.runInThisContext vm.runInNewContext vm.runInContext runInThisContext runInNewContext Script.new _compile',
    does: 'code',
    code: '0',
  },
  { names: 'require import Deno.import', does: 'load' },
  {
    names: 'exec execSync child_process.exec child_process.execSync promisify.exec',
    does: 'command',
    command: '0',
  },
  {
    names:
      'spawn spawnSync execFile execFileSync child_process.spawn child_process.spawnSync child_process.execFile',
    does: 'command',
    command: '0',
    rest: '1',
  },
  { names: 'Deno.Command Deno.Command.new', does: 'command', command: '0', rest: 'args' },
  { names: 'Deno.run Bun.spawn Bun.spawnSync', does: 'command', command: '0|cmd' },
  { names: 'doShellScript', does: 'command', command: '0', shell: 'posix' },
  { names: 'doScript', does: 'command', command: '0', shell: 'posix' },
  { names: 'Run Exec ShellExecute', does: 'command', command: '0', rest: '1' },
  { names: 'atob Base64.decode Base64.parse', does: 'fold', fold: foldBase64, hides: true },
  { names: 'Hex.parse', does: 'fold', fold: foldHex },
  { names: 'String.fromCharCode String.fromCodePoint', does: 'fold', fold: foldCharacters, hides: true },
  {
    names: 'fromCharCode.apply fromCodePoint.apply fromCharCode.call',
    does: 'fold',
    fold: foldApply,
    hides: true,
  },
  {
    names: 'Buffer.from Buffer.new Uint8Array.from Uint8Array.new Uint8Array.of',
    does: 'fold',
    fold: foldBuffer,
    hides: true,
  },
  { names: 'unescape decodeURIComponent decodeURI', does: 'fold', fold: foldUrl, hides: true },
  {
    names: 'inflateSync gunzipSync inflateRawSync unzipSync zlib.inflateSync pako.inflate pako.ungzip',
    does: 'fold',
    fold: foldInflate,
    hides: true,
  },
  { names: 'parseInt Number', does: 'fold', fold: foldNumber },
  { names: 'Utf8.parse TextEncoder.new.encode String Array.from', does: 'same' },
  {
    names: 'readFileSync readFile fs.readFileSync createReadStream Deno.readFile Deno.readTextFile Bun.file',
    does: 'file',
    file: '0',
  },
  { names: 'createWriteStream', does: 'file', file: '0' },
  {
    names: 'writeFileSync writeFile Deno.writeFile Deno.writeTextFile Bun.write appendFileSync',
    does: 'write',
    file: '0',
    data: '1',
  },
  { names: 'process.env Deno.env Deno.env.get Bun.env', does: 'source', origin: 'environment' },
  { names: 'process.argv Deno.args', does: 'source', origin: 'command-line' },
  { names: 'prompt readline.question', does: 'source', origin: 'prompt' },
  {
    names:
      'scryptSync scrypt pbkdf2Sync pbkdf2 hkdfSync createHash PBKDF2 deriveKey subtle.deriveKey subtle.deriveBits EvpKDF SHA256 MD5',
    does: 'source',
    origin: 'derived',
  },
  { names: 'fetch axios.get https.get http.get XMLHttpRequest.new', does: 'source', origin: 'network' },
];
