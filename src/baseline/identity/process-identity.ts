/**
 * What a program is, for learning: who signed it, where it lies with the changing parts left out, and which script it runs.
 * A base name is no identity.
 */
import { sha256Hex } from '../../event/sha256.ts';
import { canonicalPath } from './canonical-path.ts';
import type { Platform } from './canonical-path.ts';
import { pathClass } from './path-class.ts';
import { isWritable } from './writable-path.ts';

export interface ProcessIdentity {
  readonly platform: Platform;
  /** Full path of the image; `undefined` when not recorded. */
  readonly image: string | undefined;
  /** Who signed it: subject on Windows, team id on macOS. */
  readonly signer: string | undefined;
  /** Is the signature valid? `undefined` when no sensor told. */
  readonly signed: boolean | undefined;
  /** What an interpreter runs; `undefined` for programs that run no scripts. */
  readonly script: ScriptRun | undefined;
}

export interface ScriptRun {
  /** File of the script; `undefined` for code given inline. */
  readonly path: string | undefined;
  readonly sha256: string | undefined;
  /** Code given on the command line or in a block, bounded by the caller. */
  readonly inline: string | undefined;
}

/**
 * The text by which profiles are kept. A valid signature counts where the path proves nothing, so that a sensor that tells
 * signatures only now and then does not make two programs of one in a protected folder.
 */
export function identityKey(identity: ProcessIdentity): string {
  const { platform, image, signer, signed, script } = identity;
  const path = image === undefined ? undefined : canonicalPath(image, platform);
  const parts = [path === undefined ? 'unknown program' : pathClass(path, platform)];
  if (signed === false) parts.push('bad signature');
  else if (path === undefined || isWritable(path, platform)) {
    parts.push(signed === true && signer !== undefined ? `signed by ${signer}` : 'no signature');
  }
  if (script !== undefined) parts.push(scriptKey(script, platform));
  return parts.join(' | ');
}

/** A script in a protected folder is its path, so that its updates stay one script; elsewhere it is its content. */
function scriptKey({ path, sha256, inline }: ScriptRun, platform: Platform): string {
  const canonical = path === undefined ? undefined : canonicalPath(path, platform);
  if (canonical !== undefined && !isWritable(canonical, platform))
    return `script ${pathClass(canonical, platform)}`;
  if (sha256 !== undefined) return `script sha256 ${sha256.toLowerCase()}`;
  if (canonical !== undefined) return `script ${pathClass(canonical, platform)}`;
  return inline === undefined ? 'unknown script' : `inline sha256 ${sha256Hex(inline).slice(0, 32)}`;
}
