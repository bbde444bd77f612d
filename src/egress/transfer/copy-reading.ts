/** Copy commands (`cp source... target`) between here and a store: the direction is told by which side is remote. */
import { payloadOf } from './payload.ts';
import type { TransferReading, TransferTarget } from './transfer.ts';

interface CopyCall {
  /** For the sentence: `aws s3 cp`. */
  readonly name: string;
  readonly operands: readonly string[];
  /** The store a word names; `undefined` for a local path. */
  readonly remote: (word: string) => TransferTarget | undefined;
  readonly encryptsChannel?: boolean | undefined;
  readonly certainty?: number;
}

/** `undefined` when no side is remote, or a side is missing. */
export function copyReading({
  name,
  operands,
  remote,
  encryptsChannel,
  certainty = 0.95,
}: CopyCall): TransferReading | undefined {
  const last = operands.at(-1);
  if (last === undefined || operands.length < 2) return undefined;
  const sources = operands.slice(0, -1);
  const local = sources.filter((source) => remote(source) === undefined);
  const to = remote(last);
  const from = sources.map((source) => remote(source)).find((source) => source !== undefined);
  const common = { encryptsChannel, certainty };
  if (to !== undefined && local.length > 0)
    return {
      ...common,
      ...payloadOf(local),
      direction: 'upload',
      target: to,
      reason: `${name} copies from here to a store`,
    };
  if (to !== undefined)
    return {
      ...common,
      direction: 'both',
      carries: 'none',
      target: to,
      reason: `${name} copies from one store to another`,
    };
  return from === undefined
    ? undefined
    : {
        ...common,
        direction: 'download',
        carries: 'none',
        target: from,
        reason: `${name} copies from a store to here`,
      };
}
