import { open } from 'node:fs/promises';

const CHUNK = 1 << 20;
const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;

/** Longest line that is held; a case of the largest scripts has a few megabytes. */
const LONGEST = 1 << 26;

export interface LineReading {
  /** Bytes read at once. */
  readonly chunk?: number;
  /** Bytes of a line beyond which it is not held. */
  readonly longest?: number;
  /** Called after each piece: reading goes on when it is done. */
  readonly pause?: () => Promise<void> | undefined;
}

/** A line without its end, or `undefined` for one that is too long to be held. Says whether more are wanted. */
type LineVisitor = (line: Buffer | undefined) => boolean;

/**
 * Lines of a file as bytes, cheaply: files of cases have hundreds of megabytes. The bytes are good only during the call. While
 * lines are looked at, the next are read.
 */
export async function readLines(
  path: string,
  onLine: LineVisitor,
  { chunk = CHUNK, longest = LONGEST, pause }: LineReading = {},
): Promise<void> {
  const lines = new LineCutter(onLine, longest);
  const file = await open(path, 'r');
  try {
    let buffer = Buffer.allocUnsafe(chunk);
    let other = Buffer.allocUnsafe(chunk);
    let { bytesRead } = await file.read(buffer, 0, chunk);
    while (bytesRead > 0) {
      const next = file.read(other, 0, chunk);
      let isWanted = false;
      try {
        isWanted = lines.take(buffer.subarray(0, bytesRead));
        await pause?.();
      } finally {
        // The file may not be closed, nor its buffer be left, while it is read.
        ({ bytesRead } = await next);
      }
      if (!isWanted) return;
      [buffer, other] = [other, buffer];
    }
    lines.end();
  } finally {
    await file.close();
  }
}

class LineCutter {
  readonly #onLine: LineVisitor;
  readonly #longest: number;
  /** What stands before the next bytes of the line. */
  #parts: Buffer[] = [];
  #length = 0;

  constructor(onLine: LineVisitor, longest: number) {
    this.#onLine = onLine;
    this.#longest = longest;
  }

  take(bytes: Buffer): boolean {
    let start = 0;
    for (let end = bytes.indexOf(LINE_FEED); end >= 0; end = bytes.indexOf(LINE_FEED, start)) {
      const piece = bytes.subarray(start, end);
      start = end + 1;
      if (!this.#onLine(this.#whole(piece))) return false;
    }
    if (start < bytes.length) this.#keep(bytes.subarray(start));
    return true;
  }

  end(): void {
    if (this.#length > 0) this.#onLine(this.#whole(Buffer.alloc(0)));
  }

  #keep(piece: Buffer): void {
    this.#length += piece.length;
    if (this.#length > this.#longest) this.#parts = [];
    else this.#parts.push(Buffer.from(piece));
  }

  #whole(last: Buffer): Buffer | undefined {
    const length = this.#length + last.length;
    const line = length === last.length ? last : Buffer.concat([...this.#parts, last]);
    this.#parts = [];
    this.#length = 0;
    return length > this.#longest ? undefined : withoutReturn(line);
  }
}

/** Editors of Windows end lines with both. */
function withoutReturn(line: Buffer): Buffer {
  return line.at(-1) === CARRIAGE_RETURN ? line.subarray(0, -1) : line;
}
