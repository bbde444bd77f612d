import { sha256 } from './sha256-bytes.ts';

/**
 * Lower-case hex digest of the UTF-8 text: for identifiers made inside the pure core, which may not import node:crypto. Not
 * for bulk data; evidence is hashed with node:crypto where files are written.
 */
export function sha256Hex(text: string): string {
  return sha256(Buffer.from(text, 'utf8')).toString('hex');
}
