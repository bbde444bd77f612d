/** File clients whose name states the direction: ncftpput, BusyBox ftpput, wput. */
import { optionGrammar, readOptions } from '../options.ts';
import { hostAndPort, portOf, schemeEncrypts, targetOf, urlTarget } from '../target.ts';
import type { TransferReading } from '../transfer.ts';
import type { ToolCall, TransferTool } from '../transfer-tool.ts';

const NCFTP = optionGrammar('u= p= P= f= j= d= e= r= t= U= T= X= Y= S= W= B= o= m R z Z F E A a V v c C');
const BUSYBOX = optionGrammar('u,username= p,password= P,port= v,verbose c,continue');
const WPUT = optionGrammar(
  'o= a= i= O= T= t= w= l= m= Y= F= basename= input-file= limit-rate= bind-address=',
);

function read({ program, words }: ToolCall): TransferReading | undefined {
  if (program === 'wput') {
    const { operands } = readOptions(words, WPUT);
    const url = operands.find((operand) => urlTarget(operand) !== undefined);
    const target = url === undefined ? undefined : urlTarget(url);
    return operands.length === 0
      ? undefined
      : {
          direction: 'upload',
          carries: 'files',
          files: operands.filter((operand) => operand !== url),
          target,
          encryptsChannel: schemeEncrypts(target?.scheme),
          reason: 'wput uploads files',
        };
  }
  const busybox = program === 'ftpput' || program === 'ftpget';
  const options = readOptions(words, busybox ? BUSYBOX : NCFTP);
  const up = program.endsWith('put');
  // With a login file (-f) the host stands there.
  const stated = !busybox && options.has('f');
  const place = stated ? undefined : options.operands[0];
  const rest = stated ? options.operands : options.operands.slice(1);
  if (place === undefined && rest.length === 0) return undefined;
  const found = place === undefined ? undefined : (urlTarget(place) ?? hostAndPort(place));
  const target = targetOf({
    scheme: 'ftp',
    user: options.value('u', 'username'),
    host: found?.host,
    port: found?.port ?? portOf(options.value('P', 'port')),
  });
  const common = { target, encryptsChannel: false };
  if (!up) return { ...common, direction: 'download', carries: 'none', reason: `${program} fetches files` };
  // `ftpput host remote local`, `ncftpput host folder local...`
  const files = rest.length === 1 && busybox ? rest : rest.slice(1);
  const fed = options.has('c') && !busybox;
  return {
    ...common,
    direction: 'upload',
    carries: fed || files.includes('-') ? 'stdin' : 'files',
    files: fed ? [] : files.filter((file) => file !== '-'),
    certainty: 0.95,
    reason: `${program} uploads ${fed ? 'what is fed into it' : 'files'}`,
  };
}

export const ftpKin: TransferTool = {
  id: 'ftp-kin',
  names: ['ncftpput', 'ncftpget', 'ftpput', 'ftpget', 'wput'],
  family: true,
  read,
};
