import type { Config } from '../config/config-schema.ts';
import { DEFAULT_CONFIG } from '../config/default-config.ts';

/** The schema and the YAML reader are loaded only for who has a configuration. */
export async function configOf(path: string | undefined): Promise<Config> {
  if (path === undefined) return DEFAULT_CONFIG;
  const { readConfig } = await import('../config/read-config.ts');
  return readConfig(path);
}
