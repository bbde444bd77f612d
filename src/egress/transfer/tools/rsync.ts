import { optionGrammar, readOptions } from '../options.ts';
import { portOf, remotePath, schemeEncrypts, targetOf, urlTarget } from '../target.ts';
import type { TransferReading, TransferTarget } from '../transfer.ts';
import type { ToolCall, TransferTool } from '../transfer-tool.ts';

/** rsync 3.4 (rsync.1). It takes no shortened names. */
const OPTIONS = optionGrammar(
  `e,rsh= B,block-size= T,temp-dir= f,filter= M,remote-option= @,modify-window= info= debug= stderr= backup-dir= suffix=
  chmod= checksum-choice= cc= max-map-size= write-size= rsync-path= max-delete= max-size= min-size= max-alloc=
  partial-dir= usermap= groupmap= chown= timeout= contimeout= compare-dest= copy-dest= link-dest= compress-choice= zc=
  compress-level= zl= skip-compress= exclude= exclude-from= include= include-from= files-from= copy-as= address= port=
  sockopts= outbuf= out-format= log-format= log-file= log-file-format= password-file= early-input= bwlimit= stop-after=
  time-limit= stop-at= write-batch= only-write-batch= read-batch= protocol= iconv= checksum-seed= config= dparam=
  n,dry-run`,
);

interface Place extends TransferTarget {
  readonly daemon: boolean;
}

function placeOf(text: string, windows: boolean): Place | undefined {
  const url = urlTarget(text);
  if (url !== undefined) return { ...url, daemon: url.scheme === 'rsync' };
  const daemon = /^[^/]{1,320}?::/.test(text);
  const remote = remotePath(daemon ? text.replace('::', ':') : text, windows);
  return remote === undefined ? undefined : { ...remote, daemon };
}

function read({ program, words, windows }: ToolCall): TransferReading | undefined {
  const options = readOptions(words, OPTIONS);
  if (options.has('server'))
    return options.has('sender')
      ? {
          direction: 'upload',
          carries: 'files',
          files: options.operands.slice(1),
          certainty: 0.8,
          reason: 'rsync gives files to the host that called (--server --sender)',
        }
      : {
          direction: 'download',
          carries: 'none',
          certainty: 0.8,
          reason: 'rsync takes files from the host that called (--server)',
        };
  if (options.has('daemon'))
    return {
      direction: 'listen',
      carries: 'files',
      certainty: 0.9,
      reason: 'rsync waits for others as a daemon',
    };
  const { operands } = options;
  const places = operands.map((operand) => placeOf(operand, windows));
  const to = operands.length > 1 ? places.at(-1) : undefined;
  const from = places.slice(0, Math.max(1, operands.length - 1)).find((place) => place !== undefined);
  const other = to ?? from;
  if (other === undefined) return undefined;
  const shell = options.value('rsh');
  const secured = program === 'rsync-ssl' || schemeEncrypts(other.scheme) === true;
  const common = {
    target: targetOf({
      scheme: other.daemon ? 'rsync' : (other.scheme ?? 'ssh'),
      user: other.user,
      host: other.host,
      path: other.path,
      port: other.port ?? portOf(options.value('port')) ?? portOf(/-p\s*(\d+)/.exec(shell ?? '')?.[1]),
    }),
    encryptsChannel:
      secured || (other.daemon ? shell !== undefined && /ssh/.test(shell) : !/\brsh\b/.test(shell ?? '')),
  };
  if (options.has('dry-run', 'list-only') || operands.length < 2)
    return {
      ...common,
      direction: 'download',
      carries: 'none',
      certainty: 0.8,
      reason: 'rsync only lists or tries',
    };
  const local = operands.slice(0, -1).filter((_, index) => places[index] === undefined);
  if (to !== undefined && local.length > 0)
    return {
      ...common,
      direction: 'upload',
      carries: 'files',
      files: local,
      certainty: 0.95,
      reason: 'rsync copies local files to another host',
    };
  if (to !== undefined)
    return {
      ...common,
      direction: 'both',
      carries: 'none',
      certainty: 0.7,
      reason: 'rsync copies from one host to another',
    };
  return {
    ...common,
    direction: 'download',
    carries: 'none',
    certainty: 0.95,
    reason: 'rsync copies files from another host',
  };
}

/** Direction is told by the side that has `host:`, `host::module` or a URL. */
export const rsync: TransferTool = {
  id: 'rsync',
  names: ['rsync', 'rsync-ssl', 'openrsync'],
  read,
  shape: (words) => {
    const archive = words.some(
      (word) => /^-[a-zA-Z]{2,16}$/.test(word) && word.includes('a') && /[vz]/.test(word),
    );
    const remote = words.some((word) =>
      /^(?:[\w.-]{1,64}@[\w.-]{1,255}|[\w-]{1,64}(?:\.[\w-]{1,64}){1,8})::?[\w./~-]{1,512}$/.test(word),
    );
    return archive && remote && words.length >= 3 ? 'rsync' : undefined;
  },
};
