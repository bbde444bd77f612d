import { optionGrammar, readOptions } from '../options.ts';
import { payloadOf } from '../payload.ts';
import type { TransferReading } from '../transfer.ts';
import type { ToolCall, TransferTool } from '../transfer-tool.ts';
import { repositoryOf } from './backup-repository.ts';

/** Borg 1.4 and 2. */
const OPTIONS = optionGrammar(
  `r,repo= lock-wait= umask= remote-path= remote-ratelimit= upload-ratelimit= upload-buffer= remote-buffer= debug-topic= rsh=
  e,exclude= exclude-from= pattern= patterns-from= exclude-if-present= filter= stdin-name= stdin-user= stdin-group=
  stdin-mode= paths-delimiter= comment= timestamp= c,checkpoint-interval= checkpoint-volume= chunker-params= C,compression=
  encryption= format= a,match-archives,glob-archives= P,prefix= sort-by= first= last= strip-components= log-json progress
  p,progress s,stats v,verbose n,dry-run x,one-file-system content-from-command paths-from-stdin paths-from-command
  numeric-owner numeric-ids files-cache= storage-quota= restrict-to-path= restrict-to-repository= tar-filter=
  keep-within= keep-last= keep-hourly= H= d,keep-daily= w,keep-weekly= m,keep-monthly= y,keep-yearly= other-repo= json list`,
);

function read({ words, windows }: ToolCall): TransferReading | undefined {
  const options = readOptions(words, OPTIONS);
  const [verb = '', ...operands] = options.operands;
  if (/^(?:|help|debug|benchmark|key|umount|completion|with-lock|break-lock|config)$/.test(verb))
    return undefined;
  if (verb === 'serve')
    return {
      direction: 'both',
      carries: 'unknown',
      certainty: 0.5,
      reason: 'borg serves a repository to the host that called',
    };
  const place =
    options.value('repo') ?? operands.find((operand) => operand.includes('::') || operand.includes(':'));
  const written = place?.split('::')[0] ?? '';
  // `::archive` with BORG_REPO.
  const repository = written === '' ? undefined : repositoryOf(written, windows);
  if (repository === 'local') return undefined;
  if (repository === undefined && !operands.some((operand) => operand.startsWith('::'))) return undefined;
  const certainty = repository === undefined ? 0.6 : 0.95;
  const common = {
    target: repository?.target,
    encryptsChannel: repository?.encryptsChannel ?? true,
    certainty,
  };
  const rest =
    options.value('repo') === undefined
      ? operands.filter((operand) => operand !== place && !operand.startsWith('::'))
      : operands.slice(1);
  if (verb === 'create' || verb === 'import-tar') {
    if (options.has('dry-run'))
      return { ...common, direction: 'download', carries: 'none', reason: 'borg only tries a backup' };
    if (options.has('content-from-command'))
      return {
        ...common,
        direction: 'upload',
        carries: 'command-output',
        reason: 'borg backs up the output of a command',
      };
    const payload = payloadOf(rest);
    return {
      ...common,
      direction: 'upload',
      ...payload,
      carries: payload.carries === 'none' ? 'files' : payload.carries,
      reason: 'borg backs up files to another host',
    };
  }
  if (/^(?:extract|list|info|mount|diff|check|export-tar|repo-list|repo-info)$/.test(verb))
    return {
      ...common,
      direction: 'download',
      carries: 'none',
      reason: `borg ${verb} only reads from the repository`,
    };
  return {
    ...common,
    direction: verb === 'transfer' ? 'both' : 'unknown',
    carries: 'none',
    certainty: certainty * 0.7,
    reason: 'borg changes a repository without backing up files',
  };
}

export const borg: TransferTool = { id: 'borg', names: ['borg', 'borg2', 'attic', 'borgbackup'], read };
