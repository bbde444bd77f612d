/** Something wrong with an approval file: where, and what to do about it. */
export interface ApprovalProblem {
  readonly source: string;
  /** From 1; `undefined` when the place is not known. */
  readonly line: number | undefined;
  /** `approvals[3].identity.path`; empty for the whole file. */
  readonly path: string;
  /** `error`: cannot be read, so it is not there. `refused`: read, but too broad to hold. `warned`: holds. */
  readonly severity: 'error' | 'refused' | 'warned';
  /** Id of the approval, as far as it has one. */
  readonly approval: string | undefined;
  readonly message: string;
}

/** One line for people: `approvals/site.yaml:12: approvals[0].identity: binds no program`. */
export function describeProblem(problem: ApprovalProblem): string {
  const place = problem.line === undefined ? problem.source : `${problem.source}:${problem.line}`;
  return `${place}: ${problem.path === '' ? '' : `${problem.path}: `}${problem.message}`;
}
