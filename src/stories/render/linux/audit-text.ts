/** How the kernel writes texts that somebody else chose (`kernel/audit.c`, `kernel/auditsc.c`). */

/** In quotes, or hexadecimal where a byte needs it. */
export function untrusted(text: string): string {
  return untrustedBytes(Buffer.from(text, 'utf8'));
}

function untrustedBytes(bytes: Buffer): string {
  const plain = bytes.every((byte) => byte > 0x20 && byte < 0x7f && byte !== 0x22);
  return plain ? `"${bytes.toString('latin1')}"` : bytes.toString('hex').toUpperCase();
}

/** Length of a record of arguments, and of a piece of one that is longer. */
const LONGEST_RECORD = 7_500;
const PIECE = 7_000;

/** The EXECVE records of an argument list: cut where they grow too long, long arguments in numbered pieces. */
export function argumentRecords(words: readonly string[]): readonly string[] {
  const records: string[] = [];
  let record = `argc=${words.length}`;
  const add = (field: string): void => {
    if (record !== '' && record.length + field.length >= LONGEST_RECORD) {
      records.push(record);
      record = '';
    }
    record += record === '' ? field : ` ${field}`;
  };
  words.forEach((word, index) => {
    const value = untrusted(word);
    if (value.length <= LONGEST_RECORD) {
      add(`a${index}=${value}`);
      return;
    }
    const quoted = value.startsWith('"');
    const body = quoted ? value.slice(1, -1) : value;
    add(`a${index}_len=${body.length}`);
    for (let at = 0, piece = 0; at < body.length; at += PIECE, piece++) {
      const part = body.slice(at, at + PIECE);
      add(`a${index}[${piece}]=${quoted ? `"${part}"` : part}`);
    }
  });
  return [...records, record];
}

/** The process's own title: its arguments, 128 bytes of them. */
export function processTitle(words: readonly string[]): string {
  return untrustedBytes(Buffer.from(words.join('\0'), 'utf8').subarray(0, 128));
}
