import { readOptions } from '../options.ts';
import type { Argument } from '../options.ts';
import { joinPayloads } from '../payload.ts';
import type { Payload } from '../payload.ts';
import { authorityTarget, schemeEncrypts, urlTarget } from '../target.ts';
import type { TransferReading, TransferTarget } from '../transfer.ts';
import type { ToolCall, TransferTool } from '../transfer-tool.ts';
import { curlPayload } from './curl-data.ts';
import { CURL_OPTIONS } from './curl-options.ts';

/** One request of the command line: `--next` begins another. */
interface Request {
  readonly urls: string[];
  readonly uploads: Payload[];
  readonly data: Payload[];
  readonly sending: Set<string>;
  method: string | undefined;
  /** The rest stands in a file, or in what is fed in. */
  configured: boolean;
  /** Text of a file goes out as headers. */
  readonly headerFiles: string[];
  local: boolean;
  tlsRequired: boolean;
  defaultScheme: string | undefined;
}

function newRequest(): Request {
  return {
    urls: [],
    uploads: [],
    data: [],
    sending: new Set(),
    method: undefined,
    configured: false,
    headerFiles: [],
    local: false,
    tlsRequired: false,
    defaultScheme: undefined,
  };
}

function requestsOf(sequence: readonly Argument[]): Request[] {
  let request = newRequest();
  const requests = [request];
  const variables: Payload[] = [];
  for (const { name, value } of sequence) {
    if (name === 'next') requests.push((request = newRequest()));
    else if (name === 'head') request.method ??= 'HEAD';
    else if (name === 'ssl-reqd' || name === 'ftp-ssl-reqd') request.tlsRequired = true;
    else if (value === undefined) continue;
    else if (name === undefined || name === 'url' || name === 'expand-url') request.urls.push(value);
    else if (name === 'request') request.method = value.toUpperCase();
    else if (name === 'config') request.configured = true;
    else if (name === 'proto-default') request.defaultScheme = value.toLowerCase();
    else if (name === 'unix-socket' || name === 'abstract-unix-socket') request.local = true;
    else if (name === 'header' && value.startsWith('@')) request.headerFiles.push(value.slice(1));
    else if (name === 'variable') {
      const payload = curlPayload('data-urlencode', value.replace(/^%/, ''));
      if (payload?.carries === 'files') variables.push(payload);
    } else {
      const plain = name.startsWith('expand-') ? name.slice('expand-'.length) : name;
      const payload = curlPayload(plain, value);
      if (payload === undefined) continue;
      request.sending.add(plain);
      (plain === 'upload-file' ? request.uploads : request.data).push(payload);
      if (plain !== name) request.data.push(...variables);
    }
  }
  return requests.filter(({ urls, configured }) => urls.length > 0 || configured);
}

function targetOfUrl(url: string, defaultScheme: string | undefined): TransferTarget | undefined {
  const guessed = /^(ftp|dict|ldap|imap|smtp|pop3)\./i.exec(url)?.[1]?.toLowerCase();
  return urlTarget(url) ?? authorityTarget(url, defaultScheme ?? guessed ?? 'http');
}

const ASKING = new Set(['GET', 'HEAD', 'OPTIONS', 'DELETE', 'PROPFIND', 'TRACE']);
/** What a request line holds besides signatures and tokens rarely is longer. */
const LONG_TEXT = /[?&/=][\w%+./=-]{400}/;
const SIGNED = /[?&](?:x-amz-|x-goog-|sig=|signature=|token=|access_token=|id_token=|code=|state=)/i;

function readRequest(request: Request): TransferReading | undefined {
  const { urls, uploads, data, configured } = request;
  const [url] = urls;
  const target = url === undefined ? undefined : targetOfUrl(url, request.defaultScheme);
  if (request.local || target?.scheme === 'file') return undefined;
  const encryptsChannel = request.tlsRequired ? true : schemeEncrypts(target?.scheme);
  const common = { target, encryptsChannel };
  if (uploads.length > 0 || data.length > 0) {
    const payload = joinPayloads([...uploads, ...data]);
    const some = data.length === 0 && uploads.length < urls.length;
    const how = [...request.sending].map((name) => `--${name}`).join(', ');
    return {
      ...common,
      ...payload,
      direction: some ? 'both' : 'upload',
      certainty: 0.95,
      reason: `curl sends ${described(payload)} with ${how}`,
    };
  }
  if (target?.scheme === 'telnet')
    return {
      ...common,
      direction: 'both',
      carries: 'stdin',
      certainty: 0.7,
      reason: 'curl opens a telnet channel',
    };
  const unclear = (
    carries: TransferReading['carries'],
    certainty: number,
    reason: string,
  ): TransferReading => ({
    ...common,
    direction: 'unknown',
    carries,
    certainty,
    reason,
  });
  if (configured)
    return unclear('unknown', 0.5, 'curl takes its options from a file that is not seen (--config)');
  if (request.method !== undefined && !ASKING.has(request.method))
    return unclear('none', 0.5, 'curl makes a request that may change something, with no data named');
  if (request.headerFiles.length > 0)
    return {
      ...unclear('files', 0.4, 'curl sends the text of a file as headers'),
      files: request.headerFiles,
    };
  if (target?.scheme === 'gopher' || target?.scheme === 'gophers' || target?.scheme === 'dict')
    return unclear('literal', 0.5, 'curl sends the text of the address itself');
  if (urls.some((each) => LONG_TEXT.test(each) && !SIGNED.test(each)))
    return unclear('literal', 0.4, 'curl fetches, and the address holds a long text that may be data');
  return { ...common, direction: 'download', carries: 'none', certainty: 0.95, reason: 'curl only fetches' };
}

function described({ carries }: Payload): string {
  if (carries === 'files') return 'a file';
  if (carries === 'stdin') return 'what is fed into it';
  return carries === 'command-output' ? 'the output of a command' : 'text of its arguments';
}

const WEIGHT: Readonly<Record<string, number>> = { upload: 4, both: 3, unknown: 2, download: 1 };

function read({ words }: ToolCall): TransferReading | undefined {
  const { sequence } = readOptions(words, CURL_OPTIONS);
  const readings = requestsOf(sequence).flatMap((request) => readRequest(request) ?? []);
  const [strongest] = [...readings].sort((a, b) => (WEIGHT[b.direction] ?? 0) - (WEIGHT[a.direction] ?? 0));
  if (strongest === undefined) return undefined;
  const fetches = readings.some(({ direction }) => direction === 'download');
  return {
    ...strongest,
    files: readings.flatMap(({ files }) => files ?? []),
    direction: fetches && strongest.direction === 'upload' ? 'both' : strongest.direction,
  };
}

/** Options no other program has, with a URL beside them. */
const OWN = new Set(
  'data-binary data-urlencode data-raw form-string url-query fail-with-body proto-redir ftp-create-dirs'.split(
    ' ',
  ),
);

function shape(words: readonly string[]): string | undefined {
  if (!words.some((word) => /^(?:https?|ftps?|sftp|scp|tftp|smtps?):\/\//i.test(word))) return undefined;
  const { sequence } = readOptions(words, CURL_OPTIONS);
  const sends = sequence.some(
    ({ name, value }) =>
      name !== undefined &&
      value !== undefined &&
      (OWN.has(name) ||
        (name === 'upload-file' && /\D/.test(value)) ||
        (name === 'form' && /^[\w.[\]-]{0,64}=@/.test(value)) ||
        (name === 'data' && value.startsWith('@'))),
  );
  return sends ? 'curl' : undefined;
}

/** curl: every way to send is an option; without one it fetches. */
export const curl: TransferTool = { id: 'curl', names: ['curl', 'curl.bin'], read, shape };
