/** Exit codes of every command; documented in docs/cli.md. */
export const EXIT = {
  ok: 0,
  /** `--fail-on`: a finding reached the level. `validate`: a story failed. */
  failed: 1,
  /** The command line or configuration cannot be carried out; nothing was done. */
  usage: 2,
  /** Done, but some input could not be read; what could be was. */
  incomplete: 3,
  /** A fault of Postern itself. */
  internal: 70,
} as const;
