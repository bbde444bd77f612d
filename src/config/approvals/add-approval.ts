/** Puts one approval into the text of an approval file, comments and all others left as they are. */
import { isSeq, parseDocument } from 'yaml';
import type { ApprovalText } from './approval-schema.ts';
import type { ApprovalProblem } from './approval-problem.ts';
import { readApprovals } from './read-approvals.ts';

export type Addition =
  | { readonly text: string; readonly warnings: readonly ApprovalProblem[] }
  /** Why it may not stand: mistakes, and what would make it cover more than its author meant. */
  | { readonly text: undefined; readonly problems: readonly ApprovalProblem[] };

/** `text` is that of the file so far, `undefined` for a new one; `source` names the file in problems. */
export function addApproval(text: string | undefined, approval: ApprovalText, source: string): Addition {
  const document = parseDocument(text ?? 'approvals: []\n', { uniqueKeys: true, logLevel: 'silent' });
  const broken = document.errors.length > 0 ? readApprovals(text ?? '', source).problems : [];
  if (broken.length > 0) return { text: undefined, problems: broken };
  if (!isSeq(document.get('approvals'))) document.set('approvals', document.createNode([]));
  const list = document.get('approvals');
  if (isSeq(list)) list.flow = false;
  document.addIn(['approvals'], document.createNode(plain(approval)));
  const added = document.toString({ lineWidth: 110, indentSeq: true });
  const { problems } = readApprovals(added, source);
  const own = problems.filter(
    (problem) => problem.approval === approval.id || problem.approval === undefined,
  );
  const against = own.filter(({ severity }) => severity !== 'warned');
  return against.length > 0 ? { text: undefined, problems: against } : { text: added, warnings: own };
}

/** Without keys that say nothing. */
function plain(approval: ApprovalText): unknown {
  return JSON.parse(JSON.stringify(approval));
}
