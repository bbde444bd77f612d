/** Imports: which name stands for which thing of which module. */
import { canonicalModule } from './canonical-module.ts';
import type { Token } from '../syntax/token.ts';

export interface ImportBinding {
  /** `undefined` if nothing is named by it. */
  readonly name: string | undefined;
  readonly path: string;
  readonly token: Token;
  /** Names of the module may be used without it from here on. */
  readonly whole?: boolean;
}

interface Imported {
  readonly bindings: readonly ImportBinding[];
  /** Number of the token after the import. */
  readonly end: number;
}

const MOST = 64;

class ImportReader {
  readonly bindings: ImportBinding[] = [];
  at: number;
  readonly #tokens: readonly Token[];
  readonly #end: number;

  constructor(tokens: readonly Token[], at: number, end: number) {
    this.#tokens = tokens;
    this.at = at;
    this.#end = end;
  }

  token(ahead = 0): Token | undefined {
    return this.at + ahead < this.#end ? this.#tokens[this.at + ahead] : undefined;
  }

  is(text: string): boolean {
    const token = this.token();
    return token !== undefined && token.kind !== 'text' && token.text === text;
  }

  take(text: string): boolean {
    if (!this.is(text)) return false;
    this.at++;
    return true;
  }

  name(): string | undefined {
    const token = this.token();
    if (token?.kind !== 'name') return undefined;
    this.at++;
    return token.text;
  }

  /** `a.b.c` */
  dotted(): string | undefined {
    while (this.take('.') || this.take('..') || this.take('...'));
    let path = this.name();
    while (path !== undefined && this.is('.') && this.token(1)?.kind === 'name') {
      this.at++;
      path += `.${this.name() ?? ''}`;
    }
    return path;
  }

  add(name: string | undefined, path: string, token: Token | undefined, whole = false): void {
    if (token !== undefined && this.bindings.length < MOST) this.bindings.push({ name, path, token, whole });
  }

  skipBreaks(): void {
    while (this.token()?.kind === 'break') this.at++;
  }
}

function python(reader: ImportReader): boolean {
  if (reader.take('import')) {
    do {
      const token = reader.token();
      const path = reader.dotted();
      if (path === undefined) return reader.bindings.length > 0;
      const alias = reader.take('as') ? reader.name() : undefined;
      // `import a.b` binds `a`.
      if (alias === undefined) reader.add(undefined, path, token);
      else reader.add(alias, path, token);
    } while (reader.take(','));
    return true;
  }
  const start = reader.at;
  if (!reader.take('from')) return false;
  const module = reader.dotted();
  if (module === undefined || !reader.take('import')) {
    reader.at = start;
    return false;
  }
  const bracket = reader.take('(');
  do {
    if (bracket) reader.skipBreaks();
    const token = reader.token();
    const name = reader.name();
    if (name === undefined) {
      if (reader.take('*')) reader.add(undefined, module, token, true);
      break;
    }
    const alias = reader.take('as') ? reader.name() : undefined;
    reader.add(alias ?? name, `${module}.${name}`, token);
  } while (reader.take(','));
  if (bracket) reader.take(')');
  return true;
}

function javascript(reader: ImportReader): boolean {
  const start = reader.at;
  if (!reader.take('import')) return false;
  const names: [string, string | undefined, Token | undefined][] = [];
  reader.take('type');
  const first = reader.token();
  const whole = reader.name();
  if (whole !== undefined && whole !== 'from') names.push([whole, undefined, first]);
  reader.take(',');
  if (reader.take('*')) {
    reader.take('as');
    const token = reader.token();
    const name = reader.name();
    if (name !== undefined) names.push([name, undefined, token]);
  } else if (reader.take('{')) {
    while (!reader.is('}') && reader.token() !== undefined && names.length < MOST) {
      const token = reader.token();
      const name = reader.name();
      if (name === undefined) reader.at++;
      else names.push([reader.take('as') ? (reader.name() ?? name) : name, name, token]);
    }
    reader.take('}');
  }
  reader.take('from');
  const source = reader.token();
  if (source?.kind !== 'text') {
    reader.at = start;
    return false;
  }
  reader.at++;
  const module = canonicalModule(source.text);
  reader.add(undefined, module, source);
  for (const [name, member, token] of names)
    reader.add(name, member === undefined ? module : `${module}.${member}`, token);
  return true;
}

/** Perl's `use A::B`, PHP's `use A\B as C`. */
function use(reader: ImportReader): boolean {
  if (!reader.take('use')) return false;
  reader.take('function');
  const token = reader.token();
  const name = reader.name();
  if (name === undefined) return false;
  const path = name.replace(/::|\\/g, '.').replace(/^\./, '');
  const alias = reader.take('as') ? reader.name() : undefined;
  const last = path.slice(path.lastIndexOf('.') + 1);
  const bound = name.includes('\\') || alias !== undefined ? (alias ?? last) : undefined;
  reader.add(bound, path, token, bound === undefined);
  return true;
}

/** Reads an import at token `at`; `undefined` if there is none. */
export function readImport(
  tokens: readonly Token[],
  at: number,
  end: number,
  kind: 'python' | 'javascript' | 'use' | undefined,
): Imported | undefined {
  const token = tokens[at];
  if (kind === undefined || token?.kind !== 'name' || !/^(?:import|from|use)$/.test(token.text))
    return undefined;
  const reader = new ImportReader(tokens, at, end);
  const found = kind === 'python' ? python(reader) : kind === 'javascript' ? javascript(reader) : use(reader);
  return found && reader.at > at ? { bindings: reader.bindings, end: reader.at } : undefined;
}
