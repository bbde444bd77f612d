import type { IntakeLimits } from './intake-limits.ts';
import { IntakeFault } from './intake-problem.ts';

/** Counts what the members of one input file unpack to. */
export class ExpansionBudget {
  readonly limits: IntakeLimits;
  #total = 0;

  constructor(limits: IntakeLimits) {
    this.limits = limits;
  }

  /** Passes unpacked bytes on and throws `IntakeFault` where a bound is passed. `packed` counts the input so far. */
  async *guard(chunks: AsyncIterable<Buffer>, packed: () => number): AsyncGenerator<Buffer> {
    const { memberBytes, totalBytes, ratio, ratioFrom } = this.limits;
    let unpacked = 0;
    for await (const chunk of chunks) {
      unpacked += chunk.length;
      this.#total += chunk.length;
      if (unpacked > memberBytes) throw tooLarge(`over ${inMiB(memberBytes)} in one member`);
      if (this.#total > totalBytes) throw tooLarge(`over ${inMiB(totalBytes)} in all`);
      if (unpacked > ratioFrom && unpacked > packed() * ratio)
        throw tooLarge(`${inMiB(unpacked)} from ${packed()} bytes, as only a decompression bomb does`);
      yield chunk;
    }
  }
}

function tooLarge(detail: string): IntakeFault {
  return new IntakeFault('ARCHIVE_TOO_LARGE', detail);
}

function inMiB(bytes: number): string {
  return `${Math.floor(bytes / 1024 / 1024)} MiB`;
}
