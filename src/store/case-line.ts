/**
 * One case as a line of JSON in three parts: what judgement always looks at, what baselines are asked (`questions`), and what
 * only a reader of the finding wants (`more`), by far the greatest, which is neither parsed nor copied piece by piece.
 * `crc32` is of all bytes after it: a line that was cut, mended by hand or run together with another one is told apart from
 * what was stored.
 *
 *     {"crc32":"9ae0daaf","facts":{...},"reasons":[...],"encrypts":true,"asked":{...},"askedAlso":[],
 *      "judged":{"score":75,"level":"high"},"questions":[{...}],"more":{...}}
 */
import { crc32 } from 'node:zlib';
import type { Asked, Case } from '../findings/case.ts';
import type { Decision } from '../findings/decide.ts';
import { isQuestions, isStoredCase } from './stored-case.ts';
import type { StoredCase } from './stored-case.ts';

/** Where the parts of a line stand in its bytes, which are as they were stored. */
export interface CaseParts {
  /** Of all that follows it. */
  readonly crc32: number;
  /** Of what judgement looks at. */
  readonly lean: number;
  /** The comma before `questions`. */
  readonly questions: number;
  /** The comma before `more`. */
  readonly more: number;
}

const QUESTIONS = ',"questions":';
const MORE = ',"more":';
const OPENING = '{"crc32":"';
/** `{"crc32":"9ae0daaf",` */
const LEAN = OPENING.length + 8 + 2;

/** A case as it is stored first. No line feed at the end. */
export function caseLine(one: Case, { score, level }: Pick<Decision, 'score' | 'level'>): string {
  const { id, claim, title, host, first, last, ...more } = one.facts;
  const lean = leanText({
    ...one,
    facts: { id, claim, title, host, first, last },
    judged: { score, level },
  });
  const questions = [one.asked, ...one.askedAlso].map(({ question }) => question ?? null);
  const text = `${lean}${QUESTIONS}${JSON.stringify(questions)}${MORE}${JSON.stringify(more)}}`;
  return `${opening(crc32(text))}${text}`;
}

/** The line of a case whose judgement or verdict has changed; `rest` goes on as it stands. No line feed at the end. */
export function changedLine(lean: string, rest: Uint8Array): Buffer {
  const bytes = Buffer.from(lean);
  return Buffer.concat([Buffer.from(opening(crc32(rest, crc32(bytes)))), bytes, rest]);
}

/** The first part of a line, without braces. */
export function leanText(one: StoredCase): string {
  const { facts, reasons, encrypts, judged, verdict } = one;
  const asked = { approval: one.asked.approval };
  const askedAlso = one.askedAlso.map(({ approval }) => ({ approval }));
  return JSON.stringify({ facts, reasons, encrypts, asked, askedAlso, judged, verdict }).slice(1, -1);
}

/** `undefined` when the bytes are not those of a line as it was stored. */
export function partsOf(line: Buffer): CaseParts | undefined {
  const questions = line.indexOf(QUESTIONS, LEAN);
  const more = questions < 0 ? -1 : line.indexOf(MORE, questions);
  if (more < 0) return undefined;
  const sum = crc32(line.subarray(LEAN));
  return line.toString('latin1', 0, LEAN) === opening(sum)
    ? { crc32: sum, lean: LEAN, questions, more }
    : undefined;
}

/** The case of the bytes from `lean` to `more`, or to `questions` where these are not wanted. */
export function storedCaseOf(
  bytes: Buffer,
  { lean: start, questions, more }: Pick<CaseParts, 'lean' | 'questions' | 'more'>,
): StoredCase | undefined {
  const lean = parsed(`{${bytes.toString('utf8', start, questions)}}`);
  if (!isStoredCase(lean)) return undefined;
  if (more === questions) return lean;
  const asked = parsed(bytes.toString('utf8', questions + QUESTIONS.length, more));
  if (!isQuestions(asked)) return undefined;
  const ask = ({ approval }: Asked, at: number): Asked => ({ approval, question: asked[at] ?? undefined });
  return {
    ...lean,
    asked: ask(lean.asked, 0),
    askedAlso: lean.askedAlso.map((one, at) => ask(one, at + 1)),
  };
}

function opening(sum: number): string {
  return `${OPENING}${sum.toString(16).padStart(8, '0')}",`;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
