/** How an egress is tied to an encryption (design, section 2). Stronger ties allow longer spans and weigh more. */
import { baseName, sameTask } from '../hosts/process.ts';
import type { Process } from '../hosts/process.ts';
import { Artefacts } from './artefacts.ts';
import { commonAncestor, descends, siblings } from './kinship.ts';
import type { LinkKind } from './link-kind.ts';
import type { Egress, ObservedOperation } from './host-view.ts';
import { sharedArtefact } from './shared-artefact.ts';

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

/** Milliseconds from an encryption beyond which a tie of this kind is too faint, however long it is. */
export function reachOf(kind: Exclude<LinkKind, 'same-process'>, windows: CorrelationWindows): number {
  const span = windows[kind];
  return span + Math.max(span, 1) * Math.log2(WEIGHT[kind] / FAINTEST) + 1;
}

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
    // Who writes to a file that it names feeds no pipe.
    if (overlap(sender, encryptor) && (sender.platform === 'windows' || !artefacts.of(operation).stated))
      yield ['pipeline', `both ran at the same time under ${parent}`, sender.parent];
    yield ['lineage', `both were started by ${parent}`, sender.parent];
  }
  if (sameTask(sender, encryptor)) {
    yield [
      'lineage',
      `pid ${sender.pid ?? ''} was ${label(sender)} and ${label(encryptor)}: what was open stayed open`,
    ];
  }
  if (descends(sender, encryptor)) {
    yield ['lineage', `${label(encryptor)} encrypted and started the sender`];
  }
  if (descends(encryptor, sender)) {
    yield ['lineage', `the sender started ${label(encryptor)}, which encrypted`];
  }
  const common = commonAncestor(sender, encryptor);
  if (common !== undefined) yield ['lineage', `both descend from ${label(common)}`, common];
  const session = sessionKey(sender);
  if (session !== undefined && session === sessionKey(encryptor))
    yield ['session', `same logon session ${session}`];
  const user = userKey(sender);
  if (user !== undefined && user === userKey(encryptor)) yield ['user', `same user ${sender.user ?? ''}`];
  if (sender.user === undefined || encryptor.user === undefined)
    yield ['host', 'same host, close in time; users unknown'];
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

/** Its session, unless that is everybody's. */
export function sessionKey({ session }: Process): string | undefined {
  return session === undefined || SHARED_SESSIONS.has(session) ? undefined : session;
}

/** Its user in lower case, unless that is one of the system's own. */
export function userKey({ user }: Process): string | undefined {
  return user === undefined || isShared(user) ? undefined : user.toLowerCase();
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
