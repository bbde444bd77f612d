import { constants, gunzipSync, inflateRawSync, inflateSync } from 'node:zlib';
import type { Decompress } from '../encryption/layers/decompress.ts';

/** The recogniser's decompression port, bounded by `limit`; a cut stream gives what it held so far. */
export const inflate: Decompress = (bytes, format, limit) => {
  const options = { maxOutputLength: limit, finishFlush: constants.Z_SYNC_FLUSH };
  try {
    if (format === 'gzip') return gunzipSync(bytes, options);
    return format === 'zlib' ? inflateSync(bytes, options) : inflateRawSync(bytes, options);
  } catch {
    return undefined;
  }
};
