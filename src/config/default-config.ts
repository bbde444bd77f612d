import type { Config } from './config-schema.ts';

/** The configuration of an empty file, written out so that a hunt without one need not load the schema. */
export const DEFAULT_CONFIG: Config = {
  networks: { internal: [], external: [] },
  analytics: {
    AN1389: { ExecutableAllowlist: [], PayloadEntropyThreshold: -3 },
    AN1390: { FileTransferIndicator: [] },
  },
  encryption: { patterns: [] },
  approvals: { files: [], packs: [], startingSet: true },
  baseline: {},
  correlationWindow: {},
  hosts: {},
  watchlist: [],
  limits: {},
};
