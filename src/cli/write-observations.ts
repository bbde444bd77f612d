import { escapeTerminal } from '../outputs/escape-terminal.ts';
import type { HuntResult } from '../outputs/hunt-result.ts';
import type { OutputStream } from './context.ts';

/** An observation is not a finding: encryption was seen, nothing that left is tied to it. */
export function writeObservations(result: HuntResult, stream: OutputStream): void {
  stream.write(`\nEncryption without a connection tied to it (${result.observations.length} observations)\n`);
  for (const { host, time, text } of result.observations) {
    stream.write(
      `  ${new Date(time).toISOString()}  ${escapeTerminal(host)}  ${escapeTerminal(text).slice(0, 300)}\n`,
    );
  }
}
