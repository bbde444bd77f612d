/**
 * What a sender's own command line says against a tie: who only fetches, or sends other files, did not send what its
 * neighbour encrypted. FileTransferIndicator is ATT&CK's name for what marks a transfer.
 */
import { isInteractiveShell } from '../hosts/interactive-shell.ts';
import { stem } from '../hosts/process-role.ts';
import { sameTask } from '../hosts/process.ts';
import type { Process } from '../hosts/process.ts';
import type { Artefacts } from './artefacts.ts';
import type { Egress, ObservedOperation } from './host-view.ts';
import type { Link } from './links.ts';
import { absolutePath, wordsOf } from './named-paths.ts';
import { onWhoseBehalf } from './senders.ts';
import { transferOf } from './transfer-of.ts';
import type { Transfer } from '../egress/transfer/transfer.ts';

/** What is left of a tie by a shell somebody types into, when nothing says that its next command sends a file. */
const TYPED_NEXT = 0.4;

export function weighTransfer(
  egress: Egress,
  operation: ObservedOperation,
  link: Link,
  artefacts: Artefacts,
  transferTools?: ReadonlySet<string>,
): Link | undefined {
  if (link.kind === 'same-process' || sameTask(egress.process, operation.process)) return link;
  const transfer = transferOf(egress.process);
  const isTool = transferTools?.has(stem(egress.process.image)) === true;
  const direction = isTool ? 'upload' : (transfer?.direction ?? 'unknown');
  if (direction === 'download' || direction === 'listen') return undefined;
  if (link.kind === 'artefact') return link;
  if (isConversation(transfer) || carriesNothing(transfer, egress.process)) return undefined;
  if (sendsOtherFiles(transfer, egress.process, operation, artefacts, link.via)) return undefined;
  const sends = direction === 'upload' || direction === 'both' || transfer?.carries === 'literal';
  const thin = link.kind === 'session' || link.kind === 'user' || link.kind === 'host';
  const typedNext = link.kind === 'lineage' && isTypedInto(link.via);
  // A repository goes out as it is: nothing says that it holds what somebody encrypted before.
  if (transfer?.tool === 'git' && !isTool && (thin || typedNext)) return undefined;
  if (thin) return sends && knowsDirection(operation) ? link : undefined;
  // A pipe is a tie of its own; a shell's next command is one only if it sends.
  // Who names the files it sends reads no pipe.
  if (link.kind === 'pipeline' && transfer?.carries === 'files' && transfer.files.length > 0)
    return { ...link, kind: 'lineage' };
  if (!typedNext || sends) return link;
  // The ciphertext lies in a file that is named, and nothing says that this command sends any.
  if (isOtherWork(transfer) && artefacts.of(operation).stated) return undefined;
  return { ...link, weight: link.weight * TYPED_NEXT };
}

/** Of no known program, or a command on another host. Programs made for files may be fed what to carry (`sftp -b`). */
function isOtherWork(transfer: Transfer | undefined): boolean {
  return transfer === undefined || (transfer.direction === 'unknown' && REMOTE_SHELLS.has(transfer.tool));
}

/** Long enough for a block of ciphertext in hexadecimal or base64, and longer than names and identifiers. */
const DATA = /[A-Za-z0-9+/=]{48}/;
/** What the grammar of name lookups says of a name that holds data, at least. */
const SURE_OF_DATA = 0.7;
const LOOKUPS = new Set(['name-lookup', 'dig', 'host', 'nslookup', 'drill', 'kdig', 'delv', 'dog', 'doggo']);

/** It sends nothing of this host (`nc -z`), or a few words of its own arguments (`curl -d '{"status":"ok"}'`). */
function carriesNothing(transfer: Transfer | undefined, sender: Process): boolean {
  if (transfer?.carries === 'none') return true;
  if (transfer?.carries !== 'literal') return false;
  if (LOOKUPS.has(transfer.tool)) return transfer.certainty < SURE_OF_DATA;
  return !onWhoseBehalf(sender).some((process) => wordsOf(process).some((word) => DATA.test(word)));
}

/** Of a shell that was there before the records no image is known. */
function isTypedInto(shell: Process | undefined): boolean {
  return shell !== undefined && (shell.image === undefined || isInteractiveShell(shell));
}

const REMOTE_SHELLS = new Set(['ssh', 'mosh', 'telnet', 'gcloud', 'kubectl', 'gsocket', 'aws']);

/** Somebody works on another host. Programs made for files (`ftp`, `sftp`) are told by hand what to carry, too. */
function isConversation(transfer: Transfer | undefined): boolean {
  return transfer?.direction === 'interactive' && REMOTE_SHELLS.has(transfer.tool);
}

function knowsDirection({ operation }: ObservedOperation): boolean {
  return operation.direction === 'encrypt' || operation.direction === 'both';
}

/**
 * It names the files it sends, the cipher names what it wrote, and they are not the same. A cipher that names nothing may
 * have written where its shell sent it (`> file`), but then that shell, or one it started, sends it.
 */
function sendsOtherFiles(
  transfer: Transfer | undefined,
  sender: Process,
  operation: ObservedOperation,
  artefacts: Artefacts,
  via: Process | undefined,
): boolean {
  if (transfer?.carries !== 'files' || transfer.files.length === 0) return false;
  const written = artefacts.of(operation);
  if (!written.stated) return via !== undefined && via !== sender.parent;
  return !transfer.files.some((path) => written.names.has(absolutePath(path, sender)));
}
