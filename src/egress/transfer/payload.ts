import type { TransferPayload } from './transfer.ts';

export interface Payload {
  readonly carries: TransferPayload;
  readonly files: readonly string[];
}

const STANDARD_INPUT = new Set(['-', '/dev/stdin', '/dev/fd/0', '/proc/self/fd/0']);
/** What the shell puts for `<(command)`. */
const SUBSTITUTED = /^\/(?:dev|proc\/self)\/fd\/\d{1,4}$/;

/** What names of files stand for: files, `-` for what is fed in, `/dev/fd/63` for the output of a command. */
export function payloadOf(paths: readonly string[]): Payload {
  const files = paths.filter((path) => path !== '' && !isStandardInput(path) && !SUBSTITUTED.test(path));
  if (files.length > 0) return { carries: 'files', files };
  if (paths.some((path) => isStandardInput(path))) return { carries: 'stdin', files };
  return { carries: paths.some((path) => SUBSTITUTED.test(path)) ? 'command-output' : 'none', files };
}

function isStandardInput(path: string): boolean {
  return STANDARD_INPUT.has(path);
}

const RANK: readonly TransferPayload[] = ['files', 'stdin', 'command-output', 'literal', 'unknown', 'none'];

/** Several payloads in one: the weightiest kind, all files. */
export function joinPayloads(payloads: readonly Payload[]): Payload {
  const kinds = payloads.map(({ carries }) => carries);
  return {
    carries: RANK.find((kind) => kinds.includes(kind)) ?? 'none',
    files: payloads.flatMap(({ files }) => files),
  };
}
