/** Which script encrypted, told by its text alone, so that one script is one on every host however it was recorded. */
import { sha256Hex } from '../event/sha256.ts';
import type { DecodingLayer } from '../encryption/encryption-operation.ts';
import type { LinkedOperation } from './finding.ts';
import { STRONG_LINKS } from './strong-links.ts';

/** Layers that are code as a whole; a command line names its program, and the files of its host. */
const CODE: ReadonlySet<string> = new Set([
  'script-block',
  'script',
  'script-text',
  'inline-code',
  'encoded-command',
  'command',
  'shell-command',
]);

/** Characters that are compared: scripts that begin so much alike are one. */
const LONGEST = 65_536;

/**
 * Texts of the scripts that encrypted and are tied to the sender by process, tree or file: each once, the outermost code of
 * a command line, the whole of a logged block. Blanks and masked secrets of any length are alike.
 */
export function scriptTexts(encryption: readonly LinkedOperation[]): string[] {
  const texts = new Set<string>();
  for (const { link, operation, layers } of encryption) {
    if (!STRONG_LINKS.has(link)) continue;
    for (const { layer } of operation.spans) {
      const text = outermostCode(layers, layer);
      if (text !== undefined) texts.add(normalised(text.slice(0, LONGEST)));
    }
  }
  texts.delete('');
  return [...texts];
}

/** `script 3f2a91c0de12b7aa`: a hash, because the text may be long. */
export function scriptName(text: string): string {
  return `script ${sha256Hex(text).slice(0, 16)}`;
}

function normalised(text: string): string {
  return text.replaceAll(/\s+/g, ' ').replaceAll(/\*+/g, '*').trim();
}

/** The way out from a layer; an outer layer comes before its inner one, anything else is broken and ends the walk. */
function outermostCode(layers: readonly DecodingLayer[], from: number): string | undefined {
  let found: string | undefined;
  let at = from;
  for (let layer = layers[at]; layer !== undefined; layer = layers[at]) {
    if (CODE.has(layer.kind)) found = layer.text;
    const outer = layer.outer ?? 0;
    if (outer >= at) break;
    at = outer;
  }
  return found;
}
