/** Reads the text of one story file. Everything wrong with it is a located problem, never an exception. */
import { LineCounter, parseDocument, isMap, isNode, isPair, isScalar, type Document } from 'yaml';
import type { z } from 'zod';
import { checkStory } from './story-check.ts';
import { closestWord } from '../event/closest-word.ts';
import { keysAt } from './story-json-schema.ts';
import { storySchema } from './story-schema.ts';
import type { Story } from './story.ts';

/** Something wrong with a story file, for people: where, and what to do about it. */
export interface StoryProblem {
  readonly source: string;
  /** From 1; `undefined` when the place is not known. */
  readonly line: number | undefined;
  /** `steps[3].connect.port`; empty for the whole file. */
  readonly path: string;
  readonly message: string;
}

export type StoryReading =
  | { readonly story: Story; readonly problems: readonly [] }
  | { readonly story: undefined; readonly problems: readonly StoryProblem[] };

/** Stories are small; a file beyond this is a mistake. */
const LONGEST_FILE = 4 * 1024 * 1024;

/** Reads YAML text into a checked story. `source` names the file in problems. */
export function readStory(text: string, source: string): StoryReading {
  if (text.length > LONGEST_FILE)
    return failed([{ source, line: undefined, path: '', message: 'file is too long' }]);
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true, logLevel: 'silent' });
  if (document.errors.length > 0) {
    return failed(
      document.errors.slice(0, 20).map((error) => ({
        source,
        line: lines.linePos(error.pos[0]).line,
        path: '',
        message: error.message.split('\n')[0] ?? 'is not YAML',
      })),
    );
  }
  const value = plainValue(document);
  const parsed = storySchema.safeParse(value);
  const place = (path: readonly PropertyKey[]): number | undefined => lineOf(document, lines, path);
  if (!parsed.success) {
    return failed(
      parsed.error.issues.slice(0, 50).flatMap((issue) =>
        describeIssue(issue).map(({ path, message }) => ({
          source,
          line: place(path),
          path: pathText(path),
          message,
        })),
      ),
    );
  }
  const problems = checkStory(parsed.data).map(({ path, message }) => ({
    source,
    line: place(path),
    path: pathText(path),
    message,
  }));
  return problems.length > 0 ? failed(problems) : { story: parsed.data, problems: [] };
}

function failed(problems: readonly StoryProblem[]): StoryReading {
  return { story: undefined, problems };
}

/** Aliases may be used, but not to blow a small file up into a large one. */
function plainValue(document: Document): unknown {
  try {
    return document.toJS({ maxAliasCount: 100 });
  } catch {
    return undefined;
  }
}

interface LocatedMessage {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

function describeIssue(issue: z.core.$ZodIssue): readonly LocatedMessage[] {
  if (issue.code !== 'unrecognized_keys') return [{ path: issue.path, message: issue.message }];
  const known = keysAt(issue.path);
  return issue.keys.map((key) => {
    const meant = closestWord(key, known);
    const hint = meant === undefined ? `known keys: ${known.join(', ')}` : `did you mean "${meant}"?`;
    return { path: [...issue.path, key], message: `unknown key "${key}"; ${hint}` };
  });
}

/** `['steps', 3, 'connect']` as `steps[3].connect`. */
export function pathText(path: readonly PropertyKey[]): string {
  return path
    .map((step, index) =>
      typeof step === 'number' ? `[${step}]` : `${index === 0 ? '' : '.'}${String(step)}`,
    )
    .join('');
}

/** The line of the key the path ends in, or of the nearest part of the path that exists. */
function lineOf(document: Document, lines: LineCounter, path: readonly PropertyKey[]): number | undefined {
  for (let length = path.length; length > 0; length--) {
    const parent = length === 1 ? document.contents : document.getIn(path.slice(0, length - 1), true);
    const last = path[length - 1];
    if (isMap(parent)) {
      const pair = parent.items.find((item) => isPair(item) && isScalar(item.key) && item.key.value === last);
      if (pair !== undefined && isNode(pair.key) && pair.key.range)
        return lines.linePos(pair.key.range[0]).line;
    }
    const node = document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
  }
  return document.contents === null ? undefined : 1;
}
