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
import { absolutePath } from './named-paths.ts';
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
  if (isConversation(transfer) || sendsOtherFiles(transfer, egress.process, operation, artefacts, link.via))
    return undefined;
  const sends = direction === 'upload' || direction === 'both';
  const thin = link.kind === 'session' || link.kind === 'user' || link.kind === 'host';
  if (thin) return sends && knowsDirection(operation) ? link : undefined;
  // A pipe is a tie of its own; a shell's next command is one only if it sends.
  const typed = link.kind === 'lineage' && !sends && isInteractiveShell(link.via);
  return typed ? { ...link, weight: link.weight * TYPED_NEXT } : link;
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
