/** What `postern approvals list`, `show` and `review` do, loaded only when they are asked for. */
import { ApprovalSet } from '../baseline/approvals/approval-set.ts';
import type { Approval } from '../baseline/approvals/approval.ts';
import type { AttackElement } from '../baseline/approvals/attack-views.ts';
import { usageOf } from '../baseline/approvals/approval-usage.ts';
import type { ApprovalHit, ApprovalUsage } from '../baseline/approvals/approval-usage.ts';
import { reviewApprovals } from '../baseline/approvals/review-approvals.ts';
import type { ReviewNote } from '../baseline/approvals/review-approvals.ts';
import type { HuntSettings } from '../config/hunt-settings.ts';
import { UsageError } from '../config/usage-error.ts';
import { escapeTerminal } from '../outputs/escape-terminal.ts';
import { counted, readableBytes } from '../outputs/readable-amount.ts';
import { visibleJson } from '../outputs/visible-text.ts';
import { approvalHits } from '../run/approval-hits.ts';
import type { GatheredCase } from '../run/gather-cases.ts';
import { everyApproval, gatherApprovals } from './approval-flags.ts';
import { viewRows, viewTitle } from './approval-views.ts';
import type { ListApprovalsFlags, LookAtApprovalsFlags } from './approvals-command.ts';
import { configOf } from './config-of.ts';
import type { CliContext } from './context.ts';
import { EXIT } from './exit-codes.ts';
import { toldCases } from './told-cases.ts';
import { settingsOf } from './hunt-flags.ts';

interface Looked {
  /** Those of the site, then what holds of the starting set. */
  readonly approvals: readonly Approval[];
  readonly starting: ReadonlySet<string>;
  readonly settings: HuntSettings;
  readonly cases: readonly GatheredCase[];
  readonly hits: readonly ApprovalHit[];
  readonly usage: ReadonlyMap<string, ApprovalUsage>;
}

export async function runApprovalsList(
  this: CliContext,
  flags: ListApprovalsFlags,
  ...paths: string[]
): Promise<void> {
  if (flags.as !== undefined) {
    if (paths.length > 0)
      throw new UsageError('--as shows what is permitted, whatever happened: leave out the cases or logs.');
    await listAs(this, flags, flags.as);
    return;
  }
  const { approvals, usage, starting } = await look(this, flags, paths);
  const told = approvals.map((approval) => ({
    ...brief(approval),
    pack: approval.pack,
    startingSet: starting.has(approval.id),
    usage: usage.get(approval.id),
  }));
  write(this, flags, told, ({ id, owner, expires, reason, startingSet, usage: used }) => [
    `${id}  ${owner}, until ${expires}${paths.length === 0 ? '' : `, ${usageText(used)}`}${startingSet ? '  (starting set)' : ''}`,
    `    ${reason}`,
  ]);
}

/** Under the name of a mutable element of ATT&CK. */
async function listAs(context: CliContext, flags: ListApprovalsFlags, element: AttackElement): Promise<void> {
  const { approvals, packs, parameters } = await settingsOf(flags);
  const selected = approvals.filter(({ pack }) => pack === undefined || packs.includes(pack));
  const rows = viewRows(element, selected, parameters, Date.now());
  if (flags.json !== true) context.process.stdout.write(`${viewTitle(element, rows.length)}\n`);
  for (const { value, line } of rows) {
    const text = flags.json === true ? visibleJson(JSON.stringify(value)) : `  ${escapeTerminal(line)}`;
    context.process.stdout.write(`${text}\n`);
  }
}

export async function runApprovalsShow(
  this: CliContext,
  flags: LookAtApprovalsFlags,
  id: string,
  ...paths: string[]
): Promise<void> {
  const { approvals, cases, hits, usage, settings } = await look(this, flags, paths);
  const approval = approvals.find((one) => one.id === id) ?? (await notSelected(flags, id));
  const mine = new Set(hits.filter((hit) => hit.approval === id).map(({ finding }) => finding));
  const suppressed = cases
    .filter(({ facts }) => mine.has(facts.id))
    .map(({ facts, asked }) => ({
      id: facts.id,
      title: facts.title,
      host: facts.host,
      last: facts.last,
      bytes: asked.approval.bytesOut,
    }));
  const { pack } = approval;
  const isSelected = pack === undefined || settings.packs.includes(pack);
  const told = { ...approval, ...brief(approval), isSelected, usage: usage.get(id), suppressed };
  write(this, flags, [told], () => [
    `${id}: ${approval.owner}, ${day(approval.created)} to ${day(approval.expires)}, review on ${day(approval.review)}`,
    `  ${approval.reason}`,
    `  ${approval.class} on ${approval.platform}${pack === undefined ? '' : `, pack ${pack}`}`,
    ...(isSelected ? [] : [`  does not hold here: approvals.packs does not name ${pack ?? ''}`]),
    ...(paths.length === 0 ? [] : [`  ${usageText(usage.get(id))}`]),
    ...suppressed.map(
      (one) => `    ${new Date(one.last).toISOString()}  ${one.host}  ${one.title}  ${one.id}`,
    ),
  ]);
}

/** One of the starting set whose pack is not selected. */
async function notSelected(flags: LookAtApprovalsFlags, id: string): Promise<Approval> {
  const every = await everyApproval(flags.approvals, await configOf(flags.config), flags.config);
  const approval = every.find((one) => one.id === id);
  if (approval === undefined)
    throw new UsageError(`No approval is called ${id}; postern approvals list shows them.`);
  return approval;
}

export async function runApprovalsReview(
  this: CliContext,
  flags: LookAtApprovalsFlags,
  ...paths: string[]
): Promise<void> {
  const { approvals, usage, starting } = await look(this, flags, paths);
  const now = Date.now();
  const own = approvals.filter(({ id }) => !starting.has(id));
  const reviews = reviewApprovals(approvals, usage, now)
    .map(({ approval, usage: used, notes }) => ({
      ...brief(approval),
      usage: used,
      // Without cases nobody knows what was used.
      notes: notes.filter(({ kind }) => kind !== 'unused' || paths.length > 0),
    }))
    // The starting set is reviewed by who ships it.
    .filter(({ id, notes }) => notes.length > 0 && !starting.has(id));
  write(this, flags, reviews, ({ id, owner, notes }) => [
    `${id}  ${owner}`,
    ...notes.map((note) => `    ${noteText(note)}`),
  ]);
  const ended = approvals.filter(({ id, expires }) => starting.has(id) && now >= expires).length;
  if (ended > 0)
    this.process.stderr.write(
      `${counted(ended, 'approval')} of the starting set ended and no longer ${ended === 1 ? 'holds' : 'hold'}: update Postern.\n`,
    );
  if (flags.json !== true) {
    this.process.stdout.write(`${reviews.length} of ${counted(own.length, 'approval')} to look at\n`);
  }
  this.process.exitCode = reviews.length > 0 ? EXIT.failed : EXIT.ok;
}

async function look(
  context: CliContext,
  flags: LookAtApprovalsFlags,
  paths: readonly string[],
): Promise<Looked> {
  const config = await configOf(flags.config);
  const { own, starting } = await gatherApprovals(flags.approvals, config, flags.config);
  const settings = await settingsOf(flags);
  const approvals = [...own, ...starting];
  if (approvals.length === 0)
    throw new UsageError(
      'There are no approvals; name a file or folder of them with --approvals or in --config.',
    );
  const cases = paths.length === 0 ? [] : await toldCases(context, paths, settings);
  const hits = approvalHits(cases, new ApprovalSet(approvals, settings.packs));
  const names = new Set(starting.map(({ id }) => id));
  return { approvals, starting: names, settings, cases, hits, usage: usageOf(hits) };
}

function write<T>(
  context: CliContext,
  { json }: LookAtApprovalsFlags,
  items: readonly T[],
  linesOf: (item: T) => string[],
): void {
  for (const item of items) {
    const text =
      json === true ? visibleJson(JSON.stringify(item)) : linesOf(item).map(escapeTerminal).join('\n');
    context.process.stdout.write(`${text}\n`);
  }
}

function brief({ id, owner, reason, expires, review, ticket }: Approval): Record<
  'id' | 'owner' | 'reason' | 'expires' | 'review',
  string
> & {
  ticket: string | undefined;
} {
  return { id, owner, reason, expires: day(expires), review: day(review), ticket };
}

function usageText(usage: ApprovalUsage | undefined): string {
  if (usage?.lastHit === undefined) return 'never used';
  return `${counted(usage.hits, 'finding')} suppressed, the last on ${day(usage.lastHit)}, ${readableBytes(usage.bytes)} sent`;
}

function noteText(note: ReviewNote): string {
  switch (note.kind) {
    case 'unused':
      return note.lastHit === undefined
        ? 'unused: nothing here needed it'
        : `unused since ${day(note.lastHit)}`;
    case 'expiring':
      return `expiring: ends on ${day(note.at)}`;
    case 'expired':
      return `expired: has not held since ${day(note.since)}`;
    case 'review-due':
      return `review due since ${day(note.since)}`;
    case 'over-broad':
      return `${note.fault.severity === 'refused' ? 'over-broad, does not hold' : 'to be narrowed'}: ${note.fault.path.join('.')} ${note.fault.message}`;
    default:
      return `overlapping with ${note.with}`;
  }
}

function day(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}
