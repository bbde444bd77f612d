import { optionGrammar, readOptions } from '../options.ts';
import { payloadOf } from '../payload.ts';
import { authorityTarget, schemeEncrypts, urlTarget } from '../target.ts';
import type { TransferReading, TransferTarget } from '../transfer.ts';
import type { ToolCall, TransferTool } from '../transfer-tool.ts';

/** GNU Wget 1.24, wget2 and the applet of BusyBox. */
const OPTIONS = optionGrammar(
  `e,execute= o,output-file= a,append-output= i,input-file= B,base= t,tries= O,output-document= T,timeout= w,wait= Q,quota=
  P,directory-prefix= U,user-agent= l,level= A,accept= R,reject= D,domains= I,include-directories=
  X,exclude-directories= report-speed= config= rejected-log= retry-on-http-error= start-pos= progress= dns-timeout=
  connect-timeout= read-timeout= waitretry= bind-address= limit-rate= restrict-file-names= prefer-family= user=
  password= use-askpass= local-encoding= remote-encoding= cut-dirs= http-user= http-password= http-passwd= default-page=
  header= compression= max-redirect= proxy-user= proxy-password= proxy-passwd= referer= load-cookies= save-cookies=
  post-data= post-file= method= body-data= body-file= secure-protocol= certificate= certificate-type= private-key=
  private-key-type= ca-certificate= ca-directory= crl-file= pinnedpubkey= ciphers= hsts-file= ftp-user= ftp-password=
  warc-file= warc-header= warc-max-size= warc-dedup= warc-tempdir= backups? accept-regex= reject-regex= regex-type=
  exclude-domains= follow-tags= ignore-tags= dns-servers= dot-style= egd-file= random-file= preferred-location= http-proxy=
  https-proxy= max-threads= chunk-size= tls-resume-file= input-encoding=
  V,version h,help b,background d,debug q,quiet v,verbose F,force-html c,continue N,timestamping S,server-response
  4,inet4-only 6,inet6-only x,force-directories E,adjust-extension r,recursive k,convert-links K,backup-converted m,mirror
  p,page-requisites H,span-hosts L,relative spider no-check-certificate no-proxy post301 content-disposition
  content-on-error ask-password https-only save-headers random-wait retry-connrefused show-progress`,
  { abbreviated: true },
);

const SENDING = ['post-file', 'body-file', 'post-data', 'body-data'] as const;

function read({ words }: ToolCall): TransferReading | undefined {
  const options = readOptions(words, OPTIONS);
  const [url] = options.operands;
  const target = url === undefined ? undefined : wgetTarget(url);
  const common = { target, encryptsChannel: schemeEncrypts(target?.scheme) };
  // `-e post_file=x`: a line of .wgetrc.
  const lines = options.values('execute').map((line) => /^\s*(\w+)\s*=\s*(.*)$/s.exec(line));
  const stated = (name: string): string | undefined =>
    options.value(name) ??
    lines.find((line) => line?.[1]?.toLowerCase().replaceAll('_', '') === name.replace('-', ''))?.[2];
  const used = SENDING.find((name) => stated(name) !== undefined);
  if (used !== undefined) {
    const value = stated(used) ?? '';
    // A file called `-` is a file to wget.
    const payload = used.endsWith('file')
      ? value === '-'
        ? { carries: 'files' as const, files: [value] }
        : payloadOf([value])
      : { carries: 'literal' as const, files: [] };
    return {
      ...common,
      ...payload,
      direction: 'upload',
      certainty: 0.95,
      reason: `wget sends ${payload.carries === 'literal' ? 'text of its arguments' : 'a file'} with --${used}`,
    };
  }
  if (target === undefined && !options.has('input-file')) return undefined;
  const method = stated('method')?.toUpperCase();
  if (method !== undefined && !/^(?:GET|HEAD|OPTIONS|DELETE)$/.test(method))
    return {
      ...common,
      direction: 'unknown',
      carries: 'none',
      certainty: 0.5,
      reason: 'wget makes a request that may change something, with no data named',
    };
  return { ...common, direction: 'download', carries: 'none', certainty: 0.95, reason: 'wget only fetches' };
}

function wgetTarget(url: string): TransferTarget | undefined {
  return urlTarget(url) ?? authorityTarget(url, 'http');
}

/** wget fetches, save with the four options that send a body. */
export const wget: TransferTool = {
  id: 'wget',
  names: ['wget', 'wget2'],
  read,
  shape: (words) =>
    words.some((word) => /^--(?:post|body)-file(?:=|$)/.test(word)) &&
    words.some((word) => /^(?:https?|ftp):\/\//i.test(word))
      ? 'wget'
      : undefined,
};
