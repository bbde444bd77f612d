import { optionGrammar, readOptions } from '../options.ts';
import { hostAndPort, portOf, schemeEncrypts, targetOf, urlTarget } from '../target.ts';
import type { TransferReading } from '../transfer.ts';
import type { ToolCall, TransferTool } from '../transfer-tool.ts';

/** tnftp (NetBSD, macOS, Debian), inetutils, netkit: `-u URL file` uploads, `-o` saves. */
const POSIX = optionGrammar('N= o= P= q= r= s= T= u= x= k= c= D= S= U= w= z? b=');
const WINDOWS = optionGrammar('s= A a d g i n v w= x= r= b=', { slash: true, singleDash: true });

function read({ words, windows }: ToolCall): TransferReading | undefined {
  const script = windows ? words.find((word) => /^[-/]s:/i.test(word)) : undefined;
  const options = readOptions(
    windows ? words.filter((word) => !/^[-/][swxrb]:/i.test(word)) : words,
    windows ? WINDOWS : POSIX,
  );
  const { operands } = options;
  const destination = windows ? undefined : options.value('u');
  if (destination !== undefined) {
    const target = urlTarget(destination) ?? placeTarget(destination, undefined);
    return {
      direction: 'upload',
      carries: 'files',
      files: operands,
      target,
      encryptsChannel: schemeEncrypts(target?.scheme),
      certainty: 0.95,
      reason: 'ftp uploads files (-u)',
    };
  }
  const [place, port] = operands;
  if (script !== undefined)
    return {
      direction: 'unknown',
      carries: 'unknown',
      target: place === undefined ? undefined : placeTarget(place, undefined),
      encryptsChannel: false,
      certainty: 0.7,
      reason: 'ftp runs commands of a script that is not seen (-s)',
    };
  if (place === undefined) return undefined;
  const url = urlTarget(place);
  if (url !== undefined && /[^/]$/.test(url.path ?? '/'))
    return {
      direction: 'download',
      carries: 'none',
      target: url,
      encryptsChannel: schemeEncrypts(url.scheme),
      reason: 'ftp fetches a file',
    };
  const colon = place.indexOf(':');
  if (url === undefined && colon > 1 && !windows && !/^\d+$/.test(place.slice(colon + 1)))
    return {
      direction: 'download',
      carries: 'none',
      target: placeTarget(place.slice(0, colon), undefined),
      encryptsChannel: false,
      certainty: 0.7,
      reason: 'ftp fetches a file',
    };
  return {
    direction: 'interactive',
    carries: 'unknown',
    target: url ?? placeTarget(place, port),
    encryptsChannel: url === undefined ? false : schemeEncrypts(url.scheme),
    certainty: 0.85,
    reason: 'ftp waits for commands, typed or fed: what it moves is not in its arguments',
  };
}

function placeTarget(place: string, port: string | undefined): ReturnType<typeof targetOf> {
  const at = place.lastIndexOf('@');
  const read = hostAndPort(place.slice(at + 1));
  return targetOf({
    scheme: 'ftp',
    user: at < 0 ? undefined : place.slice(0, at).split(':')[0],
    host: read.host,
    port: read.port ?? portOf(port),
  });
}

/** The classic clients: their commands come from a person or are fed in. */
export const ftp: TransferTool = {
  id: 'ftp',
  names: [
    'ftp',
    'tnftp',
    'lukemftp',
    'inetutils-ftp',
    'netkit-ftp',
    'pftp',
    'gftp',
    'yafc',
    'ftp-ssl',
    'ftps',
    'ncftp',
    'ncftp3',
  ],
  read,
};
