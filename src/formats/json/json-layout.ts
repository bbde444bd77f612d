import { byteOrderMarkLength } from '../byte-order-mark.ts';
import type { RecordSink } from '../format.ts';
import { JsonTextDecoder } from './json-text-decoder.ts';

/** Lines of the head that are tried as records. */
const LINES_TRIED = 50;

/** `lines`: one record a line. `text`: arrays, wrappers, pretty-printed or concatenated objects. */
export type JsonLayout = 'lines' | 'text' | undefined;

/**
 * Judges the layout of a member from its head. A member that begins with a broken line followed by good ones is still
 * `lines`; a text that only looks like JSON at its first byte (`[2024-01-01] started`) is neither.
 */
export function jsonLayout(head: Buffer): JsonLayout {
  const text = head.toString('latin1', byteOrderMarkLength(head)).trimStart();
  if (text.length === 0) return undefined;
  const lines = text.split('\n', LINES_TRIED);
  const first = lines[0] ?? '';
  const opening = text[0];
  const good = lines.filter(isObject).length;
  if (opening !== '{' && opening !== '[') return good * 2 >= lines.length ? 'lines' : undefined;

  const probe = new Probe();
  const decoder = new JsonTextDecoder('', probe, head.length);
  decoder.push(Buffer.from(text, 'latin1'));
  if (decoder.unwrapped) return 'text';
  if (opening === '{' && isObject(first)) return 'lines';
  if (probe.outcome === 'record') return 'text';
  if (probe.outcome === 'broken' || decoder.damaged) {
    if (good > 0) return 'lines';
    return opening === '{' && /^\{\s*"/.test(first) ? 'lines' : undefined;
  }
  return opening === '[' || lines.length > 1 ? 'text' : 'lines';
}

/** Notes how the first thing in the head came out; parses nothing. */
class Probe implements RecordSink {
  outcome: 'none' | 'record' | 'broken' = 'none';

  wantsJson(): boolean {
    if (this.outcome === 'none') this.outcome = 'record';
    return false;
  }

  reject(): void {
    if (this.outcome === 'none') this.outcome = 'broken';
  }

  wantsWindows(): boolean {
    return false;
  }

  json(): void {}
  windows(): void {}
  raw(): void {}
}

function isObject(line: string): boolean {
  const trimmed = line.trim();
  if (!trimmed.startsWith('{') || !trimmed.endsWith('}')) return false;
  try {
    JSON.parse(trimmed);
    return true;
  } catch {
    return false;
  }
}
