/** Hunts in bytes that are already at hand, such as rendered stories. */
import type { HuntSettings } from '../config/hunt-settings.ts';
import type { JudgedHost } from '../engine/engine.ts';
import type { Finding } from '../findings/finding.ts';
import { newEngine, takeReports } from './new-engine.ts';
import type { LearnedBaseline } from './new-engine.ts';
import { Scanner } from './scanner.ts';

export interface NamedBytes {
  readonly name: string;
  readonly bytes: Buffer;
}

export interface MemoryHuntOptions {
  /** Judge with what was learned. */
  readonly learned?: LearnedBaseline | undefined;
  /** Told of every host as it was seen and judged. */
  readonly onHost?: (host: JudgedHost) => void;
}

export async function huntInMemory(
  files: readonly NamedBytes[],
  settings: HuntSettings,
  { learned, onHost }: MemoryHuntOptions = {},
): Promise<readonly Finding[]> {
  const engine = newEngine(settings, false, learned);
  const scanner = new Scanner(
    { settings, readAll: false },
    (observation) => engine.push(observation),
    () => undefined,
  );
  const report = await scanner.scanMembers(files.map(({ name, bytes }) => memberOf(name, bytes)));
  takeReports(engine, [report], settings);
  return engine.settle(onHost).findings;
}

function memberOf(
  source: string,
  bytes: Buffer,
): { source: string; size: number; open(): AsyncIterable<Buffer> } {
  return {
    source,
    size: bytes.length,
    async *open(): AsyncGenerator<Buffer> {
      yield bytes;
    },
  };
}
