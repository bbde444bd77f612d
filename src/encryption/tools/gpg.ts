import type { KeySource } from '../encryption-operation.ts';
import { scanOptions } from './option-scan.ts';
import type { ScannedOption } from './option-scan.ts';
import type { Tool, ToolArguments, ToolReading, WordRange } from './tool.ts';

/** Long options of gpg 2.2 that take a value and may stand beside -c or -e; the rest are flags here. */
const WITH_VALUE =
  'passphrase passphrase-file passphrase-fd passphrase-repeat pinentry-mode cipher-algo digest-algo compress-algo cert-digest-algo s2k-cipher-algo s2k-digest-algo s2k-mode s2k-count output recipient recipient-file hidden-recipient hidden-recipient-file local-user default-key default-recipient homedir options keyring secret-keyring primary-keyring trust-model status-fd logger-fd command-fd attribute-fd set-filename max-output comment group encrypt-to hidden-encrypt-to personal-cipher-preferences keyserver keyserver-options trusted-key compress-level display-charset'.split(
    ' ',
  );

/** Commands, by the letter that stands for them. */
const COMMANDS: Readonly<Record<string, string>> = {
  c: 'symmetric',
  e: 'encrypt',
  d: 'decrypt',
  s: 'sign',
  b: 'detach-sign',
};

const SIGNS =
  /^(?:sign|clear-?sign|detach-sign|verify(?:-files)?|full-gen(?:erate)?-key|gen(?:erate)?-key|quick-gen(?:erate)?-key|sign-key|lsign-key|quick-sign-key)$/;

/** gpg takes any unambiguous beginning of a long option; `--s` is not one, `--sy` is. */
function longCommand(name: string): string | undefined {
  if (name.length >= 2 && 'symmetric'.startsWith(name)) return 'symmetric';
  if (name === 'encrypt' || name === 'encrypt-files' || name === 'multifile') return 'encrypt';
  if (name === 'store' || name === 'dearmor' || name === 'enarmor') return name;
  if (SIGNS.test(name)) return 'sign';
  if (name.length >= 3 && 'decrypt'.startsWith(name)) return 'decrypt';
  return undefined;
}

function longValueOption(name: string): string | undefined {
  if (WITH_VALUE.includes(name)) return name;
  const candidates = name.length >= 3 ? WITH_VALUE.filter((option) => option.startsWith(name)) : [];
  return candidates.length === 1 ? candidates[0] : undefined;
}

const SHORT_NAMES: Readonly<Record<string, string>> = { o: 'output', r: 'recipient', R: 'hidden-recipient' };

function keySourceOf(values: ReadonlyMap<string, string>): KeySource {
  if (values.has('passphrase')) return 'command-line';
  if (values.has('passphrase-file')) return 'file';
  if (values.has('passphrase-fd')) return 'descriptor';
  return 'agent';
}

function collect(options: readonly ScannedOption[]): {
  commands: Set<string>;
  values: Map<string, string>;
  secrets: WordRange[];
} {
  const commands = new Set<string>();
  const values = new Map<string, string>();
  const secrets: WordRange[] = [];
  for (const option of options) {
    const command = option.long ? longCommand(option.name) : COMMANDS[option.name];
    if (command !== undefined) commands.add(command);
    const name = option.long ? longValueOption(option.name) : SHORT_NAMES[option.name];
    if (name === undefined || option.value === undefined) continue;
    values.set(name, option.value);
    if (name === 'passphrase' && option.range !== undefined) secrets.push(option.range);
  }
  return { commands, values, secrets };
}

/** Without an output option the result lies beside the file: `notes` becomes `notes.gpg`. */
function beside(operands: readonly string[], armoured: boolean): string[] {
  return operands.filter((path) => path !== '-').map((path) => `${path}.${armoured ? 'asc' : 'gpg'}`);
}

function isArmour({ name }: { readonly name: string }): boolean {
  return name === 'a' || name === 'armor';
}

function read(given: ToolArguments): ToolReading {
  const grammar = {
    shortWithValue: 'orRuNzFf',
    longWithValue: (name: string) => longCommand(name) === undefined && longValueOption(name) !== undefined,
  };
  const { options, operands } = scanOptions(given.words, grammar);
  const { commands, values, secrets } = collect(options);
  const output = values.get('output');
  const inputs = operands.length > 0 ? operands : given.command.inputs;
  const writes = commands.has('symmetric') || commands.has('encrypt');
  const outputs =
    output !== undefined
      ? [output]
      : given.command.outputs.length > 0 || !writes
        ? given.command.outputs
        : beside(operands, options.some(isArmour));
  const algorithm = values
    .get('cipher-algo')
    ?.toLowerCase()
    .replace(/^aes-?(\d+)$/, 'aes-$1');
  const common = { inputs, outputs, secrets, algorithm, keySource: keySourceOf(values) };
  const symmetric = commands.has('symmetric');
  if (symmetric && !commands.has('encrypt') && !values.has('recipient'))
    return {
      ...common,
      class: 'symmetric',
      direction: 'encrypt',
      reason: 'gpg encrypts with a passphrase (--symmetric)',
    };
  if (symmetric || commands.has('encrypt')) {
    const also = symmetric ? ' and with a passphrase' : '';
    return {
      ...common,
      class: 'hybrid',
      direction: 'encrypt',
      reason: `gpg encrypts for a recipient's key${also}`,
    };
  }
  if (commands.has('decrypt'))
    return { ...common, class: 'hybrid', direction: 'decrypt-claimed', reason: 'gpg decrypts' };
  if (commands.has('dearmor') || commands.has('enarmor'))
    return { class: 'encoding', inputs, outputs, secrets, reason: 'gpg changes the armour only' };
  if (commands.has('sign') || commands.has('detach-sign'))
    return { class: 'asymmetric', secrets, reason: 'gpg signs, verifies or makes a key pair' };
  return { class: 'none', secrets, reason: 'gpg does not encrypt here' };
}

/** GnuPG; also `gpg-zip` and `gpgtar`, which take the same commands. */
export const gpg: Tool = {
  id: 'gpg',
  names: ['gpg', 'gpg2', 'gpg1', 'gpg-zip', 'gpgtar', 'gpg-static'],
  read,
  shape: (words) =>
    words.some((word) => word.text === '--symmetric' || word.text === '-c') &&
    words.some((word) => word.text.startsWith('--passphrase') || word.text.startsWith('--cipher-algo')),
  examples: {
    positive: [
      {
        line: 'gpg --batch --yes --passphrase-fd 0 --cipher-algo AES256 -o /tmp/p.gpg -c /etc/passwd',
        platform: 'posix',
        class: 'symmetric',
        direction: 'encrypt',
        algorithm: 'aes-256',
        keySource: 'descriptor',
        inputs: ['/etc/passwd'],
        outputs: ['/tmp/p.gpg'],
      },
      { line: 'gpg --symm doc.txt', platform: 'posix', class: 'symmetric', keySource: 'agent' },
      { line: 'gpg -ca doc.txt', platform: 'posix', class: 'symmetric' },
      { line: 'gpg -ac --passphrase-fd 0', platform: 'posix', class: 'symmetric' },
      {
        line: '"C:\\Program Files (x86)\\GnuPG\\bin\\gpg.exe" --passphrase "two words" --batch -c a.txt',
        platform: 'windows',
        class: 'symmetric',
        keySource: 'command-line',
        secrets: ['two words'],
      },
      { line: 'gpg --passphrase=x --symmetric a', platform: 'posix', class: 'symmetric', secrets: ['x'] },
      { line: 'gpg -e -r alice@example.com a', platform: 'posix', class: 'hybrid', direction: 'encrypt' },
      { line: 'gpg -c -e -r alice@example.com a', platform: 'posix', class: 'hybrid' },
      { line: 'gpg --clearsign a.txt', platform: 'posix', class: 'asymmetric' },
      { line: 'gpg --full-generate-key', platform: 'posix', class: 'asymmetric' },
      { line: 'gpg -d a.gpg', platform: 'posix', class: 'hybrid', direction: 'decrypt-claimed' },
      {
        line: 'helper --batch --symmetric --passphrase x a',
        platform: 'posix',
        class: 'symmetric',
        secrets: ['x'],
      },
    ],
    negative: [
      { line: 'gpg --s doc.txt', platform: 'posix' },
      { line: 'gpg --verify a.sig a', platform: 'posix' },
      { line: 'gpg --dearmor -o k.gpg', platform: 'posix' },
      { line: 'gpg --local-user c --detach-sign a', platform: 'posix' },
      { line: 'gpg --import key.asc', platform: 'posix' },
      { line: 'gpgv --keyring k.gpg a.sig a', platform: 'posix' },
    ],
  },
};
