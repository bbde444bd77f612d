import { StringDecoder } from 'node:string_decoder';
import { peek } from './peek.ts';
import { ENCODING_HEAD, textEncodingOf } from './text-encoding.ts';

/**
 * Turns UTF-16 text into UTF-8 and passes everything else on as it is, a UTF-8 byte order mark included (decoders skip
 * it). Offsets of records in such a member count the UTF-8 bytes given here, not the bytes of the file.
 */
export async function* decodeText(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const { head, bytes } = await peek(chunks, ENCODING_HEAD);
  const encoding = textEncodingOf(head);
  if (encoding === 'other') yield* bytes;
  else yield* transcode(bytes, encoding === 'utf-16be');
}

async function* transcode(bytes: AsyncIterable<Buffer>, bigEndian: boolean): AsyncGenerator<Buffer> {
  const decoder = new StringDecoder('utf16le');
  let odd: Buffer = Buffer.alloc(0);
  let first = true;
  for await (const chunk of bytes) {
    // Copied because the bytes are swapped in place and the chunk is not ours.
    const joined = Buffer.concat([odd, chunk]);
    const whole = joined.length & ~1;
    odd = joined.subarray(whole);
    const units = joined.subarray(0, whole);
    if (bigEndian) units.swap16();
    let text = decoder.write(units);
    if (first && text.length > 0) {
      first = false;
      if (text.startsWith('\ufeff')) text = text.slice(1);
    }
    if (text.length > 0) yield Buffer.from(text);
  }
  const rest = decoder.end() + (odd.length > 0 ? '\ufffd' : '');
  if (rest.length > 0) yield Buffer.from(rest);
}
