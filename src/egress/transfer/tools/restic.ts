import { optionGrammar, readOptions } from '../options.ts';
import { payloadOf } from '../payload.ts';
import type { TransferReading } from '../transfer.ts';
import type { ToolCall, TransferTool } from '../transfer-tool.ts';
import { repositoryOf } from './backup-repository.ts';

/** restic 0.18 and rustic, which is written like it. */
const OPTIONS = optionGrammar(
  `r,repo,repository= repository-file= p,password-file= password-command= key-hint= o,option= cacert= cache-dir= cleanup-cache
  limit-download= limit-upload= tls-client-cert= compression= pack-size= retry-lock= e,exclude= iexclude= exclude-file=
  iexclude-file= exclude-caches exclude-if-present= exclude-larger-than= files-from= files-from-verbatim= files-from-raw=
  f,force g,group-by= H,host= parent= read-concurrency= tag= time= stdin-filename= stdin stdin-from-command
  use-fs-snapshot ignore-ctime ignore-inode no-scan skip-if-unchanged with-atime n,dry-run x,one-file-system t,target=
  i,include= iinclude= path= v,verbose? q,quiet json no-cache no-lock insecure-tls insecure-no-password from-repo=
  from-repository-file= from-password-file= from-password-command= from-key-hint= http-user-agent= a,archive= P,use-profile=
  password= log-level= log-file= no-progress label= description= as-path= glob= keep-last= l= d= w= m= y= max-unused=`,
);

function read({ words, windows }: ToolCall): TransferReading | undefined {
  const options = readOptions(words, OPTIONS);
  const [verb = '', ...operands] = options.operands;
  if (
    /^(?:|version|help|self-update|generate|cache|options|features|completions)$/.test(verb) ||
    options.has('help', 'version')
  )
    return undefined;
  const written = options.value('repository');
  const repository = written === undefined ? undefined : repositoryOf(written, windows);
  if (repository === 'local') return undefined;
  // Without a repository in the arguments it is named by a file or the environment, which may as well be here.
  const certainty = repository === undefined ? 0.6 : 0.95;
  const common = { target: repository?.target, encryptsChannel: repository?.encryptsChannel, certainty };
  switch (verb) {
    case 'backup': {
      if (options.has('dry-run'))
        return {
          ...common,
          direction: 'download',
          carries: 'none',
          reason: 'restic only tries a backup (--dry-run)',
        };
      if (options.has('stdin-from-command'))
        return {
          ...common,
          direction: 'upload',
          carries: 'command-output',
          reason: 'restic backs up the output of a command',
        };
      if (options.has('stdin'))
        return {
          ...common,
          direction: 'upload',
          carries: 'stdin',
          reason: 'restic backs up what is fed into it',
        };
      const payload = payloadOf(operands);
      const listed = options.has('files-from', 'files-from-verbatim', 'files-from-raw');
      return {
        ...common,
        direction: 'upload',
        ...payload,
        carries: listed || payload.carries === 'none' ? 'files' : payload.carries,
        reason: 'restic backs up files to another place',
      };
    }
    case 'restore':
    case 'dump':
    case 'mount':
    case 'cat':
    case 'ls':
    case 'find':
    case 'snapshots':
    case 'diff':
    case 'stats':
    case 'check':
    case 'list':
      return {
        ...common,
        direction: 'download',
        carries: 'none',
        reason: `restic ${verb} only reads from the repository`,
      };
    case 'copy':
      return {
        ...common,
        direction: 'both',
        carries: 'none',
        reason: 'restic copies from one repository to another',
      };
    default:
      return {
        ...common,
        direction: 'unknown',
        carries: 'none',
        certainty: certainty * 0.7,
        reason: 'restic changes a repository without backing up files',
      };
  }
}

export const restic: TransferTool = {
  id: 'restic',
  names: ['restic', 'rustic'],
  read,
  shape: (words) =>
    words.includes('backup') &&
    words.some((word) => /^(?:--repo=)?(?:sftp|s3|b2|rest|azure|gs|swift|rclone):[^/]?/.test(word))
      ? 'restic'
      : undefined,
};
