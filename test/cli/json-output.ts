/** What the command line writes with `--json`, checked as far as the tests read it. */
import { z } from 'zod';

const findingSchema = z.looseObject({
  class_uid: z.literal(2004),
  category_uid: z.literal(2),
  finding_info: z.looseObject({ uid: z.string(), title: z.string() }),
  device: z.looseObject({ hostname: z.string() }),
});

const sourceSchema = z.looseObject({
  source: z.string(),
  format: z.string(),
  bytes: z.number(),
  records: z.number(),
  rejected: z.number(),
  kinds: z.record(z.string(), z.number()),
});

/** The OCSF Detection Findings of NDJSON; throws for anything else on the stream. */
export function findingsIn(stdout: string): readonly z.infer<typeof findingSchema>[] {
  return linesOf(stdout).map((line) => findingSchema.parse(JSON.parse(line)));
}

/** Ids of the findings, in the order given. */
export function findingIdsIn(stdout: string): readonly string[] {
  return findingsIn(stdout).map(({ finding_info }) => finding_info.uid);
}

/** The source summaries of NDJSON. */
export function sourcesIn(stdout: string): readonly z.infer<typeof sourceSchema>[] {
  return linesOf(stdout).map((line) => sourceSchema.parse(JSON.parse(line)));
}

function linesOf(text: string): readonly string[] {
  if (text === '') return [];
  if (!text.endsWith('\n')) throw new Error('the last line is not ended');
  return text.slice(0, -1).split('\n');
}
