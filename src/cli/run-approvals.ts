/** What `postern approvals list`, `show` and `review` do, loaded only when they are asked for. */
import { ApprovalSet } from '../baseline/approvals/approval-set.ts';
import type { Approval } from '../baseline/approvals/approval.ts';
import { usageOf } from '../baseline/approvals/approval-usage.ts';
import type { ApprovalHit, ApprovalUsage } from '../baseline/approvals/approval-usage.ts';
import { reviewApprovals } from '../baseline/approvals/review-approvals.ts';
import type { ReviewNote } from '../baseline/approvals/review-approvals.ts';
import { UsageError } from '../config/usage-error.ts';
import { escapeTerminal } from '../outputs/escape-terminal.ts';
import { counted, readableBytes } from '../outputs/readable-amount.ts';
import { visibleJson } from '../outputs/visible-text.ts';
import { approvalHits } from '../run/approval-hits.ts';
import { gatherCases } from '../run/gather-cases.ts';
import type { GatheredCase } from '../run/gather-cases.ts';
import { CaseFileError } from '../store/case-file.ts';
import type { LookAtApprovalsFlags } from './approvals-command.ts';
import type { CliContext } from './context.ts';
import { EXIT } from './exit-codes.ts';
import { settingsOf } from './hunt-flags.ts';

interface Looked {
  readonly approvals: readonly Approval[];
  readonly cases: readonly GatheredCase[];
  readonly hits: readonly ApprovalHit[];
  readonly usage: ReadonlyMap<string, ApprovalUsage>;
}

export async function runApprovalsList(
  this: CliContext,
  flags: LookAtApprovalsFlags,
  ...paths: string[]
): Promise<void> {
  const { approvals, usage } = await look(flags, paths);
  const told = approvals.map((approval) => ({ ...brief(approval), usage: usage.get(approval.id) }));
  write(this, flags, told, ({ id, owner, expires, reason, usage: used }) => [
    `${id}  ${owner}, until ${expires}${paths.length === 0 ? '' : `, ${usageText(used)}`}`,
    `    ${reason}`,
  ]);
}

export async function runApprovalsShow(
  this: CliContext,
  flags: LookAtApprovalsFlags,
  id: string,
  ...paths: string[]
): Promise<void> {
  const { approvals, cases, hits, usage } = await look(flags, paths);
  const approval = approvals.find((one) => one.id === id);
  if (approval === undefined)
    throw new UsageError(`No approval is called ${id}; postern approvals list shows them.`);
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
  const told = { ...approval, ...brief(approval), usage: usage.get(id), suppressed };
  write(this, flags, [told], () => [
    `${id}: ${approval.owner}, ${day(approval.created)} to ${day(approval.expires)}, review on ${day(approval.review)}`,
    `  ${approval.reason}`,
    `  ${approval.class} on ${approval.platform}${approval.pack === undefined ? '' : `, pack ${approval.pack}`}`,
    ...(paths.length === 0 ? [] : [`  ${usageText(usage.get(id))}`]),
    ...suppressed.map(
      (one) => `    ${new Date(one.last).toISOString()}  ${one.host}  ${one.title}  ${one.id}`,
    ),
  ]);
}

export async function runApprovalsReview(
  this: CliContext,
  flags: LookAtApprovalsFlags,
  ...paths: string[]
): Promise<void> {
  const { approvals, usage } = await look(flags, paths);
  const reviews = reviewApprovals(approvals, usage, Date.now())
    .map(({ approval, usage: used, notes }) => ({
      ...brief(approval),
      usage: used,
      // Without cases nobody knows what was used.
      notes: notes.filter(({ kind }) => kind !== 'unused' || paths.length > 0),
    }))
    .filter(({ notes }) => notes.length > 0);
  write(this, flags, reviews, ({ id, owner, notes }) => [
    `${id}  ${owner}`,
    ...notes.map((note) => `    ${noteText(note)}`),
  ]);
  if (flags.json !== true) {
    this.process.stdout.write(`${reviews.length} of ${counted(approvals.length, 'approval')} to look at\n`);
  }
  this.process.exitCode = reviews.length > 0 ? EXIT.failed : EXIT.ok;
}

async function look(flags: LookAtApprovalsFlags, paths: readonly string[]): Promise<Looked> {
  const settings = await settingsOf(flags);
  const { approvals, packs } = settings;
  if (approvals.length === 0)
    throw new UsageError(
      'There are no approvals; name a file or folder of them with --approvals or in --config.',
    );
  try {
    const cases = paths.length === 0 ? [] : await gatherCases(paths, settings);
    const hits = approvalHits(cases, new ApprovalSet(approvals, packs));
    return { approvals, cases, hits, usage: usageOf(hits) };
  } catch (error) {
    if (error instanceof CaseFileError) throw new UsageError(error.message, { cause: error });
    throw error;
  }
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
