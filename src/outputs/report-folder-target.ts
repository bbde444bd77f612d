import { lstat, mkdir, readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { isEvidenceFileName } from './evidence-files.ts';
import { PARTIAL } from './folder-writer.ts';
import { ReportFolderError } from './report-folder-error.ts';
import { MANIFEST_SCHEMA } from './report-manifest.ts';

/** The files of a report beside its evidence; nothing else at the top of a folder is ever touched. */
export const REPORT_FILES = ['report.html', 'findings.ndjson', 'summary.json', 'manifest.json'] as const;

const largestManifest = 256 * 1024 * 1024;

/**
 * Makes `dir` ready for a report: creates it, or clears the evidence of an earlier report. A folder that holds
 * anything else is refused, and nothing in it is changed.
 */
export async function prepareReportFolder(dir: string): Promise<void> {
  try {
    await prepare(dir);
  } catch (error) {
    if (error instanceof ReportFolderError) throw error;
    const why = error instanceof Error ? error.message : 'unknown error';
    throw new ReportFolderError('OUTPUT_FOLDER_UNUSABLE', dir, `${dir} cannot be used: ${why}`, error);
  }
}

async function prepare(dir: string): Promise<void> {
  const kind = await stat(dir).catch(missing);
  if (kind === undefined) {
    await mkdir(dir, { recursive: true });
  } else if (!kind.isDirectory()) {
    throw new ReportFolderError(
      'OUTPUT_FOLDER_NOT_A_FOLDER',
      dir,
      `${dir} is not a folder. Name a folder that does not exist yet, or an empty one.`,
    );
  }
  const names = await readdir(dir);
  if (names.length > 0 && !(await isReport(dir))) {
    throw new ReportFolderError(
      'OUTPUT_FOLDER_NOT_EMPTY',
      dir,
      `${dir} is not empty and holds no earlier report. Nothing was written. Name another folder, or empty this one.`,
    );
  }
  await clearEvidence(dir);
}

async function isReport(dir: string): Promise<boolean> {
  const path = join(dir, 'manifest.json');
  const kind = await lstat(path).catch(missing);
  if (kind === undefined || !kind.isFile() || kind.size > largestManifest) return false;
  try {
    const manifest: unknown = JSON.parse(await readFile(path, 'utf8'));
    return (
      typeof manifest === 'object' &&
      manifest !== null &&
      'schema' in manifest &&
      manifest.schema === MANIFEST_SCHEMA
    );
  } catch {
    return false;
  }
}

/** Removes evidence by the names we give, never by what an old manifest says; a link in its place is refused. */
async function clearEvidence(dir: string): Promise<void> {
  const folder = join(dir, 'evidence');
  const kind = await lstat(folder).catch(missing);
  if (kind === undefined) {
    await mkdir(folder);
    return;
  }
  if (!kind.isDirectory()) {
    throw new ReportFolderError(
      'OUTPUT_FOLDER_NOT_A_FOLDER',
      folder,
      `${folder} is not a folder. Name another output folder.`,
    );
  }
  for (const name of await readdir(folder)) {
    const own = name.endsWith(PARTIAL) ? name.slice(0, -PARTIAL.length) : name;
    if (isEvidenceFileName(own)) await rm(join(folder, name), { force: true });
  }
}

function missing(error: unknown): undefined {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
  throw error;
}
