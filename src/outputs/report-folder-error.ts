export type ReportFolderErrorCode =
  | 'OUTPUT_FOLDER_NOT_EMPTY'
  | 'OUTPUT_FOLDER_NOT_A_FOLDER'
  | 'OUTPUT_FOLDER_UNUSABLE';

/** A report folder that cannot be written: what is wrong, where, and what to do. Paths in it are not yet escaped. */
export class ReportFolderError extends Error {
  override readonly name = 'ReportFolderError';
  readonly code: ReportFolderErrorCode;
  readonly path: string;

  constructor(code: ReportFolderErrorCode, path: string, message: string, cause?: unknown) {
    super(message, { cause });
    this.code = code;
    this.path = path;
  }
}
