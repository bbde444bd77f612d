/** What Python's own modules do that bears on encryption. */
import { bytesOf, decodedBytes } from '../reading/constant-text.ts';
import type { Construct } from '../reading/construct.ts';
import {
  foldBase64,
  foldCharacters,
  foldHex,
  foldInflate,
  foldOrdinal,
  foldReverse,
  foldRot13,
  foldUrl,
} from '../reading/decode-call.ts';
import type { FoldCall } from '../reading/fold-call.ts';
import type { Value } from '../reading/value.ts';
import { LIBRARY_CIPHERS } from './ciphers.ts';
import { OTHER_CIPHERS } from './other-ciphers.ts';

/** `codecs.decode(x, 'rot13')`. */
function foldCodec(call: FoldCall): Value | undefined {
  const codec = (call.args[1]?.text ?? '').toLowerCase().replace(/[-_]/g, '');
  if (/^rot13$/.test(codec)) return foldRot13(call);
  if (/^(?:hex|hexcodec)$/.test(codec)) return foldHex(call);
  if (codec.startsWith('base64')) return foldBase64(call);
  return /^(?:zlib|zip)/.test(codec) ? foldInflate(call) : call.args[0];
}

/** `bytes([1, 2])`, `bytes('x', 'utf8')`, `str(b'x', 'utf8')`. */
function foldBytes(call: FoldCall): Value | undefined {
  const [first] = call.args;
  if (first?.items === undefined) return first;
  const bytes = bytesOf(first);
  return bytes === undefined || !call.spend(bytes.length)
    ? undefined
    : decodedBytes(call, bytes, 'characters');
}

function foldMap(call: FoldCall): Value | undefined {
  const [callable, list] = call.args;
  const items =
    list?.items ??
    (list?.bytes === undefined ? undefined : [...list.bytes].map((number) => ({ ...call, number })));
  if (callable === undefined || items === undefined || !call.spend(items.length)) return undefined;
  if (callable.path === 'chr')
    return { ...call, items: items.map((item) => foldCharacters({ ...call, args: [item] }) ?? item) };
  return callable.callable === undefined
    ? undefined
    : { ...call, items: items.map((item) => call.apply(callable, [item])) };
}

export const PYTHON_VOCABULARY: readonly Construct[] = [
  ...LIBRARY_CIPHERS,
  ...OTHER_CIPHERS,
  {
    names: 'exec eval builtins.exec builtins.eval __builtins__.exec __builtins__.eval',
    does: 'code',
    code: '0',
  },
  { names: 'compile bytearray memoryview io.BytesIO BytesIO StringIO', does: 'same' },
  { names: '__import__ importlib.import_module import_module getattr', does: 'load' },
  {
    names:
      'os.system os.popen subprocess.getoutput subprocess.getstatusoutput commands.getoutput commands.getstatusoutput pexpect.spawn pexpect.run popen2.popen2',
    does: 'command',
    command: '0',
  },
  {
    names:
      'subprocess.Popen subprocess.run subprocess.call subprocess.check_call subprocess.check_output Popen check_output check_call asyncio.create_subprocess_shell create_subprocess_shell pty.spawn',
    does: 'command',
    command: '0|args',
  },
  { names: 'create_subprocess_exec os.execl os.execlp', does: 'command', command: '0', rest: 'following' },
  {
    names: 'os.execv os.execvp os.execve os.spawnv os.posix_spawn',
    does: 'command',
    command: '0',
    rest: '1',
  },
  { names: 'os.spawnl os.spawnlp', does: 'command', command: '1', rest: 'following' },
  { names: 'exec_command', does: 'command', command: '0' },
  {
    names: 'b64decode base64.decodebytes base64.decodestring urlsafe_b64decode standard_b64decode a2b_base64',
    does: 'fold',
    fold: foldBase64,
    hides: true,
  },
  {
    names: 'b16decode unhexlify a2b_hex bytes.fromhex bytearray.fromhex fromhex',
    does: 'fold',
    fold: foldHex,
    hides: true,
  },
  { names: 'zlib.decompress gzip.decompress', does: 'fold', fold: foldInflate, hides: true },
  {
    names: 'marshal.loads lzma.decompress bz2.decompress pickle.loads b85decode a85decode b32decode',
    does: 'fold',
    fold: (call) => (call.args[0] === undefined ? undefined : opaque(call.args[0])),
    hides: true,
  },
  { names: 'codecs.decode codecs.encode', does: 'fold', fold: foldCodec, hides: true },
  { names: 'unquote urllib.parse.unquote', does: 'fold', fold: foldUrl, hides: true },
  { names: 'chr unichr', does: 'fold', fold: foldCharacters, hides: true },
  { names: 'ord', does: 'fold', fold: foldOrdinal },
  { names: 'bytes str', does: 'fold', fold: foldBytes },
  { names: 'map', does: 'fold', fold: foldMap },
  { names: 'reversed', does: 'fold', fold: foldReverse },
  { names: 'list tuple iter', does: 'same' },
  { names: 'open io.open codecs.open Path pathlib.Path ZipFile', does: 'file', file: '0|file' },
  { names: 'os.environ os.getenv environ.get', does: 'source', origin: 'environment' },
  { names: 'input raw_input getpass getpass.getpass', does: 'source', origin: 'prompt' },
  { names: 'sys.argv', does: 'source', origin: 'command-line' },
  {
    names:
      'PBKDF2 PBKDF2HMAC pbkdf2_hmac hashlib.scrypt scrypt Scrypt HKDF bcrypt.kdf sha256 sha512 sha1 md5 SHA256.new SHA512.new MD5.new hashlib.new argon2.hash_secret_raw hash_secret_raw',
    does: 'source',
    origin: 'derived',
  },
  {
    names: 'urlopen requests.get requests.post urllib.request.urlopen urllib2.urlopen httpx.get recv',
    does: 'source',
    origin: 'network',
  },
  { names: 'keyring.get_password', does: 'source', origin: 'agent' },
];

/** Code that is no text: it is known to be there, and not what it is. */
function opaque(value: Value): Value {
  const bytes = bytesOf(value);
  return bytes === undefined ? value : decodedBytes(value, bytes, 'bytecode');
}
