import { optionGrammar, readOptions } from '../options.ts';
import type { TransferReading } from '../transfer.ts';
import type { ToolCall, TransferTool } from '../transfer-tool.ts';
import { repositoryOf } from './backup-repository.ts';

/** duplicity 3.0. */
const OPTIONS = optionGrammar(
  `archive-dir= backend-retry-delay= cf-backend= config-dir= copy-blocksize= encrypt-key= encrypt-secret-keyring=
  encrypt-sign-key= exclude= exclude-filelist= exclude-if-present= exclude-older-than= exclude-regexp= file-prefix=
  file-prefix-archive= file-prefix-manifest= file-prefix-signature= path-to-restore= file-to-restore= ftp-passive
  full-if-older-than= gpg-binary= gpg-options= hidden-encrypt-key= imap-mailbox= include= include-filelist= include-regexp=
  log-fd= log-file= max-blocksize= metadata-sync-mode= name= num-retries= par2-options= par2-redundancy= par2-volumes=
  rename= rsync-options= s3-endpoint-url= s3-multipart-chunk-size= s3-region-name= scp-command= sftp-command= sign-key=
  sign-key-password ssh-options= ssl-cacert-file= ssl-cacert-path= tempdir= timeout= t,time,restore-time= time-separator=
  user-agent= v,verbosity= volsize= concurrency= jsonstat dry-run`,
  { abbreviated: true },
);
const ACTIONS = new Set(
  'full incr incremental inc backup restore rb verify cleanup list-current-files collection-status remove-older-than remove-all-but-n-full remove-all-inc-of-but-n-full replicate'.split(
    ' ',
  ),
);

function read({ words, windows }: ToolCall): TransferReading | undefined {
  const options = readOptions(words, OPTIONS);
  const [first = ''] = options.operands;
  const action = ACTIONS.has(first) ? first : '';
  const places = options.operands.slice(action === '' ? 0 : 1);
  const urls = places.map((place) =>
    place.includes('://') || /^[a-z0-9+]{2,16}:/.test(place)
      ? repositoryOf(place, windows)
      : ('local' as const),
  );
  const found = urls.find((url) => url !== 'local');
  if (found === undefined) return undefined;
  const common = { target: found.target, encryptsChannel: found.encryptsChannel };
  if (
    places.length >= 2 &&
    urls.at(-1) !== 'local' &&
    urls[0] === 'local' &&
    !/^(?:restore|verify)$/.test(action)
  )
    return options.has('dry-run')
      ? { ...common, direction: 'download', carries: 'none', reason: 'duplicity only tries a backup' }
      : {
          ...common,
          direction: 'upload',
          carries: 'files',
          files: places.slice(0, 1),
          certainty: 0.95,
          reason: 'duplicity backs up files to another place',
        };
  if (action === 'replicate')
    return {
      ...common,
      direction: 'both',
      carries: 'none',
      reason: 'duplicity copies from one store to another',
    };
  if (action.startsWith('rem') || action === 'cleanup')
    return {
      ...common,
      direction: 'unknown',
      carries: 'none',
      certainty: 0.6,
      reason: 'duplicity removes old backups',
    };
  return { ...common, direction: 'download', carries: 'none', reason: 'duplicity reads from a store' };
}

export const duplicity: TransferTool = { id: 'duplicity', names: ['duplicity'], read };
