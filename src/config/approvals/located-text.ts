/** YAML text whose values can be traced back to their lines. */
import { isMap, isNode, isScalar, LineCounter, parseDocument } from 'yaml';
import type { Document } from 'yaml';

export type KeyPath = readonly PropertyKey[];

/** Not valid YAML, with its line. */
export interface BrokenText {
  readonly line: number;
  readonly message: string;
}

export class LocatedText {
  readonly #lines = new LineCounter();
  readonly #document: Document;

  constructor(text: string) {
    this.#document = parseDocument(text, { lineCounter: this.#lines, uniqueKeys: true, logLevel: 'silent' });
  }

  /** What keeps the text from being YAML; nothing when it is. */
  get broken(): readonly BrokenText[] {
    return this.#document.errors.slice(0, 20).map((error) => ({
      line: this.#lines.linePos(error.pos[0]).line,
      message: `not valid YAML: ${error.message.split('\n')[0] ?? ''}`,
    }));
  }

  /** Aliases may be used, but not to blow a small file up into a large one. */
  get value(): unknown {
    try {
      return this.#document.toJS({ maxAliasCount: 100 });
    } catch {
      return undefined;
    }
  }

  /** The line of the key a path ends in, or of the nearest part of the path that is there. */
  lineOf(path: KeyPath): number | undefined {
    const document = this.#document;
    for (let length = path.length; length > 0; length--) {
      const parent = length === 1 ? document.contents : document.getIn(path.slice(0, length - 1), true);
      const last = path[length - 1];
      const pair = isMap(parent)
        ? parent.items.find(({ key }) => isScalar(key) && key.value === last)
        : undefined;
      const node = isNode(pair?.key) ? pair.key : document.getIn(path.slice(0, length), true);
      if (isNode(node) && node.range) return this.#lines.linePos(node.range[0]).line;
    }
    return document.contents === null ? undefined : 1;
  }
}

/** `['approvals', 3, 'identity']` as `approvals[3].identity`. */
export function pathText(path: KeyPath): string {
  return path
    .map((step, at) => (typeof step === 'number' ? `[${step}]` : `${at === 0 ? '' : '.'}${String(step)}`))
    .join('');
}
