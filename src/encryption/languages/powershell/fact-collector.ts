import { looksLikeText, decodeText } from '../../layers/decode-text.ts';
import type { PatternLexicon } from '../../patterns/pattern-lexicon.ts';
import { className } from '../../patterns/powershell-calls.ts';
import { readPatternCommand, readPatternMethod } from '../../patterns/powershell-facts.ts';
import { cryptoClass } from './cipher-classes.ts';
import { readCommandFacts } from './command-facts.ts';
import type { Constant } from './constant.ts';
import { keyOrigin } from './key-origin.ts';
import { isNativeCipher } from './native-cipher.ts';
import { isProgram } from './program-command.ts';
import type { ScriptFacts, Sighting } from './script-facts.ts';
import type {
  CommandUse,
  MemberUse,
  PropertyAssignment,
  ScriptObserver,
  Stretch,
} from './script-observer.ts';
import { AMSI, DOWNLOADS, SCRIPT_LOGGING, UPLOADS } from './trait-words.ts';

const METHODS: Readonly<Record<string, 'encrypt' | 'decrypt' | 'transform' | 'hash'>> = {
  createencryptor: 'encrypt',
  encryptcbc: 'encrypt',
  encryptecb: 'encrypt',
  encryptcfb: 'encrypt',
  createdecryptor: 'decrypt',
  decryptcbc: 'decrypt',
  decryptecb: 'decrypt',
  decryptcfb: 'decrypt',
  transformfinalblock: 'transform',
  transformblock: 'transform',
  computehash: 'hash',
};
/** Names DotNetZip has for its ciphers. */
const ZIP_CIPHER = /^(?:WinZipAes(128|256)|PkzipWeak)$/i;
const WMI_PROCESS = /win32_process/i;
/** Decoded texts shorter than this are words, not stages. */
const LEAST_STAGE = 8;
/** Keys looked into; a script that sets more of them sets them in a loop. */
const MOST_KEYS = 16;
const MOST_OBJECTS = 64;

/** Turns what a script uses into facts. */
export class FactCollector implements ScriptObserver {
  readonly facts: ScriptFacts;
  readonly #source: string;
  readonly #patterns: PatternLexicon;
  #function: string | undefined;
  #keys = 0;

  constructor(source: string, patterns: PatternLexicon) {
    this.#source = source;
    this.#patterns = patterns;
    this.facts = {
      classes: [],
      methods: [],
      direct: [],
      objects: [],
      stages: [],
      blobs: [],
      secrets: [],
      traits: new Set(),
      called: new Set(),
      keySource: 'unknown',
      mode: undefined,
      socket: false,
      programs: [],
      variables: new Map(),
    };
  }

  sighting({ start, end }: Stretch): Sighting {
    return { start, end, inFunction: this.#function };
  }

  inFunction(name: string | undefined): void {
    this.#function = name;
  }

  type(name: string, where: Stretch): void {
    const found = cryptoClass(name);
    if (found !== undefined) this.facts.classes.push({ ...found, ...this.sighting(where), built: false });
  }

  built(name: string, where: Stretch): void {
    const found = cryptoClass(name);
    if (found !== undefined) this.facts.classes.push({ ...found, ...this.sighting(where), built: true });
    const object = this.#patterns.powershell?.objects.get(className(name));
    if (object !== undefined && this.facts.objects.length < MOST_OBJECTS)
      this.facts.objects.push({ object, ...this.sighting(where) });
  }

  member(use: MemberUse): void {
    this.#tamper(use);
    if (!use.called) return;
    const { name, type } = use;
    const method = Object.hasOwn(METHODS, name) ? METHODS[name] : undefined;
    if (method !== undefined) this.facts.methods.push({ ...this.sighting(use), kind: method, name });
    if (name === 'encrypt' || name === 'decrypt')
      this.facts.methods.push({ ...this.sighting(use), kind: `aead-${name}`, name });
    if (type !== undefined && (name === 'new' || name === 'create' || name === 'openalgorithm'))
      this.built(type, use);
    this.#byName(use);
    this.#ofPattern(use);
    if (DOWNLOADS.has(name)) this.facts.traits.add('download');
    if (UPLOADS.has(name) || (this.facts.socket && /^(?:write|send|flush)$/.test(name)))
      this.facts.traits.add('upload');
    if (name === 'load' && type?.endsWith('assembly') === true) this.facts.traits.add('in-memory-execution');
    if (name === 'create' && type === 'scriptblock') this.stage(use.given[0], use);
    // `([wmiclass]'Win32_Process').Create('cmd /c ...')`; what is not on a class of WMI is no command line.
    if (name === 'create' && type === undefined && WMI_PROCESS.test(this.#source))
      this.stage(use.given[0], use, 'windows-command');
    this.#fileSystem(use);
    if (name === 'invokescript' || name === 'newscriptblock' || name === 'addscript')
      this.stage(use.given[0], use);
    if (isNativeCipher(name)) this.#native(use, name, true);
    for (const argument of use.given)
      if (typeof argument === 'string' && isNativeCipher(argument)) this.#native(use, argument, false);
  }

  /** `[IO.File]::Encrypt('f')` and `$file.Encrypt()`: EFS. Ciphers take what they encrypt as an argument. */
  #fileSystem(use: MemberUse): void {
    const { name, type, given } = use;
    if (name !== 'encrypt' || !(type === 'io.file' || (type === undefined && given.length === 0))) return;
    this.facts.direct.push({
      ...this.sighting(use),
      rule: 'powershell/file-encrypt',
      class: 'symmetric',
      direction: 'encrypt',
      algorithm: 'efs',
      keySource: 'agent',
      tier: 3,
      confidence: 0.6,
      reason: 'a file is encrypted by the file system (EFS)',
    });
  }

  #ofPattern(use: MemberUse): void {
    const calls = this.#patterns.powershell;
    if (calls === undefined) return;
    if (use.type === undefined) this.facts.called.add(use.name);
    const call = use.type === undefined ? undefined : calls.methods.get(`${use.type}.${use.name}`);
    if (call !== undefined) readPatternMethod(this, call, use, this.#source);
  }

  /** Classes named in a text that a factory turns into an object. */
  #byName({ name, type, given, start, end }: MemberUse): void {
    const first = given[0];
    if (typeof first !== 'string' || first.length > 200) return;
    const factory =
      name === 'createinstance' ||
      name === 'createfromname' ||
      (name === 'create' && type?.includes('algorithm') === true);
    if (factory) this.built(first, { start, end });
    else if (name === 'gettype') this.type(first, { start, end });
  }

  #native(where: Stretch, name: string, called: boolean): void {
    const decrypts = /decrypt/i.test(name);
    const rc4 = /^systemfunction/i.test(name);
    this.facts.direct.push({
      ...this.sighting(where),
      rule: 'powershell/native-cipher',
      class: 'symmetric',
      direction: rc4 || !called ? 'unknown' : decrypts ? 'decrypt-claimed' : 'encrypt',
      algorithm: rc4 ? 'rc4' : undefined,
      keySource: 'unknown',
      tier: called ? 2 : 1,
      confidence: called ? 0.85 : 0.6,
      reason: called ? `native function ${name} called` : `native function ${name} looked up`,
    });
  }

  #tamper(use: MemberUse): void {
    const { name, given } = use;
    for (const argument of given) {
      if (typeof argument !== 'string' || argument.length > 1000) continue;
      const hidesAmsi =
        AMSI.test(argument) && /^(?:gettype|getfield|setvalue|getproperty|getmethod)$/.test(name);
      const hidesLog = SCRIPT_LOGGING.test(argument) && name === 'add' && isZero(given[1]);
      if (hidesAmsi || hidesLog) this.facts.traits.add('logging-tamper');
    }
  }

  command(use: CommandUse): void {
    this.facts.called.add(use.name);
    if (isProgram(use.name, this.#patterns)) this.facts.programs.push(use);
    const call = this.#patterns.powershell?.commands.get(use.name.slice(use.name.lastIndexOf('\\') + 1));
    if (call !== undefined) readPatternCommand(this, call, use, this.#source);
    readCommandFacts(this, use, this.#source);
  }

  property({ name, value, right, start, end }: PropertyAssignment): void {
    if (isZero(value) && this.#namesLogging(start, right.start)) this.facts.traits.add('logging-tamper');
    const zipCipher = name === 'encryption' && typeof value === 'string' ? ZIP_CIPHER.exec(value) : null;
    if (zipCipher !== null)
      this.facts.direct.push({
        ...this.sighting({ start, end }),
        rule: 'powershell/zip-cipher',
        class: 'symmetric',
        direction: 'encrypt',
        algorithm: zipCipher[1] === undefined ? 'zipcrypto' : `aes-${zipCipher[1]}`,
        keySource: 'unknown',
        tier: 2,
        confidence: 0.8,
        reason: 'a zip library is told which cipher to write an archive with',
      });
    if (name !== 'key' && name !== 'mode') return;
    const expression = this.#source.slice(right.start, right.end);
    if (name === 'mode')
      this.facts.mode = /\b(?:cbc|ecb|cfb|ofb|cts)\b/i.exec(expression.slice(0, 200))?.[0].toLowerCase();
    if (name !== 'key') return;
    if (++this.#keys > MOST_KEYS) return;
    const origin = keyOrigin(this.#source, { ...right, constant: value !== undefined }, this.facts.variables);
    if (origin !== 'unknown') this.facts.keySource = origin;
    if (origin === 'literal' && value !== undefined && /["'\d]/.test(expression))
      this.facts.secrets.push({ start: right.start, end });
  }

  /** The left side of an assignment, quotes and joined pieces removed: `['ScriptB'+'lockLogging']`. */
  #namesLogging(start: number, end: number): boolean {
    const left = this.#source.slice(start, Math.min(end, start + 400)).replace(/["'`+\s]/g, '');
    return SCRIPT_LOGGING.test(left);
  }

  variable(name: string, value: Constant | undefined, { start, end }: Stretch): void {
    // The first value is kept: a parameter list later on does not make a literal key less literal.
    if (!this.facts.variables.has(name))
      this.facts.variables.set(name, { start, end, constant: value !== undefined });
  }

  decoded(kind: string, value: Constant, where: Stretch): void {
    if (typeof value === 'string') {
      if (value.length >= LEAST_STAGE && looksLikeText(value))
        this.facts.stages.push({
          ...where,
          kind: 'base64',
          text: value,
          executed: false,
          language: 'powershell',
        });
      return;
    }
    if (!Buffer.isBuffer(value) || value.length < LEAST_STAGE) return;
    const text = decodeText(value);
    if (text === undefined) this.facts.blobs.push({ start: where.start, end: where.end, bytes: value });
    else this.facts.stages.push({ ...where, kind, text, executed: false, language: 'powershell' });
  }

  /** Text that the script runs as PowerShell. */
  stage(
    value: Constant | undefined,
    where: Stretch,
    language: 'powershell' | 'windows-command' = 'powershell',
  ): void {
    if (language === 'powershell') this.facts.traits.add('in-memory-execution');
    if (typeof value !== 'string' || value.length < 2) return;
    this.facts.stages.push({
      start: where.start,
      end: where.end,
      kind: language === 'powershell' ? 'expression' : 'command',
      text: value,
      executed: true,
      language,
    });
  }
}

function isZero(value: Constant | undefined): boolean {
  return value === 0 || value === '0' || value === 'False';
}
