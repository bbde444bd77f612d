/** Who cleared suspicion of a baseline, when and why: the part of its history that stands in its file. */
import { z } from 'zod';

/** Longest text of a person, so that the history stays one. */
export const LONGEST_WORDS = 300;

const words = z.string().min(1).max(LONGEST_WORDS);

const clearingSchema = z.object({
  /** ISO 8601, UTC. */
  at: words,
  by: words,
  reason: words,
  host: words,
  /** What of the host was chosen; absent means whatever was suspect. */
  program: words.optional(),
  destination: words.optional(),
  port: z.number().int().min(0).max(65_535).optional(),
  /** How many contacts were cleared. */
  contacts: z.number().int().min(0),
});

export type Clearing = z.infer<typeof clearingSchema>;

export interface ClearingHistory {
  /** In the order of their times. */
  readonly clearings: readonly Clearing[];
  /** Earlier ones that no longer had room in the file. */
  readonly forgotten: number;
}

export const NO_CLEARINGS: ClearingHistory = { clearings: [], forgotten: 0 };

/** Histories of baselines that are merged; what both tell is told once. */
export function mergeClearings(histories: readonly ClearingHistory[]): ClearingHistory {
  const distinct = new Map(
    histories.flatMap(({ clearings }) => clearings).map((one) => [JSON.stringify(one), one]),
  );
  const clearings = [...distinct]
    .sort(([a, { at: first }], [b, { at: second }]) => (first + a < second + b ? -1 : 1))
    .map(([, clearing]) => clearing);
  return { clearings, forgotten: Math.max(0, ...histories.map(({ forgotten }) => forgotten)) };
}

/** One line without its end; empty when there is nothing to tell. The oldest give way until it takes no more than `room` bytes. */
export function clearingText({ clearings, forgotten }: ClearingHistory, room: number): string {
  // Besides its clearings: the brackets, the count and the quotes.
  let left = room - 32;
  let from = clearings.length;
  for (; from > 0; from--) {
    // It becomes part of a text of JSON, which escapes quotes.
    left -= Buffer.byteLength(JSON.stringify(JSON.stringify(clearings[from - 1])));
    if (left < 0) break;
  }
  const lost = forgotten + from;
  return lost + clearings.length === 0 ? '' : JSON.stringify([lost, ...clearings.slice(from)]);
}

/** What cannot be read counts as forgotten. */
export function parseClearings(text: string): ClearingHistory {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { clearings: [], forgotten: 1 };
  }
  const list = z.tuple([z.number().int().min(0)], z.unknown()).safeParse(value);
  if (!list.success) return { clearings: [], forgotten: 1 };
  const [before, ...rest] = list.data;
  const clearings = rest.flatMap((one) => clearingSchema.safeParse(one).data ?? []);
  return { clearings, forgotten: before + rest.length - clearings.length };
}
