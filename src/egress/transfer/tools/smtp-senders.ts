/** Programs that hand a mail to a server: sendmail and its namesakes, swaks, blat and others. */
import { optionGrammar, readOptions } from '../options.ts';
import { joinPayloads, payloadOf } from '../payload.ts';
import { hostAndPort, portOf, targetOf } from '../target.ts';
import type { TransferReading } from '../transfer.ts';
import type { ToolCall, TransferTool } from '../transfer-tool.ts';

const SENDMAIL = optionGrammar(
  'B= C= D= F= f= h= L= M= N= O= o= p= Q? R= r= V= X= b= q? t i v n A= au= ap= am=',
);
const MSMTP = optionGrammar(
  'C,file= a,account= host= port= timeout= proxy-host= proxy-port= auth? user= passwordeval= tls? tls-starttls? tls-trust-file= tls-fingerprint= f,from= logfile= X= N,dsn-notify= R,dsn-return= domain= t,read-recipients S,serverinfo P,pretend O= o= F= B= h= q?',
);
const SWAKS = optionGrammar(
  `t,to= f,from= s,server= p,port= li,local-interface= lp,local-port= d,data= body= attach= attach-type= attach-name=
  attach-body= add-header,ah= header,h= n,suppress-data a,auth? au,auth-user= ap,auth-password= tls tlsc,tls-on-connect tls-cert=
  tls-key= ehlo,helo,lhlo= timeout= protocol= socket= pipe= l,config= cc= bcc= silent? hide-all quit,quit-after= xclient=
  from-name= proxy-family=`,
  { singleDash: true },
);
const BLAT = optionGrammar(
  'to= cc= bcc= server= f= i= s= subject= body= attach= attacht= attachi= embed= u= pw= port= af= tf= charset= serverSMTP= try= log= t=',
  { singleDash: true, slash: false },
);

function read({ program, words }: ToolCall): TransferReading | undefined {
  if (program === 'swaks') return swaks(words);
  if (program === 'blat' || program === 'mailsend' || program === 'mailsend-go') return blat(program, words);
  if (/^(?:msmtp|mpop)/.test(program)) {
    const options = readOptions(words, MSMTP);
    if (options.has('serverinfo', 'pretend', 'version', 'help') || words.length === 0) return undefined;
    const target = targetOf({
      scheme: 'smtp',
      host: options.value('host'),
      port: portOf(options.value('port')),
    });
    return {
      direction: 'upload',
      carries: 'stdin',
      target,
      encryptsChannel: options.value('tls') === 'on' || options.has('tls') ? true : undefined,
      reason: 'msmtp sends the mail that is fed into it',
    };
  }
  const options = readOptions(words, SENDMAIL);
  const mode = options.value('b');
  if (mode === 'd' || mode === 'D' || mode === 's')
    return { direction: 'listen', carries: 'none', certainty: 0.7, reason: 'the mail server waits for mail' };
  if (mode !== undefined && mode !== 'm') return undefined;
  if (!options.has('t') && options.operands.length === 0) return undefined;
  return {
    direction: 'upload',
    carries: 'stdin',
    certainty: 0.85,
    reason: 'sendmail hands on the mail that is fed into it',
  };
}

function swaks(words: readonly string[]): TransferReading | undefined {
  const options = readOptions(words, SWAKS);
  const server = options.value('server');
  if (server === undefined && !options.has('to')) return undefined;
  const place = hostAndPort(server ?? '');
  const target = targetOf({
    scheme: 'smtp',
    host: place.host,
    port: place.port ?? portOf(options.value('port')),
  });
  const encryptsChannel = options.has('tls', 'tlsc', 'tls-on-connect');
  const quits = options.value('quit-after');
  if (quits !== undefined && !/^(?:data|dot)$/i.test(quits))
    return {
      direction: 'unknown',
      carries: 'none',
      target,
      encryptsChannel,
      certainty: 0.6,
      reason: 'swaks tries a mail server and stops before the mail',
    };
  const marked = options.values('attach', 'data', 'body', 'attach-body');
  // From 2020 on a file is `@file`; before, a value that names a file was read as one.
  const named = marked
    .filter((value) => value.startsWith('@') || value === '-')
    .map((value) => value.replace(/^@/, ''));
  const older = options
    .values('attach')
    .filter((value) => !value.startsWith('@') && /[/\\]|\.\w{1,5}$/.test(value) && !/\s/.test(value));
  const payload = joinPayloads([payloadOf([...named, ...older]), { carries: 'literal', files: [] }]);
  return {
    direction: 'upload',
    ...payload,
    target,
    encryptsChannel,
    certainty: 0.9,
    reason: 'swaks sends a mail',
  };
}

function blat(program: string, words: readonly string[]): TransferReading | undefined {
  const options = readOptions(words, BLAT);
  if (!options.has('to', 't')) return undefined;
  const [body] = program === 'blat' ? options.operands : [];
  const files = [
    ...options.values('attach', 'attacht', 'attachi', 'embed').flatMap((value) => value.split(',', 64)),
    ...(body === undefined || body === '-' ? [] : [body]),
  ];
  const place = hostAndPort(options.value('server', 'serverSMTP') ?? '');
  return {
    direction: 'upload',
    carries: files.length > 0 ? 'files' : options.has('body') ? 'literal' : 'stdin',
    files,
    target: targetOf({ scheme: 'smtp', host: place.host, port: place.port ?? portOf(options.value('port')) }),
    reason: `${program} sends a mail`,
  };
}

export const smtpSenders: TransferTool = {
  id: 'smtp-sender',
  names: [
    'sendmail',
    'sendmail.postfix',
    'sendmail.exim',
    'exim',
    'exim4',
    'ssmtp',
    'msmtp',
    'msmtp-mta',
    'esmtp',
    'nullmailer-inject',
    'dma',
    'swaks',
    'blat',
    'mailsend',
    'mailsend-go',
  ],
  family: true,
  read,
};
