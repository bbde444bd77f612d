import { optionGrammar, readOptions } from '../options.ts';
import { portOf, targetOf } from '../target.ts';
import type { TransferReading } from '../transfer.ts';
import type { ToolCall, TransferTool } from '../transfer-tool.ts';

const PING = optionGrammar('c= i= I= l= m= M= N= p= Q= s= S= t= T= w= W= A= F= g= G= h= k= K= z= e= O B D');
const WINDOWS = optionGrammar('n= l= i= v= r= s= j= k= w= S= c= p= t a f R 4 6', {
  slash: true,
  singleDash: true,
});
const HPING = optionGrammar(
  'c,count= i,interval= I,interface= d,data= E,file= e,sign= p,destport= s,baseport= a,spoof= t,ttl= N,id= w,win= C,icmptype= K,icmpcode= o,tos= O,tcpoff= M,setseq= L,setack= 9,listen= g= m,mtu= G= j,dump J,print',
);
const NPING = optionGrammar(
  'data= data-string= data-length= p,dest-port= g,source-port= c,count= delay= rate= e,interface= S,source-ip= ttl= flags= icmp-type= icmp-code= echo-client= echo-server=',
);

function read({ program, words, windows }: ToolCall): TransferReading | undefined {
  if (program.startsWith('hping')) {
    const options = readOptions(words, HPING);
    const file = options.value('file');
    const target = targetOf({
      scheme: 'icmp',
      host: options.operands[0],
      port: portOf(options.value('destport')),
    });
    if (options.has('listen'))
      return { direction: 'listen', carries: 'none', reason: 'hping waits for packets' };
    return file === undefined
      ? {
          direction: 'unknown',
          carries: 'none',
          target,
          certainty: 0.5,
          encryptsChannel: false,
          reason: 'hping sends packets of its own making',
        }
      : {
          direction: 'upload',
          carries: 'files',
          files: [file],
          target,
          encryptsChannel: false,
          certainty: 0.9,
          reason: 'hping sends a file in packets (--file)',
        };
  }
  if (program === 'nping') {
    const options = readOptions(words, NPING);
    const data = options.has('data', 'data-string');
    return {
      direction: 'unknown',
      carries: data ? 'literal' : 'none',
      target: targetOf({ scheme: 'icmp', host: options.operands[0] }),
      encryptsChannel: false,
      certainty: 0.5,
      reason: 'nping sends packets of its own making',
    };
  }
  const options = readOptions(words, windows ? WINDOWS : PING);
  const host = options.operands.at(-1);
  if (host === undefined) return undefined;
  const filled = !windows && options.has('p');
  return {
    direction: 'unknown',
    carries: filled ? 'literal' : 'none',
    target: targetOf({ scheme: 'icmp', host }),
    encryptsChannel: false,
    certainty: filled ? 0.6 : 0.3,
    reason: filled ? 'ping sends bytes of its arguments (-p)' : 'ping only asks whether a host is there',
  };
}

export const ping: TransferTool = {
  id: 'ping',
  names: ['ping', 'ping6', 'fping', 'vmkping', 'hping', 'hping3', 'hping2', 'nping'],
  read,
};
