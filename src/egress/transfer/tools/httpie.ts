import { optionGrammar, readOptions } from '../options.ts';
import { joinPayloads, payloadOf } from '../payload.ts';
import type { Payload } from '../payload.ts';
import { authorityTarget, schemeEncrypts, urlTarget } from '../target.ts';
import type { TransferReading, TransferTarget } from '../transfer.ts';
import type { ToolCall, TransferTool } from '../transfer-tool.ts';

/** HTTPie 3.2 and xh. */
const OPTIONS = optionGrammar(
  `a,auth= A,auth-type= p,print= P,history-print= s,style= o,output= session= session-read-only= proxy= ssl= ciphers= cert=
  cert-key= cert-key-pass= verify= timeout= max-redirects= max-headers= pretty= format-options= response-charset=
  response-mime= boundary= raw= default-scheme= compress,x bearer= resolve= unix-socket= generate= bind-to=
  j,json f,form multipart I,ignore-stdin F,follow d,download c,continue S,stream v,verbose h,headers b,body q,quiet
  offline check-status all meta m`,
);

/** `name@file`, `name=@file`, `name:=@file`, `@file`; text in the other forms. */
function itemPayload(item: string): Payload | undefined {
  if (item.startsWith('@')) return payloadOf([item.slice(1)]);
  // The first of the separators, the longer before the shorter.
  const found = /(?:==@|:=@|=@|:@|==|:=|=|@|:)/.exec(item);
  const value = found === null ? '' : item.slice(found.index + found[0].length);
  switch (found?.[0]) {
    case '=@':
    case ':=@':
    case '==@':
      return payloadOf([value]);
    case '@':
      return payloadOf([value.split(';type=')[0] ?? value]);
    case '=':
    case ':=':
      return { carries: 'literal', files: [] };
    default:
      return undefined;
  }
}

function read({ program, words }: ToolCall): TransferReading | undefined {
  const options = readOptions(words, OPTIONS);
  const { operands } = options;
  const first = operands[0] ?? '';
  const method =
    /^[A-Z]{3,9}$/.test(first) ||
    (/^(?:get|post|put|patch|delete|head|options)$/i.test(first) && operands.length > 1)
      ? first.toUpperCase()
      : undefined;
  const [url, ...items] = method === undefined ? operands : operands.slice(1);
  if (url === undefined || options.has('offline', 'version', 'help')) return undefined;
  const target = targetOfUrl(url, program === 'https' || program === 'xhs');
  const payloads = items.flatMap((item) => itemPayload(item) ?? []);
  const raw = options.value('raw');
  if (raw !== undefined) payloads.push({ carries: 'literal', files: [] });
  const common = { target, encryptsChannel: schemeEncrypts(target?.scheme) };
  if (payloads.length > 0 && method !== 'GET' && method !== 'HEAD') {
    const payload = joinPayloads(payloads);
    return {
      ...common,
      direction: 'upload',
      ...payload,
      certainty: 0.95,
      reason: `${program} sends ${payload.carries === 'files' ? 'a file' : 'text of its arguments'}`,
    };
  }
  if (method !== undefined && /^(?:POST|PUT|PATCH)$/.test(method))
    return {
      ...common,
      direction: options.has('ignore-stdin') ? 'unknown' : 'upload',
      carries: options.has('ignore-stdin') ? 'none' : 'stdin',
      certainty: 0.7,
      reason: `${program} sends what may be fed into it`,
    };
  return {
    ...common,
    direction: 'download',
    carries: 'none',
    certainty: 0.85,
    reason: `${program} only fetches`,
  };
}

function targetOfUrl(url: string, secure: boolean): TransferTarget | undefined {
  const scheme = secure ? 'https' : 'http';
  if (url.startsWith(':'))
    return authorityTarget(`localhost${url === ':' || url.startsWith(':/') ? url.slice(1) : url}`, scheme);
  return urlTarget(url) ?? authorityTarget(url.replace(/^:?\/\//, ''), scheme);
}

export const httpie: TransferTool = {
  id: 'httpie',
  names: ['http', 'https', 'httpie', 'xh', 'xhs'],
  read: (call) => {
    const reading = read(call);
    return reading === undefined
      ? undefined
      : { ...reading, tool: call.program.startsWith('xh') ? 'xh' : 'httpie' };
  },
};
