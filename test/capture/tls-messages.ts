/** A TLS extension: its type and content. */
export type Extension = readonly [type: number, content: Buffer];

export interface HelloParts {
  readonly version?: number;
  readonly ciphers?: readonly number[];
  readonly extensions?: readonly Extension[];
  /** DTLS has one more field. */
  readonly isDatagram?: boolean;
}

export function u16(...values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(2 * values.length);
  values.forEach((value, i) => bytes.writeUInt16BE(value, 2 * i));
  return bytes;
}

/** A list with its length in `width` bytes before it. */
export function vector(width: 1 | 2 | 3, content: Buffer): Buffer {
  const head = Buffer.alloc(width);
  head.writeUIntBE(content.length, 0, width);
  return Buffer.concat([head, content]);
}

export function serverName(name: string): Extension {
  return [0, vector(2, Buffer.concat([Buffer.from([0]), vector(2, Buffer.from(name))]))];
}

export function alpn(...names: readonly string[]): Extension {
  return [16, vector(2, Buffer.concat(names.map((name) => vector(1, Buffer.from(name, 'latin1')))))];
}

export function supportedVersions(...versions: readonly number[]): Extension {
  return [43, vector(1, u16(...versions))];
}

export function message(type: number, body: Buffer): Buffer {
  return Buffer.concat([Buffer.from([type]), vector(3, body)]);
}

export function clientHello(parts: HelloParts = {}): Buffer {
  const { version = 0x0303, ciphers = [0x1301, 0xc02f], extensions = [], isDatagram = false } = parts;
  return message(
    1,
    Buffer.concat([
      u16(version),
      Buffer.alloc(32, 0x5a),
      vector(1, Buffer.alloc(isDatagram ? 0 : 32, 0x11)),
      ...(isDatagram ? [vector(1, Buffer.alloc(0))] : []),
      vector(2, u16(...ciphers)),
      Buffer.from([1, 0]),
      extensionList(extensions),
    ]),
  );
}

export function serverHello(cipher: number, extensions: readonly Extension[] = [], version = 0x0303): Buffer {
  return message(
    2,
    Buffer.concat([
      u16(version),
      Buffer.alloc(32, 0x77),
      vector(1, Buffer.alloc(0)),
      u16(cipher),
      Buffer.from([0]),
      extensionList(extensions),
    ]),
  );
}

/** One record of the record layer. */
export function record(type: number, body: Buffer, version = 0x0301): Buffer {
  return Buffer.concat([Buffer.from([type]), u16(version), vector(2, body)]);
}

function extensionList(extensions: readonly Extension[]): Buffer {
  return vector(
    2,
    Buffer.concat(extensions.map(([type, content]) => Buffer.concat([u16(type), vector(2, content)]))),
  );
}
