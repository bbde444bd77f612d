/** Everyday programs that can send a file though few use them so (GTFOBins, function "upload"). */
import { optionGrammar, readOptions } from '../options.ts';
import { payloadOf } from '../payload.ts';
import { hostAndPort, remotePath, schemeEncrypts, targetOf, urlTarget } from '../target.ts';
import type { TransferReading } from '../transfer.ts';
import type { ToolCall, TransferTool } from '../transfer-tool.ts';

const AB = optionGrammar(
  'n= c= t= s= b= B= p= u= T= v= C= H= A= P= X= y= z= x= g= e= E= f= m= Z= w i k d q S r l',
);
const PRINT = optionGrammar('d= h= H= o= n= P= p= q= t= T= U= i= E m u= a x w W= L= J= C= #= r l');
const TAR = optionGrammar(
  'f,file= C,directory= T,files-from= X,exclude-from= b,blocking-factor= F,info-script= g,listed-incremental= I,use-compress-program= H,format= K= L= N= V,label= rsh-command= rmt-command= exclude= transform= owner= group= mode= mtime= to-command= strip-components= c,create x,extract t,list r,append u,update z j J v force-local',
);
const NMAP = optionGrammar(
  'script= script-args= p= oN= oX= oG= oA= iL= T? e= S= g= D= exclude= min-rate= max-rate= data= data-string= data-length= script-args-file=',
  {},
);

/** Apache's load tester posts a file. */
function ab(words: readonly string[]): TransferReading | undefined {
  const options = readOptions(words, AB);
  const url = options.operands.map((word) => urlTarget(word)).find((target) => target !== undefined);
  if (url === undefined) return undefined;
  const files = options.values('p', 'u');
  const common = { target: url, encryptsChannel: schemeEncrypts(url.scheme) };
  return files.length > 0
    ? { ...common, direction: 'upload', carries: 'files', files, reason: 'ab posts a file (-p)' }
    : { ...common, direction: 'download', carries: 'none', certainty: 0.8, reason: 'ab only fetches' };
}

/** A print job, or the name of one, goes to another host with -h. */
function print(program: string, words: readonly string[]): TransferReading | undefined {
  const options = readOptions(words, PRINT);
  const host = options.value('h') ?? options.value('H');
  if (host === undefined) return undefined;
  const cancels = program === 'cancel';
  const payload = payloadOf(options.operands);
  return {
    direction: 'upload',
    ...(cancels
      ? { carries: 'literal', files: [] }
      : { ...payload, carries: payload.carries === 'none' ? 'stdin' : payload.carries }),
    target: targetOf({ scheme: 'ipp', ...hostAndPort(host) }),
    certainty: 0.6,
    reason: cancels ? 'cancel sends a name to a print server' : `${program} prints on another host`,
  };
}

/** An archive called `host:file` is on another host, reached by rsh or ssh. */
function tar(words: readonly string[], windows: boolean): TransferReading | undefined {
  // The old form: `tar cf host:a files`.
  const old = /^[A-Za-z]{2,12}$/.test(words[0] ?? '') && words[0]?.includes('f') === true;
  const options = readOptions(
    old ? [`-${(words[0] ?? '').replace('f', '')}f`, ...words.slice(1)] : words,
    TAR,
  );
  const file = options.value('file');
  const target =
    file === undefined || windows || options.has('force-local') ? undefined : remotePath(file, windows);
  if (target === undefined) return undefined;
  const encryptsChannel = /ssh/.test(options.value('rsh-command') ?? '') ? true : undefined;
  if (options.has('create', 'append', 'update'))
    return {
      direction: 'upload',
      carries: 'files',
      files: options.operands,
      target: { ...target, scheme: 'rmt' },
      encryptsChannel,
      certainty: 0.9,
      reason: 'tar writes an archive on another host',
    };
  return {
    direction: 'download',
    carries: 'none',
    target: { ...target, scheme: 'rmt' },
    encryptsChannel,
    certainty: 0.85,
    reason: 'tar reads an archive on another host',
  };
}

function nmap(words: readonly string[]): TransferReading | undefined {
  const options = readOptions(words, NMAP);
  const script = options.value('script') ?? '';
  const target = targetOf({ host: options.operands[0] });
  if (/http-put/.test(script)) {
    const file = /http-put\.file=["']?([^,"'}]{1,1024})/.exec(options.value('script-args') ?? '')?.[1];
    return {
      direction: 'upload',
      carries: 'files',
      files: file === undefined ? [] : [file],
      target,
      encryptsChannel: false,
      certainty: 0.85,
      reason: 'nmap puts a file onto a web server (http-put)',
    };
  }
  return target === undefined
    ? undefined
    : {
        direction: 'unknown',
        carries: 'none',
        target,
        encryptsChannel: false,
        certainty: 0.8,
        reason: 'nmap looks which services are there',
      };
}

function read({ program, words, windows }: ToolCall): TransferReading | undefined {
  switch (program) {
    case 'ab':
      return ab(words);
    case 'lp':
    case 'lpr':
    case 'cancel':
      return print(program, words);
    case 'nmap':
      return nmap(words);
    case 'nscurl': {
      const file = words[words.findIndex((word) => word === '--upload' || word === '-T') + 1];
      const uploads = words.some((word) => word === '--upload' || word === '-T');
      const target = words.map((word) => urlTarget(word)).find((place) => place !== undefined);
      return target === undefined
        ? undefined
        : {
            direction: uploads ? 'upload' : 'download',
            carries: uploads ? 'files' : 'none',
            files: uploads && file !== undefined ? [file] : [],
            target,
            encryptsChannel: schemeEncrypts(target.scheme),
            reason: `nscurl ${uploads ? 'uploads a file' : 'only fetches'}`,
          };
    }
    default:
      return tar(words, windows);
  }
}

export const unexpectedSenders: TransferTool = {
  id: 'unexpected-sender',
  names: ['ab', 'lp', 'lpr', 'cancel', 'nmap', 'nscurl', 'tar', 'gtar', 'gnutar'],
  family: true,
  read,
};
