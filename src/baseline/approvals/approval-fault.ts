/** Something that makes an approval cover more than its author meant. */
export interface ApprovalFault {
  /** `refused` keeps it from holding at all; `warned` is for its review. */
  readonly severity: 'refused' | 'warned';
  /** Keys of the approval file that lead to it. */
  readonly path: readonly (string | number)[];
  readonly message: string;
}

export function refused(path: ApprovalFault['path'], message: string): ApprovalFault {
  return { severity: 'refused', path, message };
}

export function warned(path: ApprovalFault['path'], message: string): ApprovalFault {
  return { severity: 'warned', path, message };
}
