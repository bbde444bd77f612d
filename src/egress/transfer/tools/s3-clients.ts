/** Other clients of S3 stores: s3cmd, s5cmd, s4cmd, MinIO's mc. */
import { copyReading } from '../copy-reading.ts';
import { optionGrammar, readOptions } from '../options.ts';
import type { OptionGrammar } from '../options.ts';
import { authorityTarget, targetOf, urlTarget } from '../target.ts';
import type { TransferReading, TransferTarget } from '../transfer.ts';
import type { ToolCall, TransferTool } from '../transfer-tool.ts';

const S3CMD = optionGrammar(
  'c,config= access_key= secret_key= access_token= s,ssl no-ssl e,encrypt f,force r,recursive P,acl-public acl-grant= acl-revoke= D,restore-days= restore-priority= exclude= exclude-from= rexclude= rexclude-from= include= include-from= rinclude= rinclude-from= files-from= region,bucket-location= host= host-bucket= storage-class= m,mime-type= add-header= remove-header= multipart-chunk-size-mb= limitrate= limit= upload-id= cf-invalidate= cache-file= max-delete= expiry-date= expiry-days= ca-certs= n,dry-run',
);
const S5CMD = optionGrammar(
  'endpoint-url= credentials-file= profile= numworkers= r,retry-count= log= c,concurrency= p,part-size= sse= sse-kms-key-id= acl= storage-class= exclude= include= content-type= metadata= source-region= destination-region= dry-run',
);
const MC = optionGrammar(
  'C,config-dir= a,attr= encrypt-key= encrypt= e,exclude= older-than= newer-than= storage-class= sc= limit-upload= limit-download= tags= zip-dir= region= md5 r,recursive w,watch remove overwrite',
);

function bucket(endpoint: TransferTarget | undefined): (word: string) => TransferTarget | undefined {
  return (word) =>
    /^s3:\/\//i.test(word)
      ? targetOf({
          scheme: 's3',
          host: endpoint?.host,
          port: endpoint?.port,
          path: word.slice('s3://'.length),
        })
      : undefined;
}

/** `alias/bucket/key`: an alias is a plain word before a slash, which a path from here or a root is not. */
function alias(word: string): TransferTarget | undefined {
  return /^[A-Za-z][\w-]{0,63}\/./.test(word) ? targetOf({ scheme: 's3', path: word }) : undefined;
}

interface Client {
  readonly grammar: OptionGrammar;
  readonly copies: RegExp;
  readonly looks: RegExp;
  readonly fed: string;
}

const CLIENTS: Readonly<Record<string, Client>> = {
  s3cmd: {
    grammar: S3CMD,
    copies: /^(?:put|get|sync|cp|mv|restore)$/,
    looks: /^(?:ls|la|du|info|get|accesslog)$/,
    fed: '',
  },
  s5cmd: {
    grammar: S5CMD,
    copies: /^(?:cp|mv|sync)$/,
    looks: /^(?:ls|du|head|cat|select|presign)$/,
    fed: 'pipe',
  },
  s4cmd: { grammar: S3CMD, copies: /^(?:put|get|sync|dsync|cp|mv)$/, looks: /^(?:ls|du)$/, fed: '' },
  mc: {
    grammar: MC,
    copies: /^(?:cp|mv|mirror|put|get)$/,
    looks: /^(?:ls|cat|head|stat|find|du|tree|diff)$/,
    fed: 'pipe',
  },
};

function read({ program, words }: ToolCall): TransferReading | undefined {
  const minio = program === 'mc' || program === 'mcli' || program === 'minio-mc';
  const client = CLIENTS[minio ? 'mc' : program];
  if (client === undefined) return undefined;
  const options = readOptions(words, client.grammar);
  const [verb = '', ...operands] = options.operands;
  const stated = options.value('endpoint-url') ?? options.value('host');
  const endpoint = stated === undefined ? undefined : (urlTarget(stated) ?? authorityTarget(stated));
  const remote = minio ? alias : bucket(endpoint);
  const certainty = minio ? 0.75 : 0.95;
  const encryptsChannel =
    options.has('no-ssl') || endpoint?.scheme === 'http' ? false : minio ? undefined : true;
  const target = operands.map(remote).find((place) => place !== undefined);
  // Midnight Commander is called mc too.
  if (target === undefined) return undefined;
  const common = { target, encryptsChannel, certainty };
  if (options.has('dry-run'))
    return { ...common, direction: 'download', carries: 'none', reason: 'the client of a store only tries' };
  // `s3cmd get s3://b/k` saves under its own name.
  if (verb === 'get')
    return { ...common, direction: 'download', carries: 'none', reason: `${program} get fetches` };
  if (client.copies.test(verb))
    return copyReading({ name: `${program} ${verb}`, operands, remote, encryptsChannel, certainty });
  if (verb === client.fed)
    return {
      ...common,
      direction: 'upload',
      carries: 'stdin',
      reason: `${program} pipe sends what is fed into it`,
    };
  if (client.looks.test(verb))
    return {
      ...common,
      direction: 'download',
      carries: 'none',
      reason: `${program} only reads from a store`,
    };
  return {
    ...common,
    direction: 'unknown',
    carries: 'none',
    certainty: 0.5,
    reason: `${program} changes a store without copying to it`,
  };
}

export const s3Clients: TransferTool = {
  id: 's3-client',
  names: ['s3cmd', 's5cmd', 's4cmd', 'mc', 'mcli', 'minio-mc'],
  family: true,
  read,
};
