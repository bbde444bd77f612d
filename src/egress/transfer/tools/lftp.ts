import { optionGrammar, readOptions } from '../options.ts';
import { commandWords } from '../command-words.ts';
import { hostAndPort, portOf, schemeEncrypts, targetOf, urlTarget } from '../target.ts';
import type { TransferReading, TransferTarget } from '../transfer.ts';
import type { ToolCall, TransferTool } from '../transfer-tool.ts';

const OPTIONS = optionGrammar('e= u,user= p,port= f= c= s= password= env-password rcfile= norc d debug?');
const PUT = optionGrammar('o= O= P= c E a f');
const MIRROR = optionGrammar(
  `x,exclude= X,exclude-glob= i,include= I,include-glob= P,parallel= use-pget-n= O= f,file= F,directory= N,newer-than=
  older-than= size-range= Remove-source-files script= target-directory= log= max-errors= on-change= overwrite R,reverse`,
);

interface Work {
  readonly direction: 'upload' | 'download';
  readonly files: readonly string[];
}

/** What one command of lftp moves. */
function workOf([name = '', ...words]: readonly string[]): Work | undefined {
  if (/^(?:put|mput|reput)$/.test(name)) {
    const options = readOptions(words, PUT);
    return { direction: 'upload', files: options.operands };
  }
  if (name === 'mirror') {
    const options = readOptions(words, MIRROR);
    return options.has('reverse')
      ? {
          direction: 'upload',
          files: [...options.values('file', 'directory'), ...options.operands.slice(0, 1)],
        }
      : { direction: 'download', files: [] };
  }
  return /^(?:get|mget|pget|get1|reget|cat|zcat|more|less)$/.test(name)
    ? { direction: 'download', files: [] }
    : undefined;
}

function read({ words }: ToolCall): TransferReading | undefined {
  const options = readOptions(words, OPTIONS);
  const texts = options.values('c', 'e');
  const commands = texts.flatMap((text) => commandWords(text));
  const opened = commands.find(([name]) => name === 'open' || name === 'lftp');
  const place = options.operands[0] ?? readOptions(opened?.slice(1) ?? [], OPTIONS).operands[0];
  const user = options.value('user')?.split(',')[0];
  const target = place === undefined ? undefined : placeTarget(place, user, portOf(options.value('port')));
  const secured = commands.some(
    (words) =>
      words[0] === 'set' && /ssl-force/.test(words[1] ?? '') && /^(?:true|yes|1)/.test(words[2] ?? ''),
  );
  const common = {
    target,
    encryptsChannel: secured ? true : target?.scheme === 'ftp' ? undefined : schemeEncrypts(target?.scheme),
  };
  const works = commands.flatMap((words) => workOf(words) ?? []);
  const up = works.filter(({ direction }) => direction === 'upload');
  if (up.length > 0)
    return {
      ...common,
      direction: up.length < works.length ? 'both' : 'upload',
      carries: 'files',
      files: up.flatMap(({ files }) => files),
      certainty: 0.95,
      reason: 'lftp uploads files (put, mput or mirror -R)',
    };
  if (works.length > 0)
    return { ...common, direction: 'download', carries: 'none', reason: 'lftp only fetches' };
  if (options.has('f'))
    return {
      ...common,
      direction: 'unknown',
      carries: 'unknown',
      certainty: 0.6,
      reason: 'lftp runs commands of a script that is not seen (-f)',
    };
  return target === undefined
    ? undefined
    : {
        ...common,
        direction: 'interactive',
        carries: 'unknown',
        certainty: 0.8,
        reason: 'lftp waits for commands, typed or fed',
      };
}

function placeTarget(
  place: string,
  user: string | undefined,
  port: number | undefined,
): TransferTarget | undefined {
  const url = urlTarget(place);
  if (url !== undefined)
    return { ...url, ...(user === undefined ? {} : { user }), ...(port === undefined ? {} : { port }) };
  const at = place.lastIndexOf('@');
  const read = hostAndPort(place.slice(at + 1));
  return targetOf({
    scheme: 'ftp',
    user: user ?? (at < 0 ? undefined : place.slice(0, at)),
    host: read.host,
    port: read.port ?? port,
  });
}

/** lftp: its commands stand in `-c` and `-e`. */
export const lftp: TransferTool = { id: 'lftp', names: ['lftp'], read };
