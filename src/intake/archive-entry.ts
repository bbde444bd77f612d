/** A file inside an archive, before it is known whether it is packed again. */
export interface ArchiveEntry {
  /** As the archive has it. */
  readonly name: string;
  readonly size: number | undefined;
  /** Its bytes, unpacked. To be read once, before the next entry is asked for; may be left unread. */
  readonly bytes: AsyncIterable<Buffer>;
}
