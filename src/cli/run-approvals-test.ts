/** What `postern approvals test` does, loaded only when it is asked for. */
import { ApprovalSet } from '../baseline/approvals/approval-set.ts';
import { UsageError } from '../config/usage-error.ts';
import { escapeTerminal } from '../outputs/escape-terminal.ts';
import { counted } from '../outputs/readable-amount.ts';
import { visibleJson } from '../outputs/visible-text.ts';
import { proveApproval } from '../stories/impostor-proof.ts';
import type { ActVerdict, ApprovalProof } from '../stories/impostor-proof.ts';
import { everyApproval } from './approval-flags.ts';
import { approvalHunt } from './approval-hunt.ts';
import type { TestApprovalsFlags } from './approvals-command.ts';
import { configOf } from './config-of.ts';
import type { CliContext } from './context.ts';
import { EXIT } from './exit-codes.ts';

export async function runApprovalsTest(
  this: CliContext,
  flags: TestApprovalsFlags,
  ...ids: string[]
): Promise<void> {
  const { stdout } = this.process;
  const approvals = await everyApproval(flags.approvals, await configOf(flags.config), flags.config);
  const unknown = ids.find((id) => approvals.every((approval) => approval.id !== id));
  if (unknown !== undefined)
    throw new UsageError(`No approval is called ${unknown}; postern approvals list shows them.`);
  const set = new ApprovalSet(approvals, 'all');
  const hunt = approvalHunt(approvals);
  const proofs: ApprovalProof[] = [];
  for (const approval of approvals) {
    if (ids.length > 0 && !ids.includes(approval.id)) continue;
    const proof = await proveApproval(approval, set, hunt);
    proofs.push(proof);
    const told = flags.json === true ? visibleJson(JSON.stringify(proof)) : textOf(proof);
    stdout.write(`${told}\n`);
  }
  if (flags.json !== true) stdout.write(`${summary(proofs)}\n`);
  this.process.exitCode = proofs.every(({ passed }) => passed) ? EXIT.ok : EXIT.failed;
}

function textOf({ approval, unplayable, passed, acts }: ApprovalProof): string {
  if (unplayable !== undefined) return escapeTerminal(`not tried  ${approval}: ${unplayable}`);
  if (!passed) {
    const wrong = acts.filter(({ fault }) => fault !== undefined);
    return [`FAILED     ${approval}`, ...wrong.map((act) => `             ${actText(act)}`)]
      .map(escapeTerminal)
      .join('\n');
  }
  const genuine = acts.find(({ kind }) => kind === 'genuine');
  const impostors = acts.filter(({ kind }) => kind !== 'genuine').length;
  return escapeTerminal(
    `ok         ${approval}: its own program ${genuine?.detail ?? ''}; none of ${counted(impostors, 'impostor')} is covered`,
  );
}

function actText({ kind, shape, fault, detail, withoutApprovals, score }: ActVerdict): string {
  const scores =
    fault === 'covered' ? ` (${score ?? 'no finding'}, without it ${withoutApprovals ?? 'none'})` : '';
  return `${fault ?? 'ok'}: ${kind.replaceAll('-', ' ')} in ${shape}: ${detail}${scores}`;
}

function summary(proofs: readonly ApprovalProof[]): string {
  const failed = proofs.filter(({ passed }) => !passed).length;
  const untried = proofs.filter(({ unplayable }) => unplayable !== undefined).length;
  const impostors = proofs.flatMap(({ acts }) => acts.filter(({ kind }) => kind !== 'genuine')).length;
  const parts = [
    `${counted(proofs.length - untried, 'approval')} tried with ${counted(impostors, 'impostor')}`,
    failed === 0 ? 'each holds for its own program alone' : `${failed} failed`,
    ...(untried === 0 ? [] : [`${untried} not tried`]),
  ];
  return `${parts.join('; ')}.`;
}
