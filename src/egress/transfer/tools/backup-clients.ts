/** Backup programs whose command states the direction and whose target stands in a configuration. */
import { optionGrammar, readOptions } from '../options.ts';
import { remotePath, urlTarget } from '../target.ts';
import type { TransferReading } from '../transfer.ts';
import type { ToolCall, TransferTool } from '../transfer-tool.ts';
import { repositoryOf } from './backup-repository.ts';

const KOPIA = optionGrammar(
  'config-file= log-file= log-level= log-dir= p,password= bucket= endpoint= access-key= secret-access-key= region= prefix= host= username= path= keyfile= known-hosts= known-hosts-data= url= storage-account= container= storage-key= remote-path= description= parallel= tags= cache-directory= override-source= stdin-file= start-time= end-time= override-hostname= override-username= all',
  {},
);
const DUPLICACY = optionGrammar('threads= limit-rate= t= storage= hash= r= key= background vss dry-run', {
  singleDash: true,
});
const TARSNAP = optionGrammar(
  'f= C= I= T= X= b= s= keyfile= cachedir= configfile= exclude= include= maxbw= csv-file= snaptime= newer= c x t d r',
  {},
);
const RDIFF = optionGrammar(
  'remote-schema= r,restore-as-of= exclude= include= exclude-filelist= include-filelist= v,verbosity= api-version= terminal-verbosity= max-file-size= at= b= s=',
);
const PROXMOX = optionGrammar(
  'repository= keyfile= backup-id= backup-type= ns= exclude= rate= crypt-mode= include-dev= master-pubkey-file= backup-time=',
);

function kopia(words: readonly string[]): TransferReading | undefined {
  const options = readOptions(words, KOPIA);
  const [first = '', second = '', ...rest] = options.operands;
  const snapshot = /^(?:snapshot|snap)$/.test(first);
  if ((snapshot && second === 'create') || first === 'backup')
    return {
      direction: 'upload',
      carries: 'files',
      files: snapshot ? rest : [second, ...rest].filter((word) => word !== ''),
      certainty: 0.65,
      reason: 'kopia backs up files to its repository, which its arguments do not name',
    };
  if ((snapshot && second === 'restore') || first === 'restore' || first === 'mount' || first === 'show')
    return {
      direction: 'download',
      carries: 'none',
      certainty: 0.7,
      reason: 'kopia reads from its repository',
    };
  if (
    /^repo(?:sitory)?$/.test(first) &&
    /^(?:create|connect|sync-to)$/.test(second) &&
    rest[0] !== 'filesystem'
  ) {
    const endpoint = options.value('endpoint') ?? options.value('host') ?? options.value('url');
    const target =
      endpoint === undefined
        ? undefined
        : (urlTarget(endpoint) ?? { host: endpoint.split(':')[0] ?? endpoint });
    return {
      direction: second === 'sync-to' ? 'both' : 'unknown',
      carries: 'none',
      target: { scheme: rest[0] ?? 'kopia', ...target },
      encryptsChannel: true,
      certainty: 0.6,
      reason: 'kopia prepares a repository elsewhere',
    };
  }
  return first === 'server'
    ? { direction: 'listen', carries: 'unknown', certainty: 0.6, reason: 'kopia serves its repository' }
    : undefined;
}

function tarsnap(words: readonly string[]): TransferReading | undefined {
  const options = readOptions(words, TARSNAP);
  const common = { target: { host: 'v1-0-0-server.tarsnap.com' }, encryptsChannel: true };
  if (options.has('c'))
    return {
      ...common,
      direction: 'upload',
      carries: 'files',
      files: options.operands,
      certainty: 0.95,
      reason: 'tarsnap backs up files',
    };
  if (options.has('x', 't', 'list-archives', 'r'))
    return { ...common, direction: 'download', carries: 'none', reason: 'tarsnap reads from its store' };
  return undefined;
}

function rdiffBackup(words: readonly string[], windows: boolean): TransferReading | undefined {
  const options = readOptions(words, RDIFF);
  const operands = options.operands.filter(
    (word, index) => index > 0 || !/^(?:backup|restore|list|remove|verify|server)$/.test(word),
  );
  const places = operands.map((operand) =>
    operand.includes('::') ? remotePath(operand.replace('::', ':'), windows) : undefined,
  );
  const target = places.find((place) => place !== undefined);
  if (target === undefined) return undefined;
  const up = places.at(-1) !== undefined && operands.length > 1 && options.operands[0] !== 'restore';
  return {
    direction: up ? 'upload' : 'download',
    carries: up ? 'files' : 'none',
    files: up ? operands.slice(0, -1) : [],
    target: { ...target, scheme: 'ssh' },
    encryptsChannel: true,
    reason: up ? 'rdiff-backup backs up files to another host' : 'rdiff-backup reads from another host',
  };
}

function read({ program, words, windows }: ToolCall): TransferReading | undefined {
  if (program === 'kopia') return kopia(words);
  if (program === 'tarsnap') return tarsnap(words);
  if (program === 'rdiff-backup') return rdiffBackup(words, windows);
  if (program === 'proxmox-backup-client') {
    const options = readOptions(words, PROXMOX);
    const [verb, ...rest] = options.operands;
    const place = repositoryOf(options.value('repository') ?? '', windows);
    const target = place === 'local' ? undefined : place.target;
    if (verb === 'backup')
      return {
        direction: 'upload',
        carries: 'files',
        files: rest.map((each) => each.slice(each.indexOf(':') + 1)),
        target,
        encryptsChannel: true,
        reason: 'proxmox-backup-client backs up files to a server',
      };
    return verb === 'restore'
      ? {
          direction: 'download',
          carries: 'none',
          target,
          encryptsChannel: true,
          reason: 'proxmox-backup-client reads from a server',
        }
      : undefined;
  }
  const [verb] = readOptions(words, DUPLICACY).operands;
  if (verb === 'backup')
    return {
      direction: 'upload',
      carries: 'files',
      certainty: 0.65,
      reason: 'the backup client sends the files of its configuration',
    };
  if (verb === 'copy')
    return {
      direction: 'both',
      carries: 'none',
      certainty: 0.6,
      reason: 'the backup client copies from one store to another',
    };
  return verb === 'restore' || verb === 'list' || verb === 'check'
    ? {
        direction: 'download',
        carries: 'none',
        certainty: 0.65,
        reason: 'the backup client reads from its store',
      }
    : undefined;
}

export const backupClients: TransferTool = {
  id: 'backup-client',
  names: ['kopia', 'duplicacy', 'tarsnap', 'rdiff-backup', 'proxmox-backup-client', 'duplicati-cli'],
  family: true,
  read,
};
