import { copyReading } from '../copy-reading.ts';
import { optionGrammar, readOptions } from '../options.ts';
import { targetOf, urlTarget } from '../target.ts';
import type { TransferReading } from '../transfer.ts';
import type { TransferTool } from '../transfer-tool.ts';

const AZ = optionGrammar(
  'f,file= n,name= c,container-name= d,destination= s,source= share-name= account-name= account-key= sas-token= connection-string= p,path= local-path= pattern= subscription= o,output= g,resource-group= auth-mode= src= dest= destination-path= blob-url= data= overwrite? debug verbose only-show-errors recursive dryrun',
  { unknownTakeValue: true },
);
const AZCOPY = optionGrammar(
  `recursive? put-md5? overwrite= from-to= exclude-pattern= include-pattern= exclude-path= include-path= log-level= cap-mbps=
  block-size-mb= output-type= output-level= blob-type= content-type= metadata= check-length? dry-run? delete-destination=
  include-after= include-before= list-of-files= trusted-microsoft-suffixes= s2s-preserve-access-tier? preserve-permissions?
  as-subdir? follow-symlinks? decompress? mirror-mode?`,
);
const UPLOADS = /^(?:upload|upload-batch|sync|directory-upload)$/;

function az(words: readonly string[]): TransferReading | undefined {
  const options = readOptions(words, AZ);
  const path = options.operands;
  const [group = '', kind = ''] = path;
  const verb = path.at(-1) ?? '';
  if (group !== 'storage' && group !== 'webapp' && group !== 'acr' && group !== 'keyvault') return undefined;
  const account = options.value('account-name');
  const service = kind === 'file' || kind === 'share' ? 'file' : kind === 'fs' ? 'dfs' : 'blob';
  const target =
    urlTarget(options.value('blob-url') ?? '') ??
    targetOf({
      scheme: 'https',
      host: account === undefined ? undefined : `${account}.${service}.core.windows.net`,
      path: options.value('container-name', 'share-name', 'destination'),
    });
  const common = { target, encryptsChannel: true };
  const files = options.values('file', 'source', 'local-path');
  const upload = UPLOADS.test(verb) || (verb === 'upload' && path.length > 2);
  if (group === 'storage' && upload)
    return options.has('data') && files.length === 0
      ? {
          ...common,
          direction: 'upload',
          carries: 'literal',
          reason: 'az storage sends text of its arguments',
        }
      : {
          ...common,
          direction: 'upload',
          carries: 'files',
          files,
          certainty: 0.95,
          reason: 'az storage uploads files',
        };
  if (group === 'storage' && verb === 'copy') {
    const places = [options.value('source', 'src'), options.value('destination', 'dest')].filter(
      (place) => place !== undefined,
    );
    return (
      copyReading({
        name: 'az storage copy',
        operands: places,
        remote: urlTarget,
        encryptsChannel: true,
      }) ?? {
        ...common,
        direction: 'unknown',
        carries: 'unknown',
        certainty: 0.5,
        reason: 'az storage copies',
      }
    );
  }
  return {
    ...common,
    direction: /^(?:download|download-batch|list|show|exists|tail)$/.test(verb) ? 'download' : 'unknown',
    carries: 'none',
    certainty: 0.7,
    reason: 'az asks a service or changes it without uploading',
  };
}

function azcopy(words: readonly string[]): TransferReading | undefined {
  const options = readOptions(words, AZCOPY);
  const [verb = '', ...operands] = options.operands;
  if (!/^(?:copy|cp|c|sync|sy)$/.test(verb)) {
    const target = operands.map(urlTarget).find((place) => place !== undefined);
    return target === undefined
      ? undefined
      : {
          direction: 'download',
          carries: 'none',
          target,
          encryptsChannel: true,
          certainty: 0.7,
          reason: 'azcopy lists or removes',
        };
  }
  if (options.value('from-to') === 'PipeBlob') {
    const target = operands.map(urlTarget).find((place) => place !== undefined);
    return {
      direction: 'upload',
      carries: 'stdin',
      target,
      encryptsChannel: true,
      reason: 'azcopy sends what is fed into it',
    };
  }
  return copyReading({
    name: 'azcopy',
    operands: operands.slice(0, 2),
    remote: urlTarget,
    encryptsChannel: !operands.some((word) => /^http:/i.test(word)),
  });
}

export const azureStorage: TransferTool = {
  id: 'azure-storage',
  names: ['az', 'azcopy', 'azcopy10'],
  read: (call) => {
    const azcopyCall = call.program.startsWith('azcopy');
    const reading = azcopyCall ? azcopy(call.words) : az(call.words);
    return reading === undefined ? undefined : { ...reading, tool: azcopyCall ? 'azcopy' : 'az' };
  },
  shape: (words) =>
    words.some((word) => /^(?:copy|cp|sync)$/.test(word)) &&
    words.some((word) => /^https:\/\/[\w-]{3,63}\.(?:blob|file|dfs)\.core\./i.test(word))
      ? 'azcopy'
      : undefined,
};
