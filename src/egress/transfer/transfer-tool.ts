/** What a grammar of a transferring tool is. One tool or family a file under `tools/`, one line in the registry. */
import type { TransferReading } from './transfer.ts';

/** Arguments of one program, wrappers taken off. */
export interface ToolCall {
  /** Name it was started by: base name, lower case, without `.exe`. */
  readonly program: string;
  /** The arguments after the program. */
  readonly words: readonly string[];
  readonly windows: boolean;
}

export interface TransferTool {
  /** Canonical name. */
  readonly id: string;
  /** Program names, lower case, without `.exe`. */
  readonly names: readonly string[];
  /** Several programs under one grammar: each is called by its own name. */
  readonly family?: boolean;
  /** `undefined`: with these arguments it moves nothing over a network (`git commit`, `curl --version`). */
  readonly read: (call: ToolCall) => TransferReading | undefined;
  /**
   * The program whose arguments these can only be, whatever its file is called: a renamed copy is known by them.
   * `undefined` where they could be another's.
   */
  readonly shape?: (words: readonly string[]) => string | undefined;
}
