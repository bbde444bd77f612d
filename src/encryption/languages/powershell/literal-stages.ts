/**
 * Literals a script decodes by a way that constant folding cannot follow (its own function, a loop over pairs): where
 * a decoder is in sight, a long literal of its alphabet that decodes to text is a stage.
 */
import { decodeBase64, decodeHex } from '../../layers/base64.ts';
import { decodeText } from '../../layers/decode-text.ts';
import type { ScriptNode } from './node.ts';
import type { Stage } from './script-facts.ts';

const BASE64_DECODER = /frombase64/i;
const HEX_DECODER = /toint16|tobyte|fromhexstring|0x\$|allowhexspecifier|hexnumber/i;
const LEAST = 40;
const MOST_STAGES = 16;

function decode(text: string, base64: boolean, hex: boolean): { kind: string; text: string } | undefined {
  const bytes = hex ? decodeHex(text) : undefined;
  const found = bytes === undefined && base64 ? decodeBase64(text) : bytes;
  const decoded = found === undefined ? undefined : decodeText(found);
  return decoded === undefined ? undefined : { kind: bytes === undefined ? 'base64' : 'hex', text: decoded };
}

/** Stages among the literals of a script. Linear in its length. */
export function literalStages(rows: readonly (readonly ScriptNode[])[], source: string): Stage[] {
  const base64 = BASE64_DECODER.test(source);
  const hex = HEX_DECODER.test(source);
  const stages: Stage[] = [];
  const look = (nodes: readonly ScriptNode[]): void => {
    for (const { kind, text, start, end, children } of nodes) {
      if (children.length > 0) look(children);
      if (kind !== 'string' || text.length < LEAST || stages.length >= MOST_STAGES) continue;
      const found = decode(text, base64, hex);
      if (found !== undefined) stages.push({ ...found, start, end, executed: false, language: 'powershell' });
    }
  };
  if (base64 || hex) for (const nodes of rows) look(nodes);
  return stages;
}
