/**
 * Bounds on hostile input. Decoding stops at the first one reached and the layer is reported as opaque.
 */
export const LIMITS = {
  /** Layers inside layers. */
  depth: 8,
  /** UTF-16 units over all layers, layer 0 included. */
  totalText: 1_048_576,
  /** A layer may be this many times longer than the layer it came from. */
  expansion: 100,
  /** Number of layers; beyond it a text is noise, not an argument anyone typed. */
  layers: 64,
  /** Character steps of constant folding, so that repeated -replace over a long text stays linear. */
  foldWork: 8_388_608,
  /** Nesting of brackets and of subexpressions in strings. */
  nesting: 128,
  /** Commands that start commands, where no new layer is needed to say so. */
  commandNesting: 16,
  /** Commands read of one text. */
  commands: 2048,
  /** Operations kept of one text. */
  operations: 64,
} as const;
