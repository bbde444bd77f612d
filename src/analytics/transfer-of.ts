/** What the command line of a sender, or of the program it carries for, says of the transfer. */
import { readTransfer } from '../egress/transfer/read-transfer.ts';
import type { Transfer } from '../egress/transfer/transfer.ts';
import type { Process } from '../hosts/process.ts';
import { wordsOf } from './named-paths.ts';
import { onWhoseBehalf } from './senders.ts';

/** What a process says of a transfer, with the words it says it in. */
export interface StatedTransfer {
  readonly transfer: Transfer;
  readonly words: readonly string[];
}

const remembered = new WeakMap<Process, readonly StatedTransfer[]>();

/** Of the sender and of those it carries for, outermost last; those that say nothing are left out. Remembered by process. */
export function statedTransfers(sender: Process): readonly StatedTransfer[] {
  let stated = remembered.get(sender);
  if (stated === undefined) {
    stated = onWhoseBehalf(sender).flatMap((process) => {
      const words = wordsOf(process);
      const transfer = words.length === 0 ? undefined : readTransfer(words, process.image, process.platform);
      return transfer === undefined ? [] : [{ transfer, words }];
    });
    remembered.set(sender, stated);
  }
  return stated;
}

/** The outermost program that says something definite: `scp a host:` knows more than the `ssh` it starts. */
export function transferOf(sender: Process): Transfer | undefined {
  let told: Transfer | undefined;
  for (const { transfer } of statedTransfers(sender))
    if (transfer.direction !== 'unknown' || (told?.direction ?? 'unknown') === 'unknown') told = transfer;
  return told;
}
