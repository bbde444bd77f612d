/** How an egress is tied to an encryption (design, section 2). Stronger ties allow longer spans and weigh more. */
import { ancestors, baseName, sameTask, taskOf } from '../hosts/process.ts';
import type { Process } from '../hosts/process.ts';
import { isSessionRoot } from '../hosts/process-role.ts';
import { Artefacts } from './artefacts.ts';
import type { LinkKind } from './link-kind.ts';
import type { Egress, ObservedOperation } from './host-view.ts';
import { namedPaths } from './named-paths.ts';
import { onWhoseBehalf } from './senders.ts';

/** Spans in milliseconds within which a tie has its full weight. Ours, not ATT&CK's TimeWindow. */
export type CorrelationWindows = Readonly<Record<Exclude<LinkKind, 'same-process'>, number>>;

export interface Link {
  readonly kind: LinkKind;
  /** 0..1 after decay. */
  readonly weight: number;
  readonly reason: string;
  /** Egress minus encryption, milliseconds, of the closest connection; negative when it came first. */
  readonly delta: number;
  /** The process both come from, where that is all that ties them. */
  readonly via?: Process;
}

/** Weight of each tie when it is close in time (attribution notes, section 1). */
const WEIGHT: Readonly<Record<LinkKind, number>> = {
  'same-process': 1,
  pipeline: 0.9,
  lineage: 0.9,
  artefact: 0.9,
  session: 0.4,
  user: 0.3,
  host: 0.2,
};

/** Ties too faint to speak of. */
const FAINTEST = 0.1;

/** Session ids of SYSTEM, LOCAL SERVICE, NETWORK SERVICE: everybody's, so nobody's. */
const SHARED_SESSIONS = new Set(['0x3e7', '0x3e4', '0x3e5']);
const SHARED_USERS = new Set([
  'system',
  'local service',
  'network service',
  's-1-5-18',
  's-1-5-19',
  's-1-5-20',
]);
const THIN: ReadonlySet<LinkKind> = new Set(['session', 'user', 'host']);

/** The strongest tie between an egress and an operation, or `undefined` when nothing ties them. */
export function findLink(
  egress: Egress,
  operation: ObservedOperation,
  windows: CorrelationWindows,
  artefacts: Artefacts = NO_RENAMES,
): Link | undefined {
  const delta = closestDelta(egress, operation.time);
  const open = egress.first <= operation.time && operation.time <= egress.last;
  let best: Link | undefined;
  for (const [kind, reason, via] of ties(egress.process, operation, artefacts)) {
    // A process that is still the same process has all its life: an agent encrypts today and sends tomorrow.
    const span = kind === 'same-process' ? Number.POSITIVE_INFINITY : windows[kind];
    if (kind !== 'same-process' && !couldCarry(egress, operation)) continue;
    // A channel is open between its first and last connection, to those who are tied to it by more than their user.
    const distance = open && !THIN.has(kind) ? 0 : Math.abs(delta);
    const weight = WEIGHT[kind] * decay(distance, span);
    // A pipeline that has faded may still be a lineage in full strength.
    if (weight >= FAINTEST && weight > (best?.weight ?? 0))
      best = { kind, weight, reason, delta, ...(via === undefined ? {} : { via }) };
  }
  return best;
}

/** A sender may connect a moment before the cipher of its pipeline is done: nc waits while gpg stretches its key. */
const EARLY_CONNECTION = 10_000;

/**
 * Could what one process encrypted have left through a connection of another? Not when the last connection lies before
 * the encryption; and where the direction is unknown (it may as well decrypt what just came in), not even shortly.
 */
function couldCarry(egress: Egress, { operation, time }: ObservedOperation): boolean {
  const slack = operation.direction === 'unknown' ? 0 : EARLY_CONNECTION;
  return egress.last + slack >= time;
}

/** Full weight inside the span, then half for every further span: a delay fades, it does not fall off a cliff. */
function decay(distance: number, span: number): number {
  return distance <= span ? 1 : 0.5 ** ((distance - span) / Math.max(span, 1));
}

function closestDelta(egress: Egress, time: number): number {
  let best = egress.first - time;
  for (const connected of [...egress.times, egress.last]) {
    if (Math.abs(connected - time) < Math.abs(best)) best = connected - time;
  }
  return best;
}

/** Ties from strongest to weakest. */
function* ties(
  sender: Process,
  operation: ObservedOperation,
  artefacts: Artefacts,
): Generator<readonly [LinkKind, string, (Process | undefined)?]> {
  const encryptor = operation.process;
  if (sender === encryptor) {
    yield ['same-process', 'the same process encrypted and connected'];
    return;
  }
  const artefact = sharedArtefact(sender, operation, artefacts);
  if (artefact !== undefined) yield ['artefact', `the sender names ${artefact}, which the encryption wrote`];
  if (siblings(sender, encryptor)) {
    const parent = label(sender.parent);
    if (overlap(sender, encryptor))
      yield ['pipeline', `both ran at the same time under ${parent}`, sender.parent];
    yield ['lineage', `both were started by ${parent}`, sender.parent];
  }
  if (sameTask(sender, encryptor)) {
    yield [
      'lineage',
      `pid ${sender.pid ?? ''} was ${label(sender)} and ${label(encryptor)}: what was open stayed open`,
    ];
  }
  if (descends(sender, encryptor) && !isSessionRoot(encryptor)) {
    yield ['lineage', `${label(encryptor)} encrypted and started the sender`];
  }
  if (descends(encryptor, sender) && !isSessionRoot(sender)) {
    yield ['lineage', `the sender started ${label(encryptor)}, which encrypted`];
  }
  const common = commonAncestor(sender, encryptor);
  if (common !== undefined) yield ['lineage', `both descend from ${label(common)}`, common];
  if (
    sender.session !== undefined &&
    sender.session === encryptor.session &&
    !SHARED_SESSIONS.has(sender.session)
  ) {
    yield ['session', `same logon session ${sender.session}`];
  }
  if (sameUser(sender.user, encryptor.user)) yield ['user', `same user ${sender.user ?? ''}`];
  if (sender.user === undefined || encryptor.user === undefined)
    yield ['host', 'same host, close in time; users unknown'];
}

function siblings(a: Process, b: Process): boolean {
  if (a.parent === undefined || b.parent === undefined || isSessionRoot(a.parent)) return false;
  return sameTask(a.parent, b.parent) && !sameTask(a, b);
}

function descends(process: Process, from: Process): boolean {
  return ancestors(process).some((ancestor) => sameTask(ancestor, from));
}

/** Aunts and cousins under one script or shell; a session's roots tie nothing. */
function commonAncestor(a: Process, b: Process): Process | undefined {
  const mine = ancestors(a, 4).map(taskOf);
  const found =
    ancestors(b, 4).find((candidate) => mine.includes(taskOf(candidate))) ??
    (a.responsible !== undefined && a.responsible === b.responsible ? a.responsible : undefined);
  return found === undefined || isSessionRoot(found) ? undefined : found;
}

/** Members of one pipeline are started at once, in any order; most logs tell of no exits. */
const STARTED_TOGETHER = 500;

function overlap(a: Process, b: Process): boolean {
  if (a.start === undefined || b.start === undefined) return false;
  if (a.platform !== 'windows' && Math.abs(a.start - b.start) <= STARTED_TOGETHER) return true;
  const end = (process: Process): number => process.end ?? Math.max(process.lastSeen, process.start ?? 0);
  return a.start <= end(b) && b.start <= end(a);
}

const NO_RENAMES = new Artefacts({ processes: [], renames: new Map() });

/**
 * The output of the cipher, read by the sender or named by its command line or by that of the program it carries for.
 * Short or common names prove nothing.
 */
function sharedArtefact(
  sender: Process,
  operation: ObservedOperation,
  artefacts: Artefacts,
): string | undefined {
  const { names } = artefacts.of(operation);
  for (const process of onWhoseBehalf(sender)) {
    const named = namedPaths(process);
    for (const name of names) {
      if (name.endsWith('*') ? startsAny(named, name.slice(0, -1)) : named.has(name) && isTelling(name))
        return name;
      if (process.reads.has(name)) return name;
    }
    const found = mentioned(process.commandLine?.toLowerCase(), operation, names);
    if (found !== undefined) return found;
  }
  return undefined;
}

function startsAny(paths: ReadonlySet<string>, prefix: string): boolean {
  if (!isTelling(prefix)) return false;
  for (const path of paths) if (path.startsWith(prefix)) return true;
  return false;
}

function isTelling(path: string): boolean {
  return path.length > 6 && /[\\/]/.test(path);
}

function mentioned(
  command: string | undefined,
  operation: ObservedOperation,
  names: ReadonlySet<string>,
): string | undefined {
  if (command === undefined) return undefined;
  const written = operation.operation.outputs.map((path) => path.toLowerCase());
  for (const path of new Set([...written, ...names])) {
    // A full path is a name of its own; a bare file name must be long enough to mean one file.
    if (isTelling(path) && namesFile(command, path)) return path;
    const name = baseName(path);
    if (name === undefined || name.length < 5 || !name.includes('.')) continue;
    if (written.includes(path) && namesFile(command, name)) return path;
  }
  return undefined;
}

/** Does the name stand as a word of its own? `data.zip` is neither `mydata.zip` nor `data.zip.gpg`. */
function namesFile(command: string, name: string): boolean {
  for (let from = command.indexOf(name); from >= 0; from = command.indexOf(name, from + 1)) {
    const after = from + name.length;
    const ends = command[after] === '.' ? !isNameLetter(command[after + 1]) : !isNameLetter(command[after]);
    if (ends && !isNameLetter(command[from - 1]) && command[from - 1] !== '.') return true;
  }
  return false;
}

/** Letters, digits of any script, and what file names otherwise hold. */
function isNameLetter(letter: string | undefined): boolean {
  return letter !== undefined && /[\p{L}\p{N}_$~-]/u.test(letter);
}

function sameUser(a: string | undefined, b: string | undefined): boolean {
  return a !== undefined && a.toLowerCase() === b?.toLowerCase() && !isShared(a);
}

/** The system's own accounts, whose names and authority are localised (`AUTORITE NT\\Système`), and machine accounts. */
function isShared(user: string): boolean {
  const cut = user.lastIndexOf('\\');
  const name = user.slice(cut + 1).toLowerCase();
  const realm = cut < 0 ? [] : user.slice(0, cut).toLowerCase().split(/[ -]/);
  return SHARED_USERS.has(name) || name.endsWith('$') || (realm.length > 1 && realm.includes('nt'));
}

function label(process: Process | undefined): string {
  if (process === undefined) return 'an unknown process';
  return `${baseName(process.image) ?? 'a process'}${process.pid === undefined ? '' : ` (pid ${process.pid})`}`;
}
