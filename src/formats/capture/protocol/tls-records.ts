/** Record types (RFC 8446, 5.1; 24 is Heartbeat, RFC 6520). */
export const TLS_RECORD = {
  changeCipher: 20,
  alert: 21,
  handshake: 22,
  applicationData: 23,
  heartbeat: 24,
} as const;

/** Handshake messages of one side in clear are never longer in sum: certificates make up most of it. */
const MOST_HANDSHAKE = 65_536;
/** 2^14 plus what encryption may add (RFC 5246, 6.2.3). */
const LONGEST_RECORD = 16_384 + 2048;

/** What one side sent, as far as it is in clear. */
export interface TlsRecords {
  /** Handshake messages until encryption begins, one behind the other. */
  readonly handshake: Buffer;
  /** A record of encrypted content followed: the handshake went on. */
  readonly isEncrypted: boolean;
  readonly hasApplicationData: boolean;
  /** Fatal alert in clear, by number; 0 is never one. */
  readonly alert: number;
  /** Version field of the first record. */
  readonly version: number;
}

/** Length of the sound record at `at` with its header, or 0. */
export function tlsRecordLength(bytes: Buffer, at: number): number {
  if (at + 5 > bytes.length) return 0;
  const type = bytes.readUInt8(at);
  if (type < TLS_RECORD.changeCipher || type > TLS_RECORD.heartbeat) return 0;
  if (bytes.readUInt8(at + 1) !== 3 || bytes.readUInt8(at + 2) > 4) return 0;
  const length = bytes.readUInt16BE(at + 3);
  return length > 0 && length <= LONGEST_RECORD ? length + 5 : 0;
}

/** Reads the records from `at` on, as far as they are sound. */
export function readTlsRecords(bytes: Buffer, at: number): TlsRecords {
  const parts: Buffer[] = [];
  let total = 0;
  let isEncrypted = false;
  let hasApplicationData = false;
  let alert = 0;
  const version = at + 3 <= bytes.length ? bytes.readUInt16BE(at + 1) : 0;
  for (let record = at; ;) {
    const length = tlsRecordLength(bytes, record);
    if (length === 0) break;
    const type = bytes.readUInt8(record);
    const body = bytes.subarray(record + 5, record + length);
    if (type === TLS_RECORD.applicationData) hasApplicationData = true;
    if (type === TLS_RECORD.changeCipher || type === TLS_RECORD.applicationData) isEncrypted = true;
    else if (type === TLS_RECORD.alert && !isEncrypted && body.length === 2 && body.readUInt8(0) === 2)
      alert = body.readUInt8(1);
    else if (type === TLS_RECORD.handshake && !isEncrypted && total < MOST_HANDSHAKE) {
      parts.push(body);
      total += body.length;
    }
    record += length;
  }
  const handshake = parts.length === 1 ? parts[0]! : Buffer.concat(parts);
  return { handshake, isEncrypted, hasApplicationData, alert, version };
}

/** How many sound records stand in a row from `at` on, up to `most`; the last one may be cut short. */
export function countTlsRecords(bytes: Buffer, at: number, most: number): number {
  let count = 0;
  for (let record = at; count < most && record < bytes.length; count++) {
    const length = tlsRecordLength(bytes, record);
    if (length === 0) return 0;
    record += length;
  }
  return count;
}

/** Calls `read` for each handshake message; a message that is cut short comes with what there is of it. */
export function eachHandshakeMessage(
  handshake: Buffer,
  read: (type: number, body: Buffer, isWhole: boolean) => void,
): void {
  for (let at = 0; at + 4 <= handshake.length;) {
    const length = handshake.readUIntBE(at + 1, 3);
    const end = at + 4 + length;
    read(handshake.readUInt8(at), handshake.subarray(at + 4, end), end <= handshake.length);
    at = end;
  }
}
