/** Gives calls their meaning: ciphers made and used, code and commands run, constants decoded, files read and written. */
import type { KeySource } from '../../encryption-operation.ts';
import { algorithmName, modeName } from './algorithm-name.ts';
import type { ScriptLanguage } from '../language.ts';
import type { CodeLanguage } from './code-language.ts';
import { isOwnCommandRunner } from './command-runner.ts';
import { canonicalModule } from './canonical-module.ts';
import { CIPHER_ONLY, methodEffect } from './cipher-methods.ts';
import { offsetsOf } from './constant-text.ts';
import type { ArgumentPlace, CipherConstruct, Construct } from './construct.ts';
import { Vocabulary } from './construct.ts';
import { foldMethod } from './fold-method.ts';
import type { Call } from './expression-reader.ts';
import type { FoldCall } from './fold-call.ts';
import type { CipherUse, ScriptFacts } from './script-facts.ts';
import type { Stretch, Value } from './value.ts';
import { isConstant, mixed } from './value.ts';

/** What the reader of calls asks of the one who reads stages. */
export interface CallPorts {
  readonly spend: (steps: number) => boolean;
  readonly inflate: (bytes: Uint8Array) => Buffer | undefined;
  /** A text is run as code of a language, its own if not given. */
  readonly code: (value: Value, language: ScriptLanguage | undefined) => void;
  readonly command: (
    values: readonly Value[],
    shell: 'posix' | 'windows' | undefined,
    certainty: number,
  ) => void;
}

type Apply = (callable: Value, args: readonly Value[]) => Value;

const WRITES = new Set([
  'write',
  'end',
  'writelines',
  'puts',
  'print',
  'writeFile',
  'write_bytes',
  'write_text',
  'pipe',
  'binwrite',
]);
/** Longest list of files or verbs kept of one cipher. */
const MOST = 16;

/** The argument in this place: `1`, `key` or `1|key|password`. */
export function argumentAt(
  call: Pick<Call, 'args' | 'named'>,
  place: ArgumentPlace | undefined,
): Value | undefined {
  for (const part of place?.split('|') ?? []) {
    const value = /^\d+$/.test(part) ? call.args[Number(part)] : call.named.get(part);
    if (value !== undefined) return value;
    // An object of options, as JavaScript and Ruby pass them.
    for (const argument of call.args) {
      const member = argument.members?.get(part);
      if (member !== undefined) return member;
    }
  }
  return undefined;
}

export class CallReader {
  readonly #vocabulary: Vocabulary;
  readonly #facts: ScriptFacts;
  readonly #ports: CallPorts;

  constructor(language: CodeLanguage, facts: ScriptFacts, ports: CallPorts) {
    this.#vocabulary = new Vocabulary(language.constructs);
    this.#facts = facts;
    this.#ports = ports;
  }

  call(call: Call, apply: Apply): Value {
    const { receiver, path } = call;
    if (receiver !== undefined && (receiver.text ?? receiver.bytes ?? receiver.items) !== undefined) {
      const folded = foldMethod(this.#fold(call, apply));
      if (folded !== undefined) return folded;
    }
    const owned =
      receiver?.cipher !== undefined && receiver.product !== true ? this.#method(call) : undefined;
    if (owned !== undefined) return owned;
    const construct = this.#vocabulary.called(path);
    const result = construct === undefined ? undefined : this.#apply(construct, call, apply);
    return result ?? this.#method(call) ?? this.#plain(call, construct === undefined);
  }

  /** A name or member that is not called. */
  path(value: Value): Value {
    const construct = value.path === undefined ? undefined : this.#vocabulary.called(value.path);
    if (construct?.does === 'source' && value.origin === undefined)
      return { ...value, origin: construct.origin };
    return value;
  }

  imported(path: string, token: Stretch): void {
    const construct = this.#vocabulary.imported(path);
    if (construct !== undefined) this.#cipher(construct, path, token);
  }

  /** `cipher.key = value`, `cipher.Mode = 'CBC'`. */
  member(target: Value, value: Value): void {
    const cipher = target.owner;
    const name = /\w+$/.exec(target.place ?? '')?.[0]?.toLowerCase() ?? '';
    if (cipher === undefined) return;
    if (/^(?:key|password|passphrase)$/.test(name)) this.#key(cipher, value);
    if (name === 'mode') cipher.mode = modeName(`-${value.text ?? value.path ?? ''}`) ?? cipher.mode;
  }

  #fold(call: Call, apply: Apply): FoldCall {
    const { spend, inflate } = this.#ports;
    const { start, end, name, receiver, args, named } = call;
    return { start, end, name, receiver, args, named, spend, inflate, apply };
  }

  #apply(construct: Construct, call: Call, apply: Apply): Value | undefined {
    switch (construct.does) {
      case 'cipher':
        return construct.as === 'named' ? undefined : this.#construct(construct, call);
      case 'code': {
        const value = argumentAt(call, construct.code);
        if (value !== undefined) this.#ports.code(value, construct.language);
        return undefined;
      }
      case 'command':
        this.#command(construct, call);
        return undefined;
      case 'source': {
        const file = argumentAt(call, construct.file)?.text;
        const { start, end } = call;
        return {
          ...mixed(call, call.args),
          start,
          end,
          origin: construct.origin,
          ...(file === undefined ? {} : { files: [file] }),
        };
      }
      case 'file': {
        const file = argumentAt(call, construct.file);
        const name = file?.text ?? file?.place;
        const { start, end, path } = call;
        return {
          start,
          end,
          path: `${path}()`,
          origin: 'file',
          ...(name === undefined ? {} : { files: [name] }),
        };
      }
      case 'write': {
        const file = argumentAt(call, construct.file)?.text;
        const data = argumentAt(call, construct.data);
        if (file !== undefined && data?.product === true) add(data.cipher?.outputs, file);
        return undefined;
      }
      case 'same':
        return call.args[0] ?? call.receiver;
      case 'load':
        return this.#load(call, construct.makes === true);
      case 'fold':
        if (construct.hides === true) this.#facts.hides = true;
        return construct.fold(this.#fold(call, apply));
      case 'trait':
        this.#facts.traits.add(construct.trait);
        return undefined;
    }
  }

  #load(call: Call, makes: boolean): Value | undefined {
    const { args, start, end } = call;
    const name = args[args.length - 1]?.text;
    if (name === undefined || args.length > 2) return undefined;
    const [from] = args;
    if (args.length === 2) {
      const owner = from?.cipher;
      return { start, end, path: `${from?.path ?? ''}.${name}`, ...(owner === undefined ? {} : { owner }) };
    }
    if (!makes) return { start, end, path: canonicalModule(name) };
    const path = name.toLowerCase();
    const made = this.#vocabulary.called(path);
    const object =
      made?.does === 'cipher' && made.as === 'object'
        ? this.#construct(made, { ...call, path, args: [] })
        : undefined;
    return object ?? { start, end, path };
  }

  #command(construct: Extract<Construct, { does: 'command' }>, call: Call): void {
    const command = argumentAt(call, construct.command);
    if (command === undefined) return;
    const rest =
      construct.rest === 'following'
        ? call.args
            .slice(call.args.indexOf(command) + 1)
            .flatMap((value) => value.items ?? (value.members === undefined ? [value] : []))
        : (argumentAt(call, construct.rest)?.items ?? []);
    this.#ports.command([...(command.items ?? [command]), ...rest], construct.shell, 1);
  }

  #cipher(construct: CipherConstruct, name: string, { start, end }: Stretch): CipherUse {
    const { tool, algorithm, as } = construct;
    const cipher: CipherUse = {
      class: construct.class ?? 'symmetric',
      tool,
      algorithm,
      mode: undefined,
      keySource: 'unknown',
      encrypts: construct.direction === 'encrypt',
      decrypts: construct.direction === 'decrypt',
      used: as === 'operation',
      built: as !== 'named',
      name,
      stretches: [{ start, end }],
      verbs: new Set(),
      inputs: new Set(),
      outputs: new Set(),
    };
    if (this.#facts.ciphers.length < 256) this.#facts.ciphers.push(cipher);
    return cipher;
  }

  #construct(construct: CipherConstruct, call: Call): Value | undefined {
    const { start, end, args } = call;
    const named = argumentAt(call, construct.algorithmFrom);
    const given = named?.members?.get('name') ?? named;
    const text = given?.text ?? given?.number?.toString() ?? given?.path;
    const algorithm = text === undefined ? undefined : algorithmName(text);
    const kind = algorithm?.class ?? construct.class ?? 'symmetric';
    const inner = args.find((value) => value.cipher?.built === true && value.product !== true)?.cipher;
    const key = argumentAt(call, construct.key);
    if (construct.weak === true && algorithm === undefined && inner === undefined) return undefined;
    if (construct.keyed === true && key === undefined) return undefined;
    const cipher = this.#cipher({ ...construct, class: kind }, this.#shortName(call.path), call);
    cipher.algorithm = algorithm?.algorithm ?? construct.algorithm ?? inner?.algorithm;
    if (inner !== undefined) this.#absorb(cipher, inner);
    cipher.mode = algorithm?.mode ?? modeOf([...args, ...call.named.values()]);
    const which = construct.directionFrom;
    if (which !== undefined) {
      const value = argumentAt(call, which[0]);
      const said = value?.text ?? value?.number?.toString() ?? value?.path ?? '';
      cipher.encrypts = which[1].test(said);
      cipher.decrypts = which[2].test(said);
    }
    if (construct.as === 'operation') cipher.verbs.add(this.#shortName(call.path));
    if (key !== undefined) this.#key(cipher, key);
    for (const value of [argumentAt(call, construct.inputs)])
      if (value?.text !== undefined) add(cipher.inputs, value.text);
    for (const value of [argumentAt(call, construct.outputs)])
      if (value?.text !== undefined) add(cipher.outputs, value.text);
    for (const value of args)
      for (const file of value === key ? [] : (value.files ?? [])) add(cipher.inputs, file);
    return {
      start,
      end,
      cipher,
      path: `${call.path}()`,
      ...(construct.as === 'operation' ? { product: true } : {}),
    };
  }

  /** `Cipher(algorithms.AES(key), modes.CBC(iv))` is one cipher. */
  #absorb(cipher: CipherUse, inner: CipherUse): void {
    cipher.keySource = inner.keySource;
    const at = this.#facts.ciphers.indexOf(inner);
    if (at >= 0) this.#facts.ciphers.splice(at, 1);
  }

  #shortName(path: string): string {
    return path.replace(/\(\)/g, '').split('.').slice(-2).join('.').replace(/^\.+/, '');
  }

  #key(cipher: CipherUse, value: Value): void {
    const source: KeySource = isConstant(value) ? 'literal' : (value.origin ?? 'unknown');
    if (cipher.keySource === 'unknown') cipher.keySource = source;
    if (source !== 'literal') return;
    const offsets = offsetsOf(value);
    const first = offsets?.[0];
    const last = offsets?.[offsets.length - 1];
    if (first !== undefined && last !== undefined && last >= first)
      this.#facts.secrets.push({ start: first, end: last + 1 });
    else this.#facts.secrets.push({ start: value.start, end: value.end });
  }

  /** Methods of cipher objects, and ciphers given to something. */
  #method(call: Call): Value | undefined {
    const { receiver, name, args, callee } = call;
    const own = receiver?.product === true ? undefined : receiver?.cipher;
    const cipher = own ?? callee.owner;
    const given = args.find((value) => value.cipher !== undefined && value.product !== true)?.cipher;
    const files = args.flatMap((value) => value.files ?? []);
    if (cipher !== undefined) {
      const effect = methodEffect(name);
      const keyArgument = /^(?:set)?_?(?:key|password)$/i.test(name) ? args[0] : undefined;
      if (keyArgument !== undefined) this.#key(cipher, keyArgument);
      if (effect === undefined) return undefined;
      this.#use(cipher, name, call, effect);
      for (const file of files) add(name === 'pipe' ? cipher.outputs : cipher.inputs, file);
      const turns = /or$/i.test(name);
      const { start, end } = call;
      return { start, end, cipher, path: `${call.path}()`, ...(turns ? {} : { product: true }) };
    }
    if (given !== undefined) {
      const effect = /enc|seal/i.test(name) ? 'encrypt' : /dec|unseal/i.test(name) ? 'decrypt' : 'use';
      this.#use(given, name, call, effect);
      const at = args.findIndex((value) => value.cipher === given);
      const sources = [
        ...(receiver?.files ?? []),
        ...args.slice(0, at).flatMap((value) => value.files ?? []),
      ];
      for (const file of sources) add(given.inputs, file);
      for (const file of args.slice(at + 1).flatMap((value) => value.files ?? [])) add(given.outputs, file);
      const { start, end } = call;
      return {
        start,
        end,
        cipher: given,
        ...(name === 'pipe' ? {} : { product: true }),
        path: `${call.path}()`,
      };
    }
    if (receiver !== undefined && methodEffect(name) !== undefined && methodEffect(name) !== 'use') {
      const effect = methodEffect(name) === 'encrypt' ? 'encrypt' : 'decrypt';
      if (/^(?:en|de)crypt/i.test(name) || CIPHER_ONLY.has(name))
        this.#facts.loose.push({ start: call.start, end: call.end, name, effect });
    }
    return undefined;
  }

  #use(cipher: CipherUse, name: string, { start, end }: Call, effect: 'encrypt' | 'decrypt' | 'use'): void {
    // A direction that the maker stated stands.
    if (effect === 'encrypt' && !cipher.decrypts) cipher.encrypts = true;
    else if (effect === 'decrypt' && !cipher.encrypts) cipher.decrypts = true;
    else if (effect !== 'use' && cipher.verbs.size > 0) {
      cipher.encrypts = true;
      cipher.decrypts = true;
    }
    cipher.used = true;
    if (cipher.verbs.size < MOST) cipher.verbs.add(name);
    if (cipher.stretches.length < MOST) cipher.stretches.push({ start, end });
  }

  #plain(call: Call, own: boolean): Value {
    const { args, receiver, name, callee } = call;
    const product = args.find((value) => value.product === true)?.cipher;
    if (product !== undefined && WRITES.has(name)) {
      for (const file of [
        ...(receiver?.files ?? []),
        ...args.flatMap((value) => (value.product === true ? [] : (value.files ?? []))),
      ])
        add(product.outputs, file);
    }
    const [first] = args;
    if (own && first !== undefined && isOwnCommandRunner(name))
      this.#ports.command(first.items ?? [first], undefined, 0.8);
    const parts = receiver === undefined ? args : [receiver, ...args];
    const path = call.path.length > 300 ? `.${name}()` : `${call.path}()`;
    return { ...mixed(call, callee.origin === undefined ? parts : [callee, ...parts]), path };
  }
}

function add(set: Set<string> | undefined, text: string): void {
  if (set !== undefined && set.size < MOST) set.add(text);
}

/** A mode among the arguments: `AES.MODE_CBC`, `modes.CTR(iv)`, `{ mode: CryptoJS.mode.CTR }`, `:CBC`. */
function modeOf(values: readonly Value[]): string | undefined {
  for (const value of values) {
    const path = value.path ?? value.members?.get('mode')?.path ?? '';
    const named = /mode/i.test(path) ? path.replace(/\(\)$/, '') : (value.text ?? '');
    const found = named.length > 0 && named.length < 80 ? modeName(named) : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
}
