import { optionGrammar, readOptions } from '../options.ts';
import type { OptionGrammar, Options } from '../options.ts';
import { programName } from '../program-name.ts';
import { portOf, targetOf } from '../target.ts';
import type { TransferReading } from '../transfer.ts';
import type { ToolCall, TransferTool } from '../transfer-tool.ts';

/** nmap's ncat 7.95. */
const NCAT = optionGrammar(
  `c,sh-exec= e,exec= lua-exec= g= G= m,max-conns= d,delay= o,output= x,hex-dump= i,idle-timeout= p,source-port=
  s,source= w,wait= q= proxy= proxy-type= proxy-auth= proxy-dns= ssl-cert= ssl-key= ssl-ciphers= ssl-servername=
  ssl-alpn= ssl-trustfile= allow= allowfile= deny= denyfile= l,listen k,keep-open n,nodns t,telnet u,udp sctp vsock
  U,unixsock v,verbose C,crlf z ssl ssl-verify send-only recv-only no-shutdown broker chat append-output`,
  { abbreviated: true },
);
/**
 * The letters of nc by OpenBSD, Debian, macOS, Hobbit and BusyBox; `-c` is a command for some, a flag for others. GNU netcat
 * and nc6 have long names too.
 */
const NC = optionGrammar(
  `I= i,interval= M= m= O= P= p,local-port= q,quit= s,source= T,tos= V= W= w,wait= X= x,proxy= g,gateway= G,pointer= o,output=
  e,exec= K= H= Z= R= b= J= L,tunnel= timeout= idle-timeout= hold-timeout= buffer-size= mtu= nru= f= apple-tcp-timeout=
  local-address= remote= d,detach r,randomize u,udp l,listen v,verbose z,zero t,telnet n,dont-resolve send-only recv-only
  rev-transfer transfer half-close`,
);
/** Where `-b` takes no value (broadcast) and `-O` neither. */
const NC_DEBIAN = withFlags(NC, 'b', 'H', 'K', 'R', 'J', 'L', 'Z', 'G', 'g');
/** Mac: `-G` and `-b` take one, `-O` too; `-c` is CRLF. */
const NC_COMMAND = withValue(NC_DEBIAN, 'c');
const NC_MAC = withFlags(NC, 'H', 'R', 'Z', 'J');
const CRYPTCAT = withValue(NC_COMMAND, 'k');
const SBD = optionGrammar('l= p= c= k= q= H= e= r= i= w= P= s= D= a= m= n v u O');

function withFlags(grammar: OptionGrammar, ...letters: readonly string[]): OptionGrammar {
  const known = new Map(grammar.known);
  for (const letter of letters) known.set(letter, { name: letter, value: 'none' });
  return { ...grammar, known };
}

function withValue(grammar: OptionGrammar, letter: string): OptionGrammar {
  return { ...grammar, known: new Map([...grammar.known, [letter, { name: letter, value: 'needed' }]]) };
}

/** What comes after `-c` is a command when it names a program; else `-c` was a flag. */
function readLetters(words: readonly string[]): Options {
  const at = words.findIndex((word) => /^-[A-Za-z46]*c$/.test(word));
  const next = words[at + 1] ?? '';
  const command =
    at >= 0 && (/[\s/\\]/.test(next) || /^(?:(?:ba|z|da|k|a)?sh|cmd|powershell|python\d?)/.test(next));
  if (command) return readOptions(words, NC_COMMAND);
  const read = readOptions(words, NC_DEBIAN);
  if (read.operands.length < 3 || !words.some((word) => /^-[A-Za-z46]*[bGgHKLRZJ]$/.test(word))) return read;
  return readOptions(words, NC_MAC);
}

function readAs(program: string, words: readonly string[]): Options {
  if (program === 'ncat') return readOptions(words, NCAT);
  if (program === 'cryptcat' || program === 'dnscat') return readOptions(words, CRYPTCAT);
  if (program === 'sbd' || program === 'dbd') return readOptions(words, SBD);
  // Many distributions call ncat `nc`.
  if (
    words.some((word) => /^--(?:ssl|sh-exec|send-only|recv-only|proxy|exec|listen|wait|max-conns)/.test(word))
  )
    return readOptions(words, NCAT);
  return readLetters(words);
}

function read({ program, words }: ToolCall): TransferReading | undefined {
  const options = readAs(program, words);
  const { operands } = options;
  // A socket of the file system.
  if (options.has('U', 'unixsock')) return undefined;
  const encryptsChannel =
    options.has('ssl') || /^(?:cryptcat|sbd|dbd)$/.test(program)
      ? true
      : options.has('c') && options.value('c') === undefined
        ? undefined
        : false;
  const runs =
    options.value('e', 'exec', 'sh-exec', 'c', 'lua-exec') !== undefined || options.has('lua-exec');
  const scheme = options.has('u', 'udp') ? 'udp' : 'tcp';
  const listens = options.has('l', 'listen');
  if (listens) {
    const port = portOf(options.value('p', 'source-port', 'local-port') ?? operands.at(-1));
    return {
      direction: 'listen',
      carries: runs ? 'command-output' : 'stdin',
      target: targetOf({ scheme, port }),
      encryptsChannel,
      reason: `netcat waits for a connection${runs ? ' and gives it a command' : ''}`,
    };
  }
  const [host, port] = operands;
  if (host === undefined) return undefined;
  const target = targetOf({ scheme, host, port: portOf(port) });
  const common = { target, encryptsChannel };
  if (runs)
    return {
      ...common,
      direction: 'both',
      carries: 'command-output',
      certainty: 0.95,
      reason: 'netcat connects a command to another host',
    };
  const ports = operands.slice(1);
  if (options.has('z', 'zero') || ports.some((each) => /^\d{1,5}-\d{1,5}$/.test(each)))
    return {
      ...common,
      direction: 'unknown',
      carries: 'none',
      certainty: 0.85,
      reason: 'netcat only looks which ports are open',
    };
  if (port === undefined && program !== 'ncat' && options.value('p') === undefined) return undefined;
  if (options.has('recv-only') || (options.has('d', 'detach') && program !== 'ncat'))
    return {
      ...common,
      direction: 'download',
      carries: 'none',
      certainty: 0.8,
      reason: 'netcat only receives',
    };
  if (options.has('send-only'))
    return {
      ...common,
      direction: 'upload',
      carries: 'stdin',
      certainty: 0.95,
      reason: 'netcat sends what is fed into it (--send-only)',
    };
  // These decide what happens at the end of the input: there is one.
  const ends = options.has('N', 'q', 'quit', 'half-close');
  return {
    ...common,
    direction: ends ? 'upload' : 'both',
    carries: 'stdin',
    certainty: ends ? 0.85 : 0.7,
    reason: ends
      ? 'netcat sends what is fed into it and closes at its end'
      : 'netcat sends what is fed into it and takes what comes back',
  };
}

const RUN = /^-[a-z]{0,6}[ec]$/;

/** netcat in all its breeds: the input goes out, what comes back goes to the output. */
export const netcat: TransferTool = {
  id: 'netcat',
  names: [
    'nc',
    'netcat',
    'ncat',
    'nc.openbsd',
    'nc.traditional',
    'nc6',
    'nc64',
    'nc.bsd',
    'pnetcat',
    'cryptcat',
    'sbd',
    'dbd',
    'gnetcat',
    'netcat6',
    'netcat.openbsd',
    'netcat.traditional',
    'rustcat',
    'rcat',
  ],
  read,
  // A shell joined to a host and port.
  shape: (words) => {
    const run = words.findIndex((word) => RUN.test(word));
    if (run < 0 || words.length > 12) return undefined;
    const shell = programName(words[run + 1] ?? '');
    if (!/^(?:(?:ba|z|da|k|a)?sh|cmd|powershell|pwsh)$/.test(shell)) return undefined;
    const others = words.filter((_, index) => index !== run && index !== run + 1);
    const reaches =
      others.some((word, index) => /^[\w.-]{4,255}$/.test(word) && portOf(others[index + 1]) !== undefined) ||
      others.some((word) => /^-[a-z]{0,6}l/.test(word));
    return reaches ? 'nc' : undefined;
  },
};
