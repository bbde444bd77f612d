/**
 * The port through which compressed stages are read. Level 3 may not import `node:zlib`, so the caller hands it in.
 */
export type CompressionFormat = 'gzip' | 'zlib' | 'raw';

/**
 * Inflates `bytes`; gives at most `limit` bytes, or `undefined` if the stream is broken or would be longer.
 * Must not throw.
 */
export type Decompress = (
  bytes: Uint8Array,
  format: CompressionFormat,
  limit: number,
) => Uint8Array | undefined;
