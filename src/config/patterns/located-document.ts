/** A YAML text of which every key knows its line. Nothing in the text can make it throw or grow. */
import { isMap, isNode, isPair, isScalar, LineCounter, parseDocument } from 'yaml';
import type { Document } from 'yaml';
import { yamlShape } from './yaml-shape.ts';

/** Something wrong with a file, for people: where, and what to do about it. */
export interface FileProblem {
  readonly source: string;
  /** From 1; `undefined` when the place is not known. */
  readonly line: number | undefined;
  /** `tool.names[3]`; empty for the whole file. */
  readonly path: string;
  readonly message: string;
}

/** Aliases that one file may use; content has no need of many, and bombs have. */
const MOST_ALIASES = 16;
/** Deeper than any file of ours; the composer calls itself for every level, down to the end of the process. */
const DEEPEST = 64;
/** Tokens of one file: keys are compared each with each. */
const MOST_TOKENS = 20_000;

export class LocatedDocument {
  readonly #document: Document;
  readonly #lines: LineCounter;
  readonly source: string;
  /** The plain value; `undefined` when it could not be had. */
  readonly value: unknown;
  readonly problems: readonly FileProblem[];

  constructor(text: string, source: string) {
    this.source = source;
    this.#lines = new LineCounter();
    const { depth, tokens } = yamlShape(text);
    if (depth > DEEPEST || tokens > MOST_TOKENS) {
      this.#document = parseDocument('');
      const what = depth > DEEPEST ? 'is nested too deeply' : 'holds too many keys and values';
      this.problems = [this.problem([], what)];
      return;
    }
    // Without its pretty errors, which take the whole text anew for each. Silent, it would pass over further documents.
    this.#document = parseDocument(text, {
      lineCounter: this.#lines,
      uniqueKeys: true,
      logLevel: 'error',
      prettyErrors: false,
    });
    const problems: FileProblem[] = this.#document.errors.slice(0, 20).map(({ pos, message, code }) => ({
      source,
      line: this.#lines.linePos(pos[0]).line,
      path: '',
      message:
        code === 'MULTIPLE_DOCS'
          ? 'holds several documents; write one a file'
          : (message.split('\n')[0] ?? 'is not YAML'),
    }));
    if (problems.length === 0) {
      try {
        this.value = this.#document.toJS({ maxAliasCount: MOST_ALIASES });
      } catch (error) {
        const why = error instanceof Error ? error.message : 'it cannot be read';
        problems.push(this.problem([], `cannot be read: ${why.split('\n')[0] ?? ''}`));
      }
    }
    this.problems = problems;
  }

  problem(path: readonly PropertyKey[], message: string): FileProblem {
    return { source: this.source, line: this.#lineOf(path), path: pathText(path), message };
  }

  /** The line of the key the path ends in, or of the nearest part of the path that exists. */
  #lineOf(path: readonly PropertyKey[]): number | undefined {
    const document = this.#document;
    for (let length = path.length; length > 0; length--) {
      const parent = length === 1 ? document.contents : document.getIn(path.slice(0, length - 1), true);
      const last = path[length - 1];
      if (isMap(parent)) {
        const pair = parent.items.find(
          (item) => isPair(item) && isScalar(item.key) && item.key.value === last,
        );
        if (pair !== undefined && isNode(pair.key) && pair.key.range)
          return this.#lines.linePos(pair.key.range[0]).line;
      }
      const node = document.getIn(path.slice(0, length), true);
      if (isNode(node) && node.range) return this.#lines.linePos(node.range[0]).line;
    }
    return document.contents === null ? undefined : 1;
  }
}

/** `['tool', 'names', 3]` as `tool.names[3]`. */
function pathText(path: readonly PropertyKey[]): string {
  return path
    .map((step, index) =>
      typeof step === 'number' ? `[${step}]` : `${index === 0 ? '' : '.'}${String(step)}`,
    )
    .join('');
}
