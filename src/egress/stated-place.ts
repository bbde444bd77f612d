/** Whom a command line itself names as receiver, where nothing on the wire does: a bucket, an account, a host. */
import { identifyDestination } from './destination.ts';
import type { Transfer, TransferTarget } from './transfer/transfer.ts';

/** Options that lead a connection elsewhere than its target says. */
const LEADS_ASTRAY: Readonly<Record<string, RegExp>> = {
  curl: /^(?:-x|--(?:resolve|connect-to|proxy|preproxy|socks|config)|-K)/,
  wget: /^(?:-e|--execute|--config)/,
  ssh: /^-[46AaCfGgKkMNnqsTtVvXxYy]*[FJ]|proxy(?:command|jump)|hostname/i,
};
const LIKE_SSH = new Set(['scp', 'sftp', 'rsync', 'git', 'borg', 'sshfs', 'mosh', 'autossh']);
const LONGEST = 512;

/**
 * The receiver in one text, equal for equal receivers. It is a claim: whoever writes the arguments writes it, so it tells one
 * use of a program from another and proves nobody's identity. `undefined` when none is named, when an option leads
 * elsewhere, or when the name on the wire says otherwise.
 */
export function statedPlace(
  { tool, target }: Transfer,
  words: readonly string[],
  nameOnTheWire: string | undefined,
): string | undefined {
  if (target === undefined) return undefined;
  const astray = LEADS_ASTRAY[LIKE_SSH.has(tool) ? 'ssh' : tool];
  if (astray !== undefined && words.some((word) => astray.test(word.slice(0, LONGEST)))) return undefined;
  const host = target.host?.toLowerCase();
  if (nameOnTheWire !== undefined && host !== undefined && host !== nameOnTheWire.toLowerCase())
    return undefined;
  const account = accountOf(target, host);
  if (host === undefined && account === undefined) return undefined;
  // An address in the arguments says no more than the address on the wire.
  if (host !== undefined && /^[\d.]+$|:/.test(host)) return undefined;
  const user = target.user === undefined ? '' : `${target.user}@`;
  return `${target.scheme ?? ''}://${user}${host ?? ''}/${account ?? ''}`.slice(0, LONGEST);
}

/** The first part of the path, where the host alone does not tell whose place it is; the rest changes from day to day. */
function accountOf({ path, scheme }: TransferTarget, host: string | undefined): string | undefined {
  const [first] = (path ?? '').replace(/^\/+/, '').split('/');
  if (first === undefined || first === '') return undefined;
  if (host === undefined) return first;
  return scheme !== 'ssh' && identifyDestination(host, undefined).tenant === 'unknown' ? first : undefined;
}
