/** Ciphers of a script: how they are made, keyed, used, and what they read and write. */
import type { KeySource } from '../../encryption-operation.ts';
import { algorithmName, modeName } from './algorithm-name.ts';
import { argumentAt } from './argument-at.ts';
import type { Call } from './call.ts';
import { CIPHER_ONLY, methodEffect } from './cipher-methods.ts';
import { edgesOf } from './constant-text.ts';
import type { CipherConstruct } from './construct.ts';
import type { CipherUse, ScriptFacts } from './script-facts.ts';
import { noteFile } from './script-facts.ts';
import type { Stretch, Value } from './value.ts';
import { isConstant } from './value.ts';

/** Ciphers of one script, and verbs and places of one cipher. */
const MOST_CIPHERS = 256;
const MOST = 16;
/** Functions that are given a cipher to work with, not to look at. */
const WORKS_WITH = /enc|dec|crypt|seal|cipher|pipe|stream|update|write|copy|process|transform/i;

export class CipherReader {
  readonly #facts: ScriptFacts;

  constructor(facts: ScriptFacts) {
    this.#facts = facts;
  }

  imported(construct: CipherConstruct, path: string, token: Stretch): void {
    this.#cipher(construct, path, token);
  }

  /** `cipher.key = value`, `cipher.Mode = 'CBC'`. */
  member(target: Value, value: Value): void {
    const cipher = target.owner;
    const name = /\w+$/.exec(target.place ?? '')?.[0]?.toLowerCase() ?? '';
    if (cipher === undefined) return;
    if (/^(?:key|password|passphrase)$/.test(name)) this.#key(cipher, value);
    if (name === 'mode') cipher.mode = modeName(`-${value.text ?? value.path ?? ''}`) ?? cipher.mode;
  }

  #cipher(construct: CipherConstruct, name: string, { start, end }: Stretch): CipherUse {
    const { tool, algorithm, as, pattern } = construct;
    const cipher: CipherUse = {
      class: construct.class ?? 'symmetric',
      tool,
      pattern,
      algorithm,
      mode: undefined,
      keySource: 'unknown',
      encrypts: construct.direction === 'encrypt',
      decrypts: construct.direction === 'decrypt',
      used: as === 'operation',
      built: as !== 'named' && construct.idle !== true,
      name,
      stretches: [{ start, end }],
      verbs: new Set(),
      inputs: new Set(),
      outputs: new Set(),
    };
    if (this.#facts.ciphers.length < MOST_CIPHERS) this.#facts.ciphers.push(cipher);
    return cipher;
  }

  /** A cipher made or used by one call; `undefined` if the call is something else after all. */
  construct(construct: CipherConstruct, call: Call): Value | undefined {
    const { start, end, args } = call;
    const named = argumentAt(call, construct.algorithmFrom);
    const given = named?.members?.get('name') ?? named;
    const text = given?.text ?? given?.number?.toString() ?? given?.path;
    const algorithm = text === undefined ? undefined : algorithmName(text);
    const passphrase = argumentAt(call, construct.symmetricWith);
    const kind =
      passphrase !== undefined && !/^(?:False|None)$/.test(passphrase.path ?? '')
        ? 'symmetric'
        : (algorithm?.class ?? construct.class ?? 'symmetric');
    const inner = args.find((value) => value.cipher?.built === true && value.product !== true)?.cipher;
    const key = argumentAt(call, construct.key);
    if (construct.weak === true && algorithm === undefined && inner === undefined) return undefined;
    if (construct.keyed === true && key === undefined) return undefined;
    const cipher = this.#cipher({ ...construct, class: kind }, this.#shortName(call.path), call);
    cipher.algorithm =
      algorithm?.algorithm ?? cipherOfPassphrase(passphrase?.text) ?? construct.algorithm ?? inner?.algorithm;
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
      if (value?.text !== undefined) noteFile(cipher.inputs, value.text);
    for (const value of [argumentAt(call, construct.outputs)])
      if (value?.text !== undefined) noteFile(cipher.outputs, value.text);
    for (const value of args)
      for (const file of value === key ? [] : (value.files ?? [])) noteFile(cipher.inputs, file);
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
    this.#facts.secrets.push(edgesOf(value) ?? { start: value.start, end: value.end });
  }

  /** Methods of cipher objects, and ciphers given to something. */
  method(call: Call): Value | undefined {
    const { receiver, name, args, callee } = call;
    const own = receiver?.product === true ? undefined : receiver?.cipher;
    const cipher = own ?? callee.owner;
    const given = args.find((value) => value.cipher !== undefined && value.product !== true)?.cipher;
    const files = args.flatMap((value) => value.files ?? []);
    if (cipher !== undefined) {
      const effect = cipher.pattern?.methods.get(name) ?? methodEffect(name);
      const keyArgument = /^(?:set)?_?(?:key|password)$/i.test(name) ? args[0] : undefined;
      if (keyArgument !== undefined) this.#key(cipher, keyArgument);
      if (effect === undefined) return undefined;
      this.#use(cipher, name, call, effect);
      for (const file of files) noteFile(name === 'pipe' ? cipher.outputs : cipher.inputs, file);
      const turns = /or$/i.test(name);
      const { start, end } = call;
      return { start, end, cipher, path: `${call.path}()`, ...(turns ? {} : { product: true }) };
    }
    if (given !== undefined && WORKS_WITH.test(name)) {
      const effect = /enc|seal/i.test(name) ? 'encrypt' : /dec|unseal/i.test(name) ? 'decrypt' : 'use';
      this.#use(given, name, call, effect);
      const at = args.findIndex((value) => value.cipher === given);
      const sources = [
        ...(receiver?.files ?? []),
        ...args.slice(0, at).flatMap((value) => value.files ?? []),
      ];
      for (const file of sources) noteFile(given.inputs, file);
      for (const file of args.slice(at + 1).flatMap((value) => value.files ?? []))
        noteFile(given.outputs, file);
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

/** GnuPG's names of ciphers say nothing of a mode: `AES256`, `TWOFISH`. */
function cipherOfPassphrase(name: string | undefined): string | undefined {
  return name === undefined || !/^[A-Za-z][\w-]{2,20}$/.test(name)
    ? undefined
    : name.toLowerCase().replace(/^aes-?(?=\d{3}$)/, 'aes-');
}
