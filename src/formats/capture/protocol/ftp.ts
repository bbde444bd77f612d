import { canonicalAddress } from '../../../event/address.ts';
import type { TextLine } from './line-protocol.ts';

/** A file or listing that went over a data connection of its own. */
export interface FtpTransfer {
  /** `STOR`, `APPE` and `STOU` send to the server, `RETR` fetches, the others list. */
  readonly command: string;
  readonly path: string;
  /** Where the data connection leads; without an address (EPSV) to the server itself. `undefined` when not announced. */
  readonly address: string | undefined;
  readonly port: number | undefined;
}

/** What an FTP control connection (RFC 959, 2428) showed. */
export interface FtpFacts {
  readonly greeting: string | undefined;
  readonly user: string | undefined;
  readonly transfers: readonly FtpTransfer[];
}

/** An FTP data connection, by what a control connection announced. */
export interface FtpDataFacts {
  /** Address and port of both ends of the control connection. */
  readonly controlInitiator: string;
  readonly controlResponder: string;
  /** `undefined` when the command was not seen. */
  readonly command: string | undefined;
  readonly path: string | undefined;
}

/** Where a data connection will lead, as a line of a control connection says. */
export interface FtpEndpoint {
  /** `undefined` where the reply leaves it to be the server's own (RFC 2428). */
  readonly address: string | undefined;
  readonly port: number;
}

const TRANSFERS: ReadonlySet<string> = new Set(['STOR', 'STOU', 'APPE', 'RETR', 'LIST', 'NLST', 'MLSD']);
const COMMANDS =
  /^(?:USER|PASS|ACCT|AUTH|PBSZ|PROT|FEAT|OPTS|SYST|TYPE|MODE|STRU|PASV|EPSV|PORT|EPRT|CWD|CDUP|PWD|XPWD|MKD|RMD|DELE|RNFR|RNTO|SIZE|MDTM|STAT|HELP|NOOP|REST|ABOR|ALLO|SITE|STOR|STOU|APPE|RETR|LIST|NLST|MLSD|MLST|CLNT|LANG|HOST|QUIT)(?: |$)/i;
const MOST_TRANSFERS = 64;
const LONGEST_PATH = 1024;

/** A transfer command of a line, `undefined` for any other line. */
export function ftpTransferOf(line: string): { readonly command: string; readonly path: string } | undefined {
  const command = line.slice(0, 4).toUpperCase();
  if (!TRANSFERS.has(command) || (line.length > 4 && line[4] !== ' ')) return undefined;
  return { command, path: line.slice(5, 5 + LONGEST_PATH) };
}

/** What a line announces: `227`/`229` from the server, PORT or EPRT from the client. */
export function ftpEndpointOf(line: string, fromServer: boolean): FtpEndpoint | undefined {
  if (fromServer) {
    if (line.startsWith('227 ')) return hostPort(line.slice(4));
    const extended = line.startsWith('229 ') ? /\(.{3}(\d{1,5}).\)/.exec(line) : null;
    return extended === null ? undefined : { address: undefined, port: Number(extended[1]) & 0xffff };
  }
  const command = line.slice(0, 5).toUpperCase();
  if (command === 'PORT ') return hostPort(line.slice(5));
  if (command !== 'EPRT ' || line.length < 8) return undefined;
  const parts = line.slice(5).split(line.charAt(5));
  const address = canonicalAddress(parts[2] ?? '');
  return address === undefined || !/^\d{1,5}$/.test(parts[3] ?? '')
    ? undefined
    : { address, port: Number(parts[3]) & 0xffff };
}

/** Facts of a control connection; `undefined` when neither side speaks FTP. */
export function readFtp(client: readonly TextLine[], server: readonly TextLine[]): FtpFacts | undefined {
  const greets = server[0]?.text.startsWith('220') === true;
  // POP3 has some of the same commands, but other answers.
  if (server.length > 0 && !/^\d{3}[ -]/.test(server[0]?.text ?? '')) return undefined;
  const commands = client.filter(({ text }) => COMMANDS.test(text)).length;
  if (
    client.length === 0
      ? !greets || !/ftp/i.test(server[0]?.text ?? '')
      : !isConversation(client, greets, commands)
  ) {
    return undefined;
  }
  const endpoints = [
    ...server.flatMap(({ text }) => ftpEndpointOf(text, true) ?? []),
    ...client.flatMap(({ text }) => ftpEndpointOf(text, false) ?? []),
  ];
  const transfers = client.flatMap(({ text }) => ftpTransferOf(text) ?? []).slice(0, MOST_TRANSFERS);
  return {
    greeting: greets ? server[0]?.text.slice(0, 256) : undefined,
    user: client.find(({ text }) => /^USER /i.test(text))?.text.slice(5, 5 + 256),
    transfers: transfers.map((transfer, i) => ({
      ...transfer,
      address: endpoints[i]?.address,
      port: endpoints[i]?.port,
    })),
  };
}

/** Mail has some of the same words, so a greeting alone is not enough, and one of FTP's own must be there. */
function isConversation(client: readonly TextLine[], greets: boolean, commands: number): boolean {
  if (commands < client.length / 2) return false;
  return (
    client.some(({ text }) => /^(?:USER|AUTH TLS|AUTH SSL|FEAT|PASV|EPSV|SYST|PORT|EPRT)\b/i.test(text)) &&
    (greets || commands >= 2)
  );
}

/** `h1,h2,h3,h4,p1,p2` somewhere in the text. */
function hostPort(text: string): FtpEndpoint | undefined {
  const parts = /(\d{1,3}),(\d{1,3}),(\d{1,3}),(\d{1,3}),(\d{1,3}),(\d{1,3})/
    .exec(text)
    ?.slice(1)
    .map(Number);
  if (parts === undefined || parts.some((part) => part > 255)) return undefined;
  const [a, b, c, d, high = 0, low = 0] = parts;
  return { address: `${a}.${b}.${c}.${d}`, port: high * 256 + low };
}
