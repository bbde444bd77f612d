import type {
  Direction,
  EncryptionClass,
  EncryptionOperation,
  EvidenceSpan,
  EvidenceTier,
  KeySource,
  Recognition,
  TextTrait,
  DecodingLayer,
} from './encryption-operation.ts';
import type { ScriptLanguage } from './languages/language.ts';
import type { Decompress } from './layers/decompress.ts';
import { LIMITS } from './layers/limits.ts';
import { TextView } from './layers/text-view.ts';
import { NO_PATTERNS } from './patterns/pattern-lexicon.ts';
import type { PatternLexicon } from './patterns/pattern-lexicon.ts';

/** Readers call each other through the draft, so that a shell can read PowerShell and PowerShell a shell. */
export interface LayerReaders {
  readonly powershell: (draft: RecognitionDraft, view: TextView) => void;
  readonly windowsCommand: (draft: RecognitionDraft, view: TextView) => void;
  readonly posixCommand: (draft: RecognitionDraft, view: TextView) => void;
  readonly script: (draft: RecognitionDraft, view: TextView, language: ScriptLanguage) => void;
}

/** An operation as a reader states it; what it leaves out gets the cautious default. */
export interface OperationClaim {
  readonly rule: string;
  readonly tool: string;
  readonly reason: string;
  readonly class?: EncryptionClass;
  readonly direction?: Direction;
  readonly algorithm?: string | undefined;
  readonly keySource?: KeySource;
  readonly tier?: EvidenceTier;
  readonly confidence?: number;
  readonly inputs?: readonly string[];
  readonly outputs?: readonly string[];
}

interface Layer {
  readonly view: TextView;
  readonly outer: number;
  readonly depth: number;
  /** For texts that were only unquoted: where each character stands in the outer layer. */
  readonly map: readonly number[] | undefined;
}

/** Recognition being made: layers within their bounds, operations, secrets and traits in the order they were found. */
export class RecognitionDraft {
  readonly readers: LayerReaders;
  readonly decompress: Decompress;
  /** What users' patterns add to what the readers know. */
  readonly patterns: PatternLexicon;
  readonly root: TextView;
  readonly #layers: Layer[];
  readonly #published: DecodingLayer[];
  readonly #operations: EncryptionOperation[] = [];
  readonly #secrets: EvidenceSpan[] = [];
  readonly #traits = new Set<TextTrait>();
  #opaque = false;
  #textLeft: number;
  #foldWorkLeft: number = LIMITS.foldWork;
  #commandsLeft: number = LIMITS.commands;
  #commandNesting = 0;
  /** Below 1 while text is read that is stored or named rather than run. */
  #certainty = 1;

  constructor(
    kind: string,
    text: string,
    readers: LayerReaders,
    decompress: Decompress,
    patterns: PatternLexicon = NO_PATTERNS,
  ) {
    const kept = text.length > LIMITS.totalText ? text.slice(0, LIMITS.totalText) : text;
    const opaque = kept.length < text.length;
    this.readers = readers;
    this.decompress = decompress;
    this.patterns = patterns;
    this.root = new TextView(0, kept);
    this.#opaque = opaque;
    this.#textLeft = LIMITS.totalText - kept.length;
    this.#layers = [{ view: this.root, outer: 0, depth: 0, map: undefined }];
    this.#published = [{ kind, start: 0, end: kept.length, text: kept, opaque, outer: 0 }];
  }

  /** How many characters one more layer may have. */
  get textLeft(): number {
    return this.#textLeft;
  }

  /**
   * Adds a layer that stands for `view.text[start..end)`. `map[i]` is the offset in `view.text` of character i, for
   * texts that were only unquoted. Gives `undefined` when a bound is reached; the outer text then counts as opaque.
   */
  addLayer(
    kind: string,
    view: TextView,
    range: { readonly start: number; readonly end: number; readonly map?: readonly number[] | undefined },
    text: string,
  ): TextView | undefined {
    const outer = this.#layers[view.layer];
    const { start, end, map } = range;
    const fits =
      outer !== undefined &&
      outer.depth < LIMITS.depth &&
      this.#layers.length < LIMITS.layers &&
      text.length <= this.#textLeft &&
      text.length <= LIMITS.expansion * Math.max(1, outer.view.text.length);
    if (!fits) {
      this.addOpaque(kind, view, start, end);
      return undefined;
    }
    const layer = this.#layers.length;
    const inner = new TextView(layer, text);
    this.#layers.push({
      view: inner,
      outer: view.layer,
      depth: outer.depth + 1,
      map: map?.map((i) => view.at(i)),
    });
    this.#published.push({
      kind,
      start: view.at(start),
      end: view.after(end),
      text,
      opaque: false,
      outer: view.layer,
    });
    this.#textLeft -= text.length;
    return inner;
  }

  /** Records that `view.text[start..end)` hides something that could not be read. */
  addOpaque(kind: string, view: TextView, start: number, end: number): void {
    this.#opaque = true;
    if (this.#layers.length >= LIMITS.layers) return;
    const outer = this.#layers[view.layer];
    const depth = (outer?.depth ?? 0) + 1;
    this.#layers.push({
      view: new TextView(this.#layers.length, ''),
      outer: view.layer,
      depth,
      map: undefined,
    });
    this.#published.push({
      kind,
      start: view.at(start),
      end: view.after(end),
      text: '',
      opaque: true,
      outer: view.layer,
    });
  }

  addOperation(view: TextView, spans: readonly (readonly [number, number])[], claim: OperationClaim): void {
    if (this.#operations.length >= LIMITS.operations) return;
    const confidence =
      (claim.confidence ?? 0.9) * this.#certainty * 0.98 ** (this.#layers[view.layer]?.depth ?? 0);
    this.#operations.push({
      class: claim.class ?? 'symmetric',
      direction: claim.direction ?? 'unknown',
      algorithm: claim.algorithm,
      tool: claim.tool,
      keySource: claim.keySource ?? 'unknown',
      tier: claim.tier ?? 3,
      confidence: Math.round(confidence * 100) / 100,
      inputs: claim.inputs ?? [],
      outputs: claim.outputs ?? [],
      spans: spans.map(([start, end]) => ({
        layer: view.layer,
        start: view.at(start),
        end: view.after(end),
      })),
      reason: claim.reason,
      rule: claim.rule,
    });
  }

  /** Marks a secret, here and in every outer layer in which it stands readable. */
  addSecret(view: TextView, start: number, end: number): void {
    if (end <= start) return;
    let layer = view.layer;
    let from = view.at(start);
    let to = view.after(end);
    this.#secrets.push({ layer, start: from, end: to });
    for (let map = this.#layers[layer]?.map; layer > 0 && map !== undefined; map = this.#layers[layer]?.map) {
      const outerFrom = map[from];
      const outerLast = map[to - 1];
      if (outerFrom === undefined || outerLast === undefined) return;
      layer = this.#layers[layer]?.outer ?? 0;
      from = outerFrom;
      to = outerLast + 1;
      this.#secrets.push({ layer, start: from, end: to });
    }
  }

  addTrait(trait: TextTrait): void {
    this.#traits.add(trait);
  }

  hasTrait(trait: TextTrait): boolean {
    return this.#traits.has(trait);
  }

  /** Takes `steps` of the folding budget; `false` when it is spent. */
  spendFoldWork(steps: number): boolean {
    this.#foldWorkLeft -= steps;
    if (this.#foldWorkLeft >= 0) return true;
    this.#opaque = true;
    return false;
  }

  /** Reads one command, within the bounds on how many there may be and how deep they start each other. */
  enterCommand(read: () => void): void {
    if (this.#commandNesting >= LIMITS.commandNesting || this.#commandsLeft <= 0) {
      this.#opaque = true;
      return;
    }
    this.#commandsLeft--;
    this.#commandNesting++;
    read();
    this.#commandNesting--;
  }

  /** Reads something that is stored, scheduled or passed on rather than run: what it finds is less sure. */
  withCertainty(factor: number, read: () => void): void {
    const before = this.#certainty;
    this.#certainty = before * factor;
    read();
    this.#certainty = before;
  }

  finish(): Recognition {
    const seen = new Set<string>();
    const secrets = this.#secrets.filter((span) => {
      const key = `${span.layer}:${span.start}:${span.end}`;
      return !seen.has(key) && seen.add(key) !== undefined;
    });
    return {
      operations: this.#operations,
      layers: this.#published,
      opaque: this.#opaque,
      secrets,
      traits: [...this.#traits].sort(),
    };
  }
}
