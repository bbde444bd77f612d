import { DEEPEST_JSON } from './json-limits.ts';

/**
 * Is a JSON text nested deeper than `DEEPEST_JSON`? Linear time, no recursion; works on broken text as well.
 *
 * Nearly every record has only a handful of opening brackets, so counting those first avoids the exact walk.
 */
export function isTooDeep(text: string): boolean {
  return mayBeDeep(text) && depthOf(text) > DEEPEST_JSON;
}

/** Does the text have brackets enough to be that deep? */
export function mayBeDeep(text: string): boolean {
  return openings(text) > DEEPEST_JSON;
}

function openings(text: string): number {
  let count = 0;
  for (let at = text.indexOf('{'); at >= 0 && count <= DEEPEST_JSON; at = text.indexOf('{', at + 1)) count++;
  for (let at = text.indexOf('['); at >= 0 && count <= DEEPEST_JSON; at = text.indexOf('[', at + 1)) count++;
  return count;
}

function depthOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  let inString = false;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (inString) {
      if (code === 0x5c) i++;
      else if (code === 0x22) inString = false;
    } else if (code === 0x22) inString = true;
    else if (code === 0x7b || code === 0x5b) {
      depth++;
      if (depth > deepest) deepest = depth;
    } else if (code === 0x7d || code === 0x5d) depth--;
  }
  return deepest;
}
