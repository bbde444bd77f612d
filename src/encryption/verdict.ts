/** One answer for a text in which several things may have been read. */
import type { EncryptionClass, EncryptionOperation, Recognition } from './encryption-operation.ts';

/** What matters most comes first: a pipeline that packs, encrypts and hashes is an encryption. */
const RANK: readonly EncryptionClass[] = [
  'symmetric',
  'hybrid',
  'asymmetric',
  'hash',
  'encoding',
  'compression',
  'none',
];

export interface Verdict {
  readonly class: EncryptionClass;
  /** The operation the answer rests on; `undefined` when nothing was read. */
  readonly operation: EncryptionOperation | undefined;
}

/**
 * The operation that says most. A cipher that is only named (tier 1) is a capability and no operation; it is the
 * answer only where nothing else was read, and then the class stays `none`.
 */
export function verdictOf(recognition: Pick<Recognition, 'operations'>): Verdict {
  const performed = recognition.operations.filter(
    (operation) => operation.tier >= 2 || operation.class === 'encoding',
  );
  const best = [...performed].sort(compare)[0];
  if (best !== undefined) return { class: best.class, operation: best };
  return { class: 'none', operation: recognition.operations[0] };
}

function compare(a: EncryptionOperation, b: EncryptionOperation): number {
  return RANK.indexOf(a.class) - RANK.indexOf(b.class) || b.tier - a.tier || b.confidence - a.confidence;
}
