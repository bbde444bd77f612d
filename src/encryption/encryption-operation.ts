/** What the recogniser answers: an operation on data, with the exact text that shows it. */

export type EncryptionClass =
  | 'symmetric'
  | 'asymmetric'
  | 'hybrid'
  | 'hash'
  | 'encoding'
  | 'compression'
  | 'none';

/**
 * `decrypt-claimed`: the switch or method says decrypt, which in stream modes proves nothing.
 * `unknown`: a cipher is in use and its direction is not visible (a PowerShell 4103 binding, an RC4 loop).
 */
export type Direction = 'encrypt' | 'decrypt-claimed' | 'both' | 'unknown';

export type KeySource =
  | 'command-line'
  | 'environment'
  | 'file'
  | 'descriptor'
  | 'prompt'
  | 'literal'
  | 'derived'
  | 'agent'
  | 'network'
  | 'unknown';

/**
 * Evidence tiers of the field notes: T4 artefact, T3 explicit tool grammar, T2 script builds a cipher and uses it,
 * T1 capability only (named, loaded, not used), T0 statistics only.
 */
export type EvidenceTier = 1 | 2 | 3 | 4;

/** How one text was got out of another. `start`/`end` are UTF-16 offsets in the outer layer's text. */
export interface DecodingLayer {
  /** `command-line`, `encoded-command`, `base64`, `gzip`, `deflate`, `script-block`, `string-concatenation` … */
  readonly kind: string;
  readonly start: number;
  readonly end: number;
  /** Text of this layer; at most 1 MiB in total over all layers. */
  readonly text: string;
  /** True when this layer could not be read further (unknown blob, key not literal, budget spent). */
  readonly opaque: boolean;
  /** Number of the layer that `start` and `end` count in; 0 for layer 0 itself and when absent. */
  readonly outer?: number;
}

/** Text that shows the operation: offsets are in the text of layer number `layer` (0 is the original). */
export interface EvidenceSpan {
  readonly layer: number;
  readonly start: number;
  readonly end: number;
}

export interface EncryptionOperation {
  readonly class: EncryptionClass;
  readonly direction: Direction;
  /** Canonical name with mode when stated: `aes-256-cbc`, `aes`, `rc4`, `xor`, `3des`; `undefined` if not visible. */
  readonly algorithm: string | undefined;
  /** `openssl`, `7z`, `powershell`, `.net` … */
  readonly tool: string;
  readonly keySource: KeySource;
  readonly tier: EvidenceTier;
  /** 0..1: how sure the reading is (parse quality, decoding), not how bad it is. */
  readonly confidence: number;
  /** Paths or names read and written, as the text gives them. */
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly spans: readonly EvidenceSpan[];
  /** One plain sentence for people: "AES cipher object built and CreateEncryptor called". */
  readonly reason: string;
  /** Stable identifier of what matched, `powershell/rc4-key-schedule`, `tool/openssl-enc`. */
  readonly rule: string;
}

/** Everything the recogniser says of one text. */
export interface Recognition {
  readonly operations: readonly EncryptionOperation[];
  /** Layer 0 is the text itself. */
  readonly layers: readonly DecodingLayer[];
  /** True when some layer stayed opaque: hidden code is a fact of its own. */
  readonly opaque: boolean;
  /** Ranges of layer 0 that hold secrets (passwords, keys) and are masked in every output by default. */
  readonly secrets: readonly EvidenceSpan[];
  /** Other facts about the text that matter to judgement. */
  readonly traits: readonly TextTrait[];
}

/** `logging-tamper`: switches script logging or AMSI off. `hidden-window`, `encoded`: how it was started. */
export type TextTrait =
  | 'logging-tamper'
  | 'encoded'
  | 'hidden-window'
  | 'download'
  | 'upload'
  | 'in-memory-execution';
