/** What approvals suppressed, so that a review sees it: hits, last hit and bytes, the same finding counted once. */

export interface ApprovalUsage {
  readonly hits: number;
  /** Milliseconds UTC. */
  readonly lastHit: number | undefined;
  /** Bytes that were sent under it, where a sensor told. */
  readonly bytes: number;
}

/** One finding that an approval lowered. */
export interface ApprovalHit {
  readonly approval: string;
  readonly finding: string;
  readonly time: number;
  readonly bytes: number | undefined;
}

/** Use by approval id. A finding told twice counts once, with its latest time and most bytes. */
export function usageOf(hits: Iterable<ApprovalHit>): ReadonlyMap<string, ApprovalUsage> {
  const findings = new Map<string, ApprovalHit>();
  for (const hit of hits) {
    const key = `${hit.approval}\n${hit.finding}`;
    const known = findings.get(key);
    findings.set(
      key,
      known === undefined
        ? hit
        : {
            ...hit,
            time: Math.max(known.time, hit.time),
            bytes: known.bytes === undefined ? hit.bytes : Math.max(known.bytes, hit.bytes ?? 0),
          },
    );
  }
  const usage = new Map<string, ApprovalUsage>();
  for (const { approval, time, bytes } of findings.values()) {
    const known = usage.get(approval) ?? { hits: 0, lastHit: undefined, bytes: 0 };
    usage.set(approval, {
      hits: known.hits + 1,
      lastHit: Math.max(known.lastHit ?? time, time),
      bytes: known.bytes + (bytes ?? 0),
    });
  }
  return usage;
}
