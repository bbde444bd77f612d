import { spawnSync } from 'node:child_process';

const RETRY_RANDOM = 'cf21ad74e59a6111be1d8c021e65b891c2a211167abb8c5e079e09e2c8a8339c';

/** A hello as tshark shows it. */
export interface SharkHello {
  readonly stream: string;
  readonly isClient: boolean;
  readonly source: string;
  readonly port: number;
  readonly otherPort: number;
  readonly version: number;
  readonly ciphers: readonly number[];
  readonly serverName: string | undefined;
  readonly alpn: readonly string[];
  readonly supportedVersions: readonly number[];
  /** JA3 or JA3S; `undefined` where this tshark has none (DTLS). */
  readonly fingerprint: string | undefined;
}

/** A chain of certificates as tshark shows it, as hex. */
export interface SharkChain {
  readonly stream: string;
  readonly source: string;
  readonly certificates: readonly string[];
}

export function hasTshark(): boolean {
  return spawnSync('tshark', ['--version']).status === 0;
}

/** All hellos and chains of a capture file in order. `protocol` is `tls` or `dtls`. */
export function sharkHandshakes(
  path: string,
  protocol: 'tls' | 'dtls',
): { readonly hellos: readonly SharkHello[]; readonly chains: readonly SharkChain[] } {
  const transport = protocol === 'tls' ? 'tcp' : 'udp';
  const shake = `${protocol}.handshake`;
  const fields = [
    `${transport}.stream`,
    'ip.src',
    'ipv6.src',
    `${transport}.srcport`,
    `${transport}.dstport`,
    `${shake}.type`,
    `${shake}.version`,
    `${shake}.ciphersuite`,
    `${shake}.extensions_server_name`,
    `${shake}.extensions_alpn_str`,
    `${shake}.extensions.supported_version`,
    `${shake}.random`,
    ...(protocol === 'tls' ? ['tls.handshake.ja3', 'tls.handshake.ja3s'] : []),
    `${shake}.certificate`,
  ];
  const filter = `${shake}.type == 1 || ${shake}.type == 2 || ${shake}.type == 11`;
  const reading = ['-r', path, '-n', '-2', '-R', filter];
  const writing = ['-T', 'fields', '-E', 'separator=/t', '-E', 'aggregator=;'];
  const { stdout, status, stderr } = spawnSync(
    'tshark',
    [...reading, ...writing, ...fields.flatMap((field) => ['-e', field])],
    { encoding: 'utf8', maxBuffer: 1 << 28 },
  );
  if (status !== 0 && stdout === '') throw new Error(`tshark failed: ${stderr}`);
  const rows = stdout.split('\n').filter((line) => line !== '');
  const cells = rows.map((line) => new Map(line.split('\t').map((cell, i) => [fields[i]!, cell])));
  return {
    hellos: cells.flatMap((row) => helloOf(row, transport, shake)),
    chains: cells.flatMap((row) => {
      const certificates = list(row.get(`${shake}.certificate`));
      if (certificates.length === 0) return [];
      return [{ stream: row.get(`${transport}.stream`)!, source: sourceOf(row), certificates }];
    }),
  };
}

function helloOf(row: ReadonlyMap<string, string>, transport: string, shake: string): SharkHello[] {
  const types = list(row.get(`${shake}.type`));
  const isClient = types.includes('1');
  if (!isClient && !types.includes('2')) return [];
  if (row.get(`${shake}.random`)?.replaceAll(':', '') === RETRY_RANDOM) return [];
  return [
    {
      stream: row.get(`${transport}.stream`)!,
      isClient,
      source: sourceOf(row),
      port: Number(row.get(`${transport}.srcport`)),
      otherPort: Number(row.get(`${transport}.dstport`)),
      version: Number(list(row.get(`${shake}.version`))[0]),
      ciphers: list(row.get(`${shake}.ciphersuite`)).map(Number),
      serverName: row.get(`${shake}.extensions_server_name`) || undefined,
      alpn: list(row.get(`${shake}.extensions_alpn_str`)),
      supportedVersions: list(row.get(`${shake}.extensions.supported_version`)).map(Number),
      fingerprint: row.get(isClient ? 'tls.handshake.ja3' : 'tls.handshake.ja3s') || undefined,
    },
  ];
}

function sourceOf(row: ReadonlyMap<string, string>): string {
  return row.get('ip.src') || row.get('ipv6.src') || '';
}

function list(cell: string | undefined): readonly string[] {
  return cell === undefined || cell === '' ? [] : cell.split(';');
}
