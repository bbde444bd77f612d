import { pack } from 'tar-stream';
import type { IntakeProblem } from '../src/intake/intake-problem.ts';
import { readMembers } from '../src/intake/read-members.ts';
import type { IntakeOptions } from '../src/intake/read-members.ts';

/** What reading a folder came to. */
export interface ReadOutcome {
  /** Source inside the folder, and what it held. */
  readonly members: [string, string][];
  /** Code and source inside the folder. */
  readonly problems: string[];
  readonly skipped: string[];
  readonly sentences: string[];
}

/** Reads everything in a folder to its end. */
export async function readAll(folder: string, options: IntakeOptions = {}): Promise<ReadOutcome> {
  const local = (source: string): string => source.slice(folder.length + 1);
  const outcome: ReadOutcome = { members: [], problems: [], skipped: [], sentences: [] };
  const onProblem = (problem: IntakeProblem): void => {
    outcome.problems.push(`${problem.code} ${local(problem.source)}`);
    outcome.sentences.push(problem.sentence);
  };
  const onSkipped = (path: string): void => void outcome.skipped.push(local(path));
  for await (const member of readMembers([folder], onProblem, { ...options, onSkipped })) {
    const chunks: Buffer[] = [];
    for await (const chunk of member.open()) chunks.push(Buffer.from(chunk));
    outcome.members.push([local(member.source), Buffer.concat(chunks).toString()]);
  }
  return outcome;
}

/** A tar archive of files by name. */
export async function buildTar(files: Readonly<Record<string, string | Buffer>>): Promise<Buffer> {
  const tar = pack();
  for (const [name, content] of Object.entries(files)) tar.entry({ name }, content);
  tar.finalize();
  const chunks: Buffer[] = [];
  for await (const chunk of tar) if (Buffer.isBuffer(chunk)) chunks.push(chunk);
  return Buffer.concat(chunks);
}
