/** Clients of logs, queues and chat that send what they are given. */
import { optionGrammar, readOptions } from '../options.ts';
import type { OptionGrammar } from '../options.ts';
import { payloadOf } from '../payload.ts';
import { hostAndPort, portOf, targetOf } from '../target.ts';
import type { TransferReading } from '../transfer.ts';
import type { ToolCall, TransferTool } from '../transfer-tool.ts';

interface Sender {
  readonly grammar: OptionGrammar;
  readonly host: readonly string[];
  readonly port: readonly string[];
  readonly files: readonly string[];
  readonly texts: readonly string[];
  readonly fed: readonly string[];
  readonly scheme: string;
}

const SENDERS: Readonly<Record<string, Sender>> = {
  mosquitto_pub: {
    grammar: optionGrammar(
      'h,host= p,port= t,topic= f,file= m,message= u,username= P,pw= i,id= q,qos= L,url= cafile= cert= key= l,stdin-line s,stdin-file A= k,keepalive= V= will-payload= will-topic=',
    ),
    host: ['host'],
    port: ['port'],
    files: ['file'],
    texts: ['message'],
    fed: ['stdin-line', 'stdin-file'],
    scheme: 'mqtt',
  },
  kcat: {
    grammar: optionGrammar('b= t= p= P C L X= F= z= K= D= H= k= G= o= c= f= s= l'),
    host: ['b'],
    port: [],
    files: [],
    texts: [],
    fed: ['P'],
    scheme: 'kafka',
  },
  logger: {
    grammar: optionGrammar(
      'n,server= P,port= f,file= t,tag= p,priority= i= u,socket= prio-prefix T,tcp d,udp rfc5424? size= S= sd-id= sd-param= msgid=',
    ),
    host: ['server'],
    port: ['port'],
    files: ['file'],
    texts: [],
    fed: [],
    scheme: 'syslog',
  },
};

function read({ program, words }: ToolCall): TransferReading | undefined {
  const name = program === 'kafkacat' ? 'kcat' : program;
  const sender = SENDERS[name];
  if (sender === undefined) return undefined;
  const options = readOptions(words, sender.grammar);
  const host = sender.host.map((option) => options.value(option)).find((value) => value !== undefined);
  // A log entry of this host.
  if (host === undefined) return undefined;
  const place = hostAndPort(host.split(',')[0] ?? '');
  const target = targetOf({
    scheme: sender.scheme,
    host: place.host,
    port:
      place.port ??
      portOf(sender.port.map((option) => options.value(option)).find((value) => value !== undefined)),
  });
  if (name === 'kcat' && !options.has('P'))
    return { direction: 'download', carries: 'none', target, reason: 'kcat only reads from a queue' };
  const files = [
    ...sender.files.flatMap((option) => options.values(option)),
    ...(name === 'kcat' ? options.operands : []),
  ];
  const payload = payloadOf(files);
  const text =
    sender.texts.some((option) => options.has(option)) || (name === 'logger' && options.operands.length > 0);
  return {
    direction: 'upload',
    ...payload,
    carries: payload.carries !== 'none' ? payload.carries : text ? 'literal' : 'stdin',
    target,
    encryptsChannel: options.has('cafile') ? true : undefined,
    reason: `${program} sends ${payload.carries === 'files' ? 'a file' : 'a message'} to another host`,
  };
}

export const messageSenders: TransferTool = {
  id: 'message-sender',
  names: ['mosquitto_pub', 'kcat', 'kafkacat', 'logger'],
  family: true,
  read,
};
