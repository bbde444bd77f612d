/** What judgement takes of a stored case: how it was judged when it was stored, and what a person said of it since. */
import type { ApprovalFacts } from '../baseline/approvals/approval-facts.ts';
import type { Question } from '../baseline/answer/question.ts';
import type { Asked, Case, FindingFacts, Reason } from '../findings/case.ts';
import { LEVELS } from '../findings/finding.ts';
import type { Level } from '../findings/finding.ts';
import { CLAIMS } from '../findings/weights.ts';

/** What a case shows of itself before anything of the rest is looked at. */
export type ShownFacts = Pick<FindingFacts, 'id' | 'claim' | 'title' | 'host' | 'first' | 'last'>;

export interface StoredCase {
  readonly facts: ShownFacts;
  readonly reasons: Case['reasons'];
  readonly encrypts: boolean;
  /** Without their questions where nobody asks a baseline. */
  readonly asked: Asked;
  readonly askedAlso: readonly Asked[];
  readonly judged: { readonly score: number; readonly level: Level };
  /** A person confirmed that it is what it says. */
  readonly verdict?: 'confirmed' | undefined;
}

/** Checks all that judgement touches, but for questions. What was `undefined` is absent. */
export function isStoredCase(value: unknown): value is StoredCase {
  if (!isObject(value)) return false;
  const { facts, reasons, encrypts, asked, askedAlso, judged, verdict } = value;
  return (
    isObject(facts) &&
    hasAll(facts, ['id', 'title', 'host'], 'string') &&
    hasAll(facts, ['first', 'last'], 'number') &&
    typeof facts['claim'] === 'string' &&
    Object.hasOwn(CLAIMS, facts['claim']) &&
    isListOf(reasons, isReason) &&
    typeof encrypts === 'boolean' &&
    isAsked(asked) &&
    isListOf(askedAlso, isAsked) &&
    isObject(judged) &&
    typeof judged['score'] === 'number' &&
    LEVELS.some((level) => level === judged['level']) &&
    (verdict === undefined || verdict === 'confirmed')
  );
}

type Fields = Readonly<Record<string, unknown>>;

function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isListOf<T>(value: unknown, isItem: (item: unknown) => item is T): value is readonly T[] {
  return Array.isArray(value) && value.every(isItem);
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number';
}

type Simple = 'string' | 'number' | 'boolean';

function hasAll(fields: Fields, names: readonly string[], type: Simple): boolean {
  for (const name of names) if (typeof fields[name] !== type) return false;
  return true;
}

function hasAny(fields: Fields, names: readonly string[], type: Simple): boolean {
  for (const name of names) if (fields[name] !== undefined && typeof fields[name] !== type) return false;
  return true;
}

/** A record, so that the compiler misses a group that is new. */
const GROUPS: Readonly<Record<Exclude<Reason['group'], 'claim'>, true>> = {
  destination: true,
  volume: true,
  process: true,
  crypto: true,
  network: true,
  time: true,
  tamper: true,
  asset: true,
  cap: true,
};

function isReason(value: unknown): value is Reason {
  return (
    isObject(value) &&
    typeof value['group'] === 'string' &&
    Object.hasOwn(GROUPS, value['group']) &&
    hasAll(value, ['points'], 'number') &&
    hasAll(value, ['reason'], 'string') &&
    hasAny(value, ['cap'], 'number') &&
    hasAny(value, ['wouldChange'], 'string')
  );
}

/** Questions stand by themselves. */
function isAsked(value: unknown): value is Asked {
  return isObject(value) && isApprovalFacts(value['approval']) && value['question'] === undefined;
}

const PLATFORMS = new Set<unknown>(['windows', 'macos', 'linux', 'esxi']);

function isApprovalFacts(value: unknown): value is ApprovalFacts {
  return (
    isObject(value) &&
    PLATFORMS.has(value['platform']) &&
    hasAll(value, ['address', 'protocol'], 'string') &&
    hasAll(value, ['port', 'time'], 'number') &&
    hasAll(value, ['disguised'], 'boolean') &&
    hasAny(value, ['signed', 'platformBinary', 'driven'], 'boolean') &&
    hasAny(value, ['image', 'signer', 'teamId', 'signingId', 'sha256', 'scriptPath'], 'string') &&
    hasAny(value, ['scriptSha256', 'user', 'parentImage', 'name', 'tenant', 'nameIs'], 'string') &&
    hasAny(value, ['bytesOut'], 'number') &&
    isListOf(value['hosts'], isText) &&
    isListOf(value['groups'], isText)
  );
}

/** What baselines are asked about each destination of a case: `null` where nothing is. */
export function isQuestions(value: unknown): value is readonly (Question | null)[] {
  return isListOf(value, isQuestion);
}

function isQuestion(value: unknown): value is Question | null {
  if (value === null) return true;
  return (
    isObject(value) &&
    hasAll(value, ['host', 'identity', 'destination', 'protocol'], 'string') &&
    hasAny(value, ['group', 'user', 'zone'], 'string') &&
    hasAll(value, ['port', 'at'], 'number') &&
    hasAll(value, ['tenantHidden'], 'boolean') &&
    hasAny(value, ['bytesOut', 'bytesIn'], 'number') &&
    isListOf(value['times'], isNumber)
  );
}
