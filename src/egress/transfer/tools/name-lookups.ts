/** Lookups of names, and who asks about names: what is asked is text that goes out. */
import { optionGrammar, readOptions } from '../options.ts';
import type { OptionGrammar } from '../options.ts';
import { portOf, targetOf } from '../target.ts';
import type { TransferReading } from '../transfer.ts';
import type { ToolCall, TransferTool } from '../transfer-tool.ts';

const DIG = optionGrammar('b= c= f= k= p= q= t= x= y=');
const HOST = optionGrammar('c= m= N= R= t= W= p=');
const WHOIS = optionGrammar('h,host= p,port= s= T= t= i= q= v= g= V=');
const OTHERS = optionGrammar('b= c= d= f= k= p= q= s= t= x= y= w= m= n= i=');

const GRAMMARS: Readonly<Record<string, OptionGrammar>> = {
  dig: DIG,
  host: HOST,
  kdig: DIG,
  drill: OTHERS,
  delv: DIG,
  whois: WHOIS,
};

/** Longer than names people look up: labels filled with data (RFC 1035 allows 63 a label, 253 in all). */
function holdsData(name: string): boolean {
  const labels = name.split('.');
  return name.length > 100 || labels.some((label) => label.length >= 32);
}

function lookup(program: string, words: readonly string[]): TransferReading | undefined {
  const options = readOptions(
    program === 'nslookup' ? words.filter((word) => !word.startsWith('-')) : words,
    GRAMMARS[program] ?? OTHERS,
  );
  const server = options.operands.find((word) => word.startsWith('@'))?.slice(1);
  const reverse = program === 'dig' || program === 'kdig' ? options.values('x') : [];
  const asked = [...options.operands.filter((word) => !/^[@+]/.test(word)), ...reverse];
  const listed = options.value('f');
  const given = program === 'nslookup' || program === 'host' ? asked[1] : server;
  const target = targetOf({ scheme: 'dns', host: given, port: portOf(options.value('p')) });
  if (listed !== undefined && program !== 'host')
    return {
      direction: 'unknown',
      carries: 'files',
      files: listed === '-' ? [] : [listed],
      target,
      encryptsChannel: false,
      certainty: 0.5,
      reason: `${program} looks up the names that a file holds`,
    };
  if (asked.length === 0) return undefined;
  const data = asked.some(holdsData);
  const secured = words.some((word) => /^\+(?:tls|https)/.test(word));
  return {
    direction: 'unknown',
    carries: 'literal',
    target,
    encryptsChannel: secured,
    certainty: data ? 0.7 : 0.3,
    reason: data ? `${program} looks up a name long enough to hold data` : `${program} looks up a name`,
  };
}

function asks(program: string, words: readonly string[]): TransferReading | undefined {
  const options = readOptions(words, WHOIS);
  const asked = options.operands.join(' ');
  if (asked === '') return undefined;
  const at = asked.lastIndexOf('@');
  const host = program === 'finger' ? (at < 0 ? undefined : asked.slice(at + 1)) : options.value('host');
  // `finger user` asks this host only.
  if (program === 'finger' && host === undefined) return undefined;
  const data = asked.length > 64 || host !== undefined;
  return {
    direction: 'unknown',
    carries: 'literal',
    target: targetOf({ scheme: program, host, port: portOf(options.value('port')) }),
    encryptsChannel: false,
    certainty: data ? 0.6 : 0.3,
    reason: `${program} sends the text it asks about`,
  };
}

function read({ program, words }: ToolCall): TransferReading | undefined {
  return program === 'finger' || program === 'whois' ? asks(program, words) : lookup(program, words);
}

export const nameLookups: TransferTool = {
  id: 'name-lookup',
  names: ['dig', 'host', 'nslookup', 'drill', 'kdig', 'delv', 'dog', 'doggo', 'finger', 'whois'],
  family: true,
  read,
};
