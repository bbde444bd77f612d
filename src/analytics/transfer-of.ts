/** What the command line of a sender, or of the program it carries for, says of the transfer. */
import { readTransfer } from '../egress/transfer/read-transfer.ts';
import type { Transfer } from '../egress/transfer/transfer.ts';
import type { Process } from '../hosts/process.ts';
import { wordsOf } from './named-paths.ts';
import { onWhoseBehalf } from './senders.ts';

const remembered = new WeakMap<Process, { readonly transfer: Transfer | undefined }>();

/** The outermost program that says something definite: `scp a host:` knows more than the `ssh` it starts. */
export function transferOf(sender: Process): Transfer | undefined {
  const known = remembered.get(sender);
  if (known !== undefined) return known.transfer;
  let transfer: Transfer | undefined;
  for (const process of onWhoseBehalf(sender)) {
    const words = wordsOf(process);
    const read = words.length === 0 ? undefined : readTransfer(words, process.image, process.platform);
    if (read === undefined) continue;
    if (read.direction !== 'unknown' || (transfer?.direction ?? 'unknown') === 'unknown') transfer = read;
  }
  remembered.set(sender, { transfer });
  return transfer;
}
