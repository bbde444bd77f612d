import { comparePlaces } from '../event/place.ts';
import type { EvidenceRecord, Finding } from '../findings/finding.ts';
import { byScore } from './finding-order.ts';
import { placeKey } from './place-words.ts';

/** A record behind one or more findings, once however many use it. */
export interface SharedRecord extends EvidenceRecord {
  readonly findings: readonly string[];
}

/** The distinct records of all findings, in the order of findings, then of places. */
export function distinctRecords(findings: readonly Finding[]): readonly SharedRecord[] {
  const records = new Map<string, EvidenceRecord & { findings: string[] }>();
  for (const finding of byScore(findings)) {
    const own = finding.evidence.toSorted((a, b) => comparePlaces(a.place, b.place));
    for (const record of own) {
      const key = placeKey(record.place);
      const known = records.get(key);
      if (known === undefined) records.set(key, { ...record, findings: [finding.id] });
      else if (!known.findings.includes(finding.id)) known.findings.push(finding.id);
    }
  }
  return [...records.values()];
}

const longestSlug = 40;

/** Letters, digits and single dashes of a text, at most 40: the only part of a file name that comes from data. */
export function slugOf(text: string): string {
  let slug = '';
  for (const char of text.toLowerCase()) {
    if ((char >= 'a' && char <= 'z') || (char >= '0' && char <= '9')) slug += char;
    else if (slug !== '' && !slug.endsWith('-')) slug += '-';
    if (slug.length >= longestSlug) break;
  }
  return slug.endsWith('-') ? slug.slice(0, -1) : slug;
}

/** `0001-sysmon-3.json`; `number` counts from 1. */
export function evidenceFileName(number: number, what: string, raw: Buffer): string {
  const slug = slugOf(what);
  return `${String(number).padStart(4, '0')}${slug === '' ? '' : `-${slug}`}.${isJson(raw) ? 'json' : 'bin'}`;
}

/** What `evidenceFileName` makes; used to know an earlier report's files again. */
export function isEvidenceFileName(name: string): boolean {
  return /^\d{4,7}(?:-[a-z0-9-]{1,40})?\.(?:json|bin)$/.test(name);
}

const largestJson = 8 * 1024 * 1024;

function isJson(raw: Buffer): boolean {
  // Only an object or array is a record; everything else keeps its bytes under a neutral name.
  if (raw.length > largestJson || (raw[0] !== 0x7b && raw[0] !== 0x5b)) return false;
  try {
    JSON.parse(raw.toString('utf8'));
    return true;
  } catch {
    return false;
  }
}
