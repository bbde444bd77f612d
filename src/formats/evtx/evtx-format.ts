import type { Format, RecordDecoder, RecordSink } from '../format.ts';
import { EvtxDecoder } from './evtx-decoder.ts';
import { CHUNK_MAGIC, FILE_HEADER_BLOCK, FILE_MAGIC, hasMagic } from './evtx-layout.ts';

/** Windows event logs in their binary form (`.evtx`), whole, live copies, cut or carved. */
export const evtxFormat: Format = {
  id: 'evtx',
  title: 'EVTX',
  sniff(head: Buffer): boolean {
    return (
      hasMagic(head, 0, FILE_MAGIC) ||
      hasMagic(head, 0, CHUNK_MAGIC) ||
      hasMagic(head, FILE_HEADER_BLOCK, CHUNK_MAGIC)
    );
  },
  open(source: string, sink: RecordSink): RecordDecoder {
    return new EvtxDecoder(source, sink);
  },
};
