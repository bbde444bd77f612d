/** Reads members of any format: its beginning tells which one, then a decoder takes it from the first byte. */
import type { RecordDecoder } from '../formats/format.ts';
import { detectFormat, HEAD_LENGTH } from '../formats/registry.ts';
import { describeHead } from '../intake/describe-head.ts';
import { intakeProblem } from '../intake/intake-problem.ts';
import type { Member } from '../intake/member.ts';
import { readMembers } from '../intake/read-members.ts';
import type { SourceSummary } from '../outputs/hunt-result.ts';
import type { MemberScan } from './member-scan.ts';
import type { ScanAccount } from './scan-report.ts';

/** What the members of one task share. */
export interface MemberReading {
  readonly account: ScanAccount;
  readonly newScan: (source: string) => MemberScan;
  readonly onBytes: (bytes: number) => void;
  /** Path the user named itself, when it is a file and not a folder around it. */
  readonly named: string | undefined;
}

/** All members of one input file: itself, or what an archive holds. */
export async function scanFile(path: string, reading: MemberReading): Promise<void> {
  await scanMembers(
    readMembers([path], (problem) => reading.account.problems.push(problem)),
    reading,
  );
}

export async function scanMembers(
  members: AsyncIterable<Member> | Iterable<Member>,
  reading: MemberReading,
): Promise<void> {
  for await (const member of members) {
    const scan = reading.newScan(member.source);
    reading.account.take(scan, await scanMember(member, scan, reading));
  }
}

async function scanMember(member: Member, scan: MemberScan, reading: MemberReading): Promise<SourceSummary> {
  let decoder: RecordDecoder | undefined;
  let format = 'unrecognised';
  let head: Buffer = Buffer.alloc(0);
  let bytes = 0;
  const start = (): boolean => {
    const found = detectFormat(head);
    format = found?.id ?? format;
    decoder = found?.open(member.source, scan);
    decoder?.push(head);
    return decoder !== undefined;
  };
  for await (const chunk of member.open()) {
    bytes += chunk.length;
    reading.onBytes(chunk.length);
    if (decoder !== undefined) decoder.push(chunk);
    else {
      head = Buffer.concat([head, chunk]);
      if (head.length >= HEAD_LENGTH && !start()) break;
    }
  }
  if (decoder === undefined && bytes > 0 && head.length < HEAD_LENGTH) start();
  decoder?.end();
  scan.addSkipped(decoder?.skipped);
  if (bytes === 0) return scan.summary('empty', 0, 'the file is empty');
  if (decoder === undefined) {
    const seen = describeHead(head);
    // Folders and archives hold all sorts of files; only one that was named itself is worth a word of its own.
    if (member.source === reading.named) {
      reading.account.problems.push(intakeProblem('FORMAT_UNKNOWN', member.source, seen));
    }
    return scan.summary(format, bytes, `not understood: ${seen}`);
  }
  return scan.summary(format, bytes, undefined);
}
