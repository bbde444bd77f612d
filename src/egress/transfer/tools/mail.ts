import { optionGrammar, readOptions } from '../options.ts';
import type { Options } from '../options.ts';
import { hostAndPort, schemeEncrypts, targetOf, urlTarget } from '../target.ts';
import type { TransferReading } from '../transfer.ts';
import type { ToolCall, TransferTool } from '../transfer-tool.ts';

/** bsd-mailx, GNU mailutils, Heirloom and s-nail: what `-a` and `-A` mean differs, so values are looked at. */
const MAIL = optionGrammar(
  's,subject= c,cc= b,bcc= a,append,attach= A,attachment= r,return-address= f? u,user= S= q= T= h= O= X= Y= C= K= L= M= m= content-type= encoding= E= z= o= subject-only',
);
const MUTT = optionGrammar('a= A= b= c= C D= d= E e= F= f= H= h= i= m= n p Q= R s= x y Z z=', {});
const MPACK = optionGrammar('s= d= m= c= o= D=');
const SENDEMAIL = optionGrammar('f= t= u= m= s= a= cc= bcc= xu= xp= o= l= b= q v', { singleDash: true });

function read({ program, words }: ToolCall): TransferReading | undefined {
  if (program === 'mutt' || program === 'neomutt') return mutt(words);
  if (program === 'mpack') return mpack(words);
  if (program.startsWith('sendemail')) return sendEmail(words);
  const options = readOptions(words, MAIL);
  // Reading mail: no recipient.
  if (options.operands.length === 0 || options.has('f', 'H', 'e')) return undefined;
  const attached = attachments(options);
  return {
    direction: 'upload',
    carries: attached.length > 0 ? 'files' : 'stdin',
    files: attached,
    ...relay(options),
    certainty: attached.length > 0 ? 0.9 : 0.8,
    reason:
      attached.length > 0
        ? `${program} sends a mail with files attached`
        : `${program} sends a mail of what is fed into it`,
  };
}

/** `-a` is a header for some (`-a "X-Priority: 1"`), a file for others. */
function attachments(options: Options): string[] {
  return options
    .values('attach', 'attachment')
    .filter((value) => !/^[A-Za-z][\w-]{0,60}: ?/.test(value) && value !== '')
    .map((value) => value.replace(/=(?:[\w-]{1,20})(?:#[\w-]{1,20})?$/, ''));
}

/** `-S smtp=host`, `-S mta=smtps://user@host:465`. */
function relay(options: Options): Pick<TransferReading, 'target' | 'encryptsChannel'> {
  const stated = options
    .values('S')
    .map((value) => /^(?:smtp|mta)=(.*)$/s.exec(value)?.[1])
    .find((value) => value !== undefined);
  if (stated === undefined) return { target: undefined, encryptsChannel: undefined };
  const target = urlTarget(stated) ?? targetOf({ scheme: 'smtp', host: stated.split(':')[0] });
  return { target, encryptsChannel: schemeEncrypts(target?.scheme) === true ? true : undefined };
}

function mutt(words: readonly string[]): TransferReading | undefined {
  const options = readOptions(words, MUTT);
  const at = words.indexOf('-a');
  const dashes = words.indexOf('--', at);
  // `-a file... -- address`: all until `--` are files.
  const listed =
    at >= 0 && dashes > at
      ? words.slice(at + 1, dashes).filter((word) => !word.startsWith('-'))
      : options.values('a');
  const to = at >= 0 && dashes > at ? words.slice(dashes + 1) : options.operands;
  if (to.length === 0) return undefined;
  return {
    direction: 'upload',
    carries: listed.length > 0 ? 'files' : 'stdin',
    files: [...listed, ...options.values('i')],
    reason: listed.length > 0 ? 'mutt sends a mail with files attached' : 'mutt sends a mail',
    certainty: listed.length > 0 ? 0.95 : 0.7,
  };
}

function mpack(words: readonly string[]): TransferReading | undefined {
  const [file, ...to] = readOptions(words, MPACK).operands;
  return file === undefined || to.length === 0
    ? undefined
    : { direction: 'upload', carries: 'files', files: [file], reason: 'mpack sends a file by mail' };
}

/** `-a file file` takes several. */
function sendEmail(words: readonly string[]): TransferReading | undefined {
  const options = readOptions(words, SENDEMAIL);
  if (!options.has('t', 'cc', 'bcc')) return undefined;
  const files = words.flatMap((word, index) => {
    const opened = words.slice(0, index).findLast((each) => each.startsWith('-'));
    return opened === '-a' && !word.startsWith('-') ? [word] : [];
  });
  const server = options.value('s');
  return {
    direction: 'upload',
    carries: files.length > 0 ? 'files' : options.has('m') ? 'literal' : 'stdin',
    files,
    target:
      server === undefined
        ? undefined
        : targetOf({
            scheme: 'smtp',
            ...hostAndPort(server),
          }),
    reason: 'sendEmail sends a mail',
    certainty: 0.95,
  };
}

export const mail: TransferTool = {
  id: 'mail',
  names: [
    'mail',
    'mailx',
    'bsd-mailx',
    's-nail',
    'nail',
    'heirloom-mailx',
    'mail.mailutils',
    'mutt',
    'neomutt',
    'mpack',
    'sendemail',
    'biabam',
  ],
  family: true,
  read,
};
