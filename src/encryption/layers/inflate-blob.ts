import type { RecognitionDraft } from '../recognition-draft.ts';
import type { CompressionFormat } from './decompress.ts';
import { LIMITS } from './limits.ts';

/** By its first bytes; raw deflate has none. */
function formatOf(bytes: Uint8Array): CompressionFormat {
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) return 'gzip';
  const header = ((bytes[0] ?? 0) << 8) | (bytes[1] ?? 0);
  return (bytes[0] ?? 0) === 0x78 && header % 31 === 0 ? 'zlib' : 'raw';
}

/** A compressed stage made readable, with the name of its layer kind; `undefined` if the bytes are not compressed. */
export function inflateBlob(
  draft: RecognitionDraft,
  bytes: Uint8Array,
): { readonly kind: string; readonly bytes: Uint8Array } | undefined {
  if (bytes.length < 4) return undefined;
  const format = formatOf(bytes);
  // Two bytes a character at most, and never more than the expansion bound.
  const limit = Math.min(draft.textLeft * 2, bytes.length * LIMITS.expansion);
  if (limit <= 0) return undefined;
  const inflated = draft.decompress(bytes, format, limit);
  if (inflated === undefined || inflated.length === 0 || inflated.length > limit) return undefined;
  return { kind: format === 'gzip' ? 'gzip' : 'deflate', bytes: inflated };
}
