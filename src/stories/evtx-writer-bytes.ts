/** Bytes of one chunk while it is written; offsets count from the chunk's first byte. */
export class EvtxWriterBytes {
  readonly buffer: Buffer;
  position: number;

  /** Room for a whole chunk, plus what one record may run over before it is moved to the next. */
  constructor(size: number, start: number) {
    this.buffer = Buffer.alloc(size);
    this.position = start;
  }

  u8(value: number): void {
    this.position = this.buffer.writeUInt8(value, this.position);
  }

  u16(value: number): void {
    this.position = this.buffer.writeUInt16LE(value, this.position);
  }

  u32(value: number): void {
    this.position = this.buffer.writeUInt32LE(value, this.position);
  }

  u64(value: bigint): void {
    this.position = this.buffer.writeBigUInt64LE(value, this.position);
  }

  utf16(text: string): void {
    this.position += this.buffer.write(text, this.position, 'utf16le');
  }

  bytes(value: Buffer): void {
    this.position += value.copy(this.buffer, this.position);
  }

  /** Leaves four bytes for a size and gives where they are; `closeSize` fills in what was written since. */
  openSize(): number {
    const at = this.position;
    this.position += 4;
    return at;
  }

  closeSize(at: number): void {
    this.buffer.writeUInt32LE(this.position - at - 4, at);
  }
}
