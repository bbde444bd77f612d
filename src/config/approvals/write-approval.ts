/** One approval as YAML text, ready to be added under `approvals:` of a file. */
import { stringify } from 'yaml';
import type { ApprovalText } from './approval-schema.ts';

/** Two spaces in, as an item of the list. What is not given is left out. */
export function writeApproval(approval: ApprovalText): string {
  return stringify([approval], { lineWidth: 110, indentSeq: true })
    .split('\n')
    .map((line) => (line === '' ? '' : `  ${line}`))
    .join('\n');
}
