/** Gives calls their meaning: ciphers made and used, code and commands run, constants decoded, files read and written. */
import type { ScriptLanguage } from '../language.ts';
import { argumentAt } from './argument-at.ts';
import type { Call } from './call.ts';
import { canonicalModule } from './canonical-module.ts';
import { CipherReader } from './cipher-reader.ts';
import type { CodeLanguage } from './code-language.ts';
import { isOwnCommandRunner } from './command-runner.ts';
import { sliceText } from './constant-text.ts';
import type { Construct } from './construct.ts';
import { vocabularyOf } from './construct.ts';
import type { Vocabulary } from './construct.ts';
import type { FoldCall } from './fold-call.ts';
import { foldMethod } from './fold-method.ts';
import type { ScriptFacts } from './script-facts.ts';
import { noteFile } from './script-facts.ts';
import type { Stretch, Value } from './value.ts';
import { mixed } from './value.ts';

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

const WRITES = new Set(
  'write end writelines puts print writeFile write_bytes write_text pipe binwrite'.split(' '),
);

const MOST_WHOLE = 64;

export class CallReader {
  readonly #vocabulary: Vocabulary;
  readonly #facts: ScriptFacts;
  readonly #ports: CallPorts;
  readonly #ciphers: CipherReader;
  /** Modules whose names are used without them: `from m import *`, `use M`. */
  readonly #whole = new Set<string>();

  constructor(language: CodeLanguage, facts: ScriptFacts, ports: CallPorts) {
    this.#vocabulary = vocabularyOf(language.constructs);
    this.#facts = facts;
    this.#ports = ports;
    this.#ciphers = new CipherReader(facts);
  }

  call(call: Call, apply: Apply): Value {
    const { receiver, path, name } = call;
    if (receiver !== undefined && (receiver.text ?? receiver.bytes ?? receiver.items) !== undefined) {
      const folded = foldMethod(this.#fold(call, apply));
      if (folded !== undefined) return folded;
    }
    const owned =
      receiver?.cipher !== undefined && receiver.product !== true ? this.#ciphers.method(call) : undefined;
    if (owned !== undefined) return owned;
    const construct = this.#vocabulary.called(path, name) ?? this.#fromWhole(call);
    const result = construct === undefined ? undefined : this.#apply(construct, call, apply);
    return result ?? this.#ciphers.method(call) ?? this.#plain(call, construct === undefined);
  }

  /** A function of the script itself that a user's pattern names. */
  own(call: Call): Value | undefined {
    const construct = this.#vocabulary.called(call.path, call.name);
    if (construct?.does !== 'cipher' || construct.pattern === undefined || construct.as === 'named')
      return undefined;
    return this.#ciphers.construct(construct, call);
  }

  /** A bare name that belongs to a module which was imported whole. */
  #fromWhole({ receiver, path, name }: Call): Construct | undefined {
    if (this.#whole.size === 0 || receiver !== undefined || path !== name) return undefined;
    for (const module of this.#whole) {
      const construct = this.#vocabulary.called(`${module}.${name}`, name);
      if (construct !== undefined) return construct;
    }
    return undefined;
  }

  /** A name or member that is not called. */
  path(value: Value, name: string): Value {
    const construct = value.path === undefined ? undefined : this.#vocabulary.called(value.path, name);
    if (construct?.does === 'source' && value.origin === undefined)
      return { ...value, origin: construct.origin };
    return value;
  }

  imported(path: string, token: Stretch, whole: boolean): void {
    if (whole && this.#whole.size < MOST_WHOLE) this.#whole.add(path);
    const construct = this.#vocabulary.imported(path);
    if (construct !== undefined) this.#ciphers.imported(construct, path, token);
  }

  member(target: Value, value: Value): void {
    this.#ciphers.member(target, value);
  }

  #fold(call: Call, apply: Apply): FoldCall {
    const { spend, inflate } = this.#ports;
    const { start, end, name, receiver, args, named } = call;
    return { start, end, name, receiver, args, named, spend, inflate, apply };
  }

  #apply(construct: Construct, call: Call, apply: Apply): Value | undefined {
    switch (construct.does) {
      case 'cipher':
        return construct.as === 'named' ? undefined : this.#ciphers.construct(construct, call);
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
        if (file !== undefined && data?.product === true) noteFile(data.cipher?.outputs, file);
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
    const made = this.#vocabulary.called(path, path.slice(path.lastIndexOf('.') + 1));
    const object =
      made?.does === 'cipher' && made.as === 'object'
        ? this.#ciphers.construct(made, { ...call, path, args: [] })
        : undefined;
    return object ?? { start, end, path };
  }

  #command(construct: Extract<Construct, { does: 'command' }>, call: Call): void {
    const command = argumentAt(call, construct.command);
    if (command === undefined) return;
    if (construct.barred === true) {
      const behind = call.args.slice(call.args.indexOf(command) + 1);
      const barred = withoutBar(command, behind);
      if (barred !== undefined) this.#ports.command(barred, construct.shell, 1);
      return;
    }
    const rest =
      construct.rest === 'following'
        ? call.args
            .slice(call.args.indexOf(command) + 1)
            .flatMap((value) => value.items ?? (value.members === undefined ? [value] : []))
        : (argumentAt(call, construct.rest)?.items ?? []);
    this.#ports.command([...(command.items ?? [command]), ...rest], construct.shell, 1);
  }

  #plain(call: Call, own: boolean): Value {
    const { args, receiver, name, callee } = call;
    const product = args.find((value) => value.product === true)?.cipher;
    if (product !== undefined && WRITES.has(name)) {
      for (const file of [
        ...(receiver?.files ?? []),
        ...args.flatMap((value) => (value.product === true ? [] : (value.files ?? []))),
      ])
        noteFile(product.outputs, file);
    }
    const [first] = args;
    if (own && first !== undefined && isOwnCommandRunner(name))
      this.#ports.command(first.items ?? [first], undefined, 0.8);
    const parts = receiver === undefined ? args : [receiver, ...args];
    const path = call.path.length > 90 ? `.${name}()` : `${call.path}()`;
    return { ...mixed(call, callee.origin === undefined ? parts : [callee, ...parts]), path };
  }
}

/** The command of an `open` that is given one; `undefined` where it opens a file. */
function withoutBar(mode: Value, behind: readonly Value[]): readonly Value[] | undefined {
  const text = mode.text?.trim() ?? '';
  if (text === '-|' || text === '|-') return behind.length === 0 ? undefined : behind;
  const from = mode.text?.indexOf(text) ?? 0;
  if (text.startsWith('|')) return [sliceText(mode, mode, from + 1, from + text.length)];
  return text.endsWith('|') ? [sliceText(mode, mode, from, from + text.length - 1)] : undefined;
}
