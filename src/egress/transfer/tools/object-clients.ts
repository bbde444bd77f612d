/** Clients of single stores: Backblaze, Swift, Oracle, Alibaba, Tencent, Cloudflare, Hugging Face, IPFS. */
import { copyReading } from '../copy-reading.ts';
import { optionGrammar, readOptions } from '../options.ts';
import type { Options } from '../options.ts';
import { payloadOf } from '../payload.ts';
import { targetOf, urlTarget } from '../target.ts';
import type { TransferReading, TransferTarget } from '../transfer.ts';
import type { ToolCall, TransferTool } from '../transfer-tool.ts';

const B2 = optionGrammar(
  'threads= sha1= info= content-type= min-part-size= destination-server-side-encryption= file-retention-mode= profile= exclude-regex= include-regex= exclude-dir-regex= exclude-all-symlinks keep-days= compare-versions= compare-threshold= noprogress no-progress q,quiet dry-run delete replace-newer allow-empty-source',
);
const SWIFT = optionGrammar(
  'A,auth= U,user= K,key= V,auth-version= os-username= os-password= os-auth-url= os-tenant-name= os-project-name= S,segment-size= C,segment-container= H,header= object-name= o,output= p,prefix= D,output-dir= l= c,changed s,snet use-slo retries= object-threads= segment-threads= R,retries=',
);
const OCI = optionGrammar(
  'bucket-name= bn= name= file= namespace-name= namespace= ns= profile= region= src-dir= dest-dir= download-dir= content-type= part-size= parallel-upload-count= force no-overwrite overwrite no-multipart debug object-prefix= prefix= include= exclude= config-file= auth=',
);
const STORES = optionGrammar(
  'e,endpoint= i,access-key-id= k,access-key-secret= c,config-file= r,recursive f,force u,update j,jobs= b,bucket= H,headers= include= exclude= parallel= bigfile-threshold= checkpoint-dir= meta= region= secret_id= secret_key=',
);

const WRANGLER = optionGrammar('f,file= p,pipe remote local content-type=');

const REMOTE = /^(?:b2|oss|cos|obs|qs|r2|hf|ks3):\/\/(.*)$/is;

function store(word: string): TransferTarget | undefined {
  const found = REMOTE.exec(word);
  return found === null
    ? undefined
    : targetOf({ scheme: word.slice(0, word.indexOf(':')).toLowerCase(), path: found[1] });
}

const encryptsChannel = true;

function upload(
  files: readonly string[],
  path: string | undefined,
  scheme: string,
  what: string,
): TransferReading {
  return {
    direction: 'upload',
    ...payloadOf(files),
    target: targetOf({ scheme, path }),
    encryptsChannel,
    certainty: 0.95,
    reason: `${what} uploads files`,
  };
}

function download(what: string): TransferReading {
  return {
    direction: 'download',
    carries: 'none',

    encryptsChannel,
    reason: `${what} only fetches`,
  };
}

function b2(words: readonly string[]): TransferReading | undefined {
  const { operands } = readOptions(words, B2);
  // `b2 file upload bucket path name` (4.x), `b2 upload-file bucket path name`.
  const verb =
    operands[0] === 'file' ? `${operands[1] ?? ''}-file` : (operands[0] ?? '').replaceAll('_', '-');
  const rest = operands.slice(operands[0] === 'file' ? 2 : 1);
  if (verb === 'upload-file' || verb === 'upload-unbound-stream')
    return upload(rest.slice(1, 2), rest[0], 'b2', 'b2');
  if (verb === 'sync')
    return copyReading({ name: 'b2 sync', operands: rest, remote: store, encryptsChannel });
  return /^(?:download-file|download-file-by-id|download-file-by-name|cat-file|ls|list-buckets|get-file-info)$/.test(
    verb,
  )
    ? download('b2')
    : undefined;
}

function swift(words: readonly string[]): TransferReading | undefined {
  const options = readOptions(words, SWIFT);
  const [verb, container, ...files] = options.operands;
  const auth = options.value('auth', 'os-auth-url');
  const host = auth === undefined ? undefined : urlTarget(auth)?.host;
  if (verb === 'upload')
    return {
      ...upload(files, container, 'swift', 'swift'),
      target: targetOf({ scheme: 'swift', host, path: container }),
    };
  return /^(?:download|list|stat)$/.test(verb ?? '') ? download('swift') : undefined;
}

function oci(words: readonly string[]): TransferReading | undefined {
  const options = readOptions(words, OCI);
  if (options.operands[0] !== 'os') return undefined;
  const verb = options.operands[2] ?? '';
  const bucket = options.value('bucket-name', 'bn');
  if (verb === 'put' || verb === 'bulk-upload' || verb === 'sync')
    return upload(options.values('file', 'src-dir'), bucket, 'oci', 'oci');
  return /^(?:get|bulk-download|list|head)$/.test(verb) ? download('oci') : undefined;
}

function likeCopies(program: string, options: Options): TransferReading | undefined {
  const [verb = '', ...operands] = options.operands;
  const name = program.replace(/64$/, '');
  if (/^(?:cp|sync|mv|appendfromfile)$/.test(verb))
    return copyReading({ name, operands: operands.slice(0, 2), remote: store, encryptsChannel });
  if (program !== 'coscmd') return /^(?:ls|stat|cat|du)$/.test(verb) ? download(name) : undefined;
  if (verb === 'upload') return upload(operands.slice(0, 1), operands[1], 'cos', name);
  return verb === 'download' ? download(name) : undefined;
}

function read({ program, words }: ToolCall): TransferReading | undefined {
  switch (program) {
    case 'b2':
    case 'b2v4':
      return b2(words);
    case 'swift':
      return swift(words);
    case 'oci':
      return oci(words);
    case 'ipfs':
      return words[0] === 'add'
        ? upload(
            words.slice(1).filter((word) => !word.startsWith('-')),
            undefined,
            'ipfs',
            'ipfs',
          )
        : /^(?:get|cat)$/.test(words[0] ?? '')
          ? download('ipfs')
          : undefined;
    case 'wrangler': {
      const options = readOptions(words, WRANGLER);
      const [store = '', , verb] = options.operands;
      if (store !== 'r2') return undefined;
      return verb === 'put'
        ? upload(options.has('pipe') ? ['-'] : options.values('file'), options.operands[3], 'r2', 'wrangler')
        : verb === 'get'
          ? download('wrangler')
          : undefined;
    }
    case 'hf':
    case 'huggingface-cli': {
      const [verb, repository, ...files] = words.filter((word) => !word.startsWith('-'));
      return verb === 'upload' || verb === 'upload-large-folder'
        ? upload(files.slice(0, 1), repository, 'hf', program)
        : verb === 'download'
          ? download(program)
          : undefined;
    }
    default:
      return likeCopies(program, readOptions(words, STORES));
  }
}

export const objectClients: TransferTool = {
  id: 'object-client',
  names: [
    'b2',
    'b2v4',
    'swift',
    'oci',
    'ossutil',
    'ossutil64',
    'obsutil',
    'coscmd',
    'coscli',
    'wrangler',
    'ipfs',
    'hf',
    'huggingface-cli',
  ],
  family: true,
  read,
};
