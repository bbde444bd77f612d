/** A stream whose beginning was looked at. */
export interface Peeked {
  /** At least as many bytes as asked for, unless the stream is shorter. A copy. */
  readonly head: Buffer;
  /** The whole stream, its beginning included. To be read once. */
  readonly bytes: AsyncIterable<Buffer>;
  /** An error met while looking; `bytes` throws it after what came before it. */
  readonly failure: { readonly error: unknown } | undefined;
  /** Gives up a stream that is not going to be read. */
  readonly close: () => Promise<void>;
}

/** Looks at the first `length` bytes of a stream. */
export async function peek(chunks: AsyncIterable<Buffer>, length: number): Promise<Peeked> {
  const iterator = chunks[Symbol.asyncIterator]();
  const gathered: Buffer[] = [];
  let size = 0;
  let failure: Peeked['failure'];
  while (size < length) {
    try {
      const next = await iterator.next();
      if (next.done === true) break;
      // Copied because the next chunk may come in the same memory.
      gathered.push(Buffer.from(next.value));
      size += next.value.length;
    } catch (error) {
      failure = { error };
      break;
    }
  }
  const start = Buffer.concat(gathered);
  return {
    head: start.subarray(0, length),
    bytes: replay(start, failure, iterator),
    failure,
    close: async () => {
      await iterator.return?.();
    },
  };
}

async function* replay(
  start: Buffer,
  failure: Peeked['failure'],
  iterator: AsyncIterator<Buffer>,
): AsyncGenerator<Buffer> {
  try {
    if (start.length > 0) yield start;
    if (failure !== undefined) throw failure.error;
    for (;;) {
      const next = await iterator.next();
      if (next.done === true) return;
      yield next.value;
    }
  } finally {
    await iterator.return?.();
  }
}
