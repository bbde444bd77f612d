import type { Place } from '../event/place.ts';
import { distinctRecords, evidenceFileName, type SharedRecord } from './evidence-files.ts';
import { FolderWriter } from './folder-writer.ts';
import { renderHtmlReport } from './html/html-report.ts';
import type { HuntResult } from './hunt-result.ts';
import { renderJsonLines } from './ocsf/json-lines.ts';
import { prepareReportFolder } from './report-folder-target.ts';
import { MANIFEST_SCHEMA, type ManifestEvidence, type ReportManifest } from './report-manifest.ts';
import type { ReportOrigin } from './report-origin.ts';
import { reportSummary } from './report-summary.ts';
import { visibleJson } from './visible-text.ts';

/** Reads a record's bytes again; `undefined` when the source is gone or changed. */
export type ReadRaw = (place: Place) => Promise<Buffer | undefined>;

/** Records whose bytes are kept; a report is evidence, not an archive. */
const mostRecords = 20_000;
/** Bytes of all of them together. */
const mostBytes = 2 * 1024 ** 3;

/**
 * Writes `report.html`, `findings.ndjson`, `summary.json`, `evidence/` and, last, `manifest.json` into `dir`.
 *
 * The folder must be new, empty or an earlier report; otherwise `ReportFolderError` and nothing is changed. The same
 * result gives the same files, but for the seconds the hunt took.
 */
export async function writeReportFolder(
  dir: string,
  result: HuntResult,
  readRaw: ReadRaw,
  origin: ReportOrigin,
): Promise<ReportManifest> {
  await prepareReportFolder(dir);
  const writer = new FolderWriter(dir);
  // First of all the mark: a folder left by a run that died is known again as a report.
  await new FolderWriter(dir).write('manifest.json', json(manifestOf(origin, writer, [], false)));
  const evidence = await writeEvidence(writer, distinctRecords(result.findings), readRaw);
  await writer.write('findings.ndjson', renderJsonLines(result, origin));
  await writer.write('summary.json', json(reportSummary(result, origin)));
  await writer.write('report.html', [renderHtmlReport(result, origin)]);
  const manifest = manifestOf(origin, writer, evidence, true);
  await new FolderWriter(dir).write('manifest.json', json(manifest));
  return manifest;
}

function manifestOf(
  origin: ReportOrigin,
  writer: FolderWriter,
  evidence: readonly ManifestEvidence[],
  complete: boolean,
): ReportManifest {
  return {
    schema: MANIFEST_SCHEMA,
    product: 'Postern',
    version: origin.version,
    complete,
    files: writer.files,
    evidence,
  };
}

async function writeEvidence(
  writer: FolderWriter,
  records: readonly SharedRecord[],
  readRaw: ReadRaw,
): Promise<readonly ManifestEvidence[]> {
  const entries: ManifestEvidence[] = [];
  let bytes = 0;
  for (const [index, { place, what, time, findings }] of records.entries()) {
    const entry = { place, what, time, findings };
    if (index >= mostRecords || bytes + place.length > mostBytes) {
      entries.push({ ...entry, note: 'not kept: the report already holds as much evidence as it may' });
      continue;
    }
    const raw = await readRaw(place);
    if (raw === undefined) {
      entries.push({ ...entry, note: 'the record could not be read again from its place' });
      continue;
    }
    const path = `evidence/${evidenceFileName(index + 1, what, raw)}`;
    await writer.write(path, [raw]);
    bytes += raw.length;
    entries.push({ path, ...entry });
  }
  return entries;
}

function json(value: object): readonly string[] {
  return [`${visibleJson(JSON.stringify(value, undefined, 2))}\n`];
}
