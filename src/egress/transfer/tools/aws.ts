import { copyReading } from '../copy-reading.ts';
import { optionGrammar, readOptions } from '../options.ts';
import { payloadOf } from '../payload.ts';
import { targetOf, urlTarget } from '../target.ts';
import type { TransferReading, TransferTarget } from '../transfer.ts';
import type { ToolCall, TransferTool } from '../transfer-tool.ts';

/** The flags of AWS CLI v2; every other long option takes a value. */
const OPTIONS = optionGrammar(
  `debug no-verify-ssl no-paginate no-sign-request no-cli-pager cli-auto-prompt no-cli-auto-prompt v2 version recursive quiet
  only-show-errors dryrun delete exact-timestamps size-only follow-symlinks no-follow-symlinks no-guess-mime-type
  no-progress progress force-glacier-transfer ignore-glacier-warnings no-overwrite human-readable summarize dry-run
  endpoint-url= region= profile= output= ca-bundle= exclude= include= sse= sse-c= sse-c-key= sse-kms-key-id= acl=
  storage-class= grants= metadata= expected-size= bucket= key= body= zip-file= generate-cli-skeleton? page-size=`,
  { unknownTakeValue: true },
);

/** Verbs by which data of the arguments or of a file go out. */
const SENDS =
  /^(?:put-|upload-|send-|publish|import-|create-(?:function|secret|snippet)|update-(?:function-code|secret)|batch-put|post-|write-|deploy|sync-)/;
const FETCHES =
  /^(?:get-|list-|describe-|download-|head-|scan|query|select-|receive-|filter-|tail|ls|presign|lookup-|search|wait)/;

function s3Of(word: string, endpoint: TransferTarget | undefined): TransferTarget | undefined {
  if (!/^s3:\/\//i.test(word)) return undefined;
  return targetOf({
    scheme: 's3',
    host: endpoint?.host,
    port: endpoint?.port,
    path: word.slice('s3://'.length),
  });
}

function read({ words }: ToolCall): TransferReading | undefined {
  const options = readOptions(words, OPTIONS);
  const [service = '', verb = '', ...operands] = options.operands;
  if (/^(?:|help|configure|history|cli-dev)$/.test(service) || verb === 'help' || verb === '')
    return undefined;
  const stated = options.value('endpoint-url');
  const endpoint = stated === undefined ? undefined : urlTarget(stated);
  const encryptsChannel = endpoint?.scheme !== 'http';
  const named = operands.map((word) => s3Of(word, endpoint)).find((place) => place !== undefined);
  const common = { encryptsChannel, target: named ?? endpoint ?? targetOf({ scheme: 'https' }) };
  if (options.has('dryrun', 'dry-run'))
    return {
      ...common,
      direction: 'download',
      carries: 'none',
      certainty: 0.7,
      reason: 'aws only tries (--dryrun)',
    };
  if (service === 's3' && /^(?:cp|mv|sync)$/.test(verb))
    return copyReading({
      name: `aws s3 ${verb}`,
      operands: operands.slice(0, 2),
      remote: (word) => s3Of(word, endpoint),
      encryptsChannel,
    });
  if (service === 'ssm' && verb === 'start-session')
    return {
      ...common,
      direction: 'interactive',
      carries: 'stdin',
      certainty: 0.7,
      reason: 'aws opens a session on another host',
    };
  const files = options.sequence.flatMap(({ name, value }) =>
    value === undefined
      ? []
      : /^fileb?:\/\//.test(value)
        ? [value.replace(/^fileb?:\/\//, '')]
        : name === 'body'
          ? [value]
          : [],
  );
  const bucket = options.value('bucket');
  const store =
    bucket === undefined
      ? common
      : {
          ...common,
          target: targetOf({
            scheme: 's3',
            host: endpoint?.host,
            port: endpoint?.port,
            path: `${bucket}/${options.value('key') ?? ''}`,
          }),
        };
  if (SENDS.test(verb))
    return files.length > 0
      ? {
          ...store,
          ...payloadOf(files),
          direction: 'upload',
          reason: 'aws sends a file with a request that stores it',
        }
      : {
          ...store,
          direction: 'upload',
          carries: 'literal',
          certainty: 0.6,
          reason: 'aws sends text of its arguments with a request that stores it',
        };
  if (FETCHES.test(verb))
    return { ...store, direction: 'download', carries: 'none', certainty: 0.85, reason: 'aws only asks' };
  return {
    ...store,
    ...payloadOf(files),
    direction: 'unknown',
    certainty: 0.5,
    reason: 'aws makes a request that may change something',
  };
}

/** The AWS command line: `s3 cp` by its sides, the rest by the verb. */
export const aws: TransferTool = {
  id: 'aws',
  names: ['aws', 'aws2', 'awscli', 'awslocal'],
  read,
  shape: (words) =>
    words.includes('s3') &&
    words.some((word) => /^(?:cp|mv|sync)$/.test(word)) &&
    words.some((word) => word.startsWith('s3://'))
      ? 'aws'
      : undefined,
};
