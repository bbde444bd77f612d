import { OptionSet } from './option-set.ts';
import type { Tool, ToolArguments, ToolReading } from './tool.ts';

const NAMES = {
  short: 'akf',
  long: 'encrypt encrypt-algo encrypt-key encrypt-key-file target-dir input output decrypt',
};

function read({ words, program }: ToolArguments): ToolReading {
  const options = new OptionSet(words, NAMES);
  const secrets = options.ranges('encrypt-key', ...(program === 'xbcrypt' ? ['k'] : []));
  const decrypts = options.has('decrypt') || (program === 'xbcrypt' && options.has('d'));
  const stated =
    options.value('encrypt', 'decrypt', 'encrypt-algo') ??
    (program === 'xbcrypt' ? options.value('a') : undefined);
  if (
    stated === undefined &&
    !(program === 'xbcrypt' && options.has('encrypt-key', 'encrypt-key-file', 'k', 'f'))
  )
    return { class: 'none', secrets, reason: `${program} without encryption` };
  const directories = options.values('target-dir');
  return {
    class: 'symmetric',
    direction: decrypts ? 'decrypt-claimed' : 'encrypt',
    algorithm: stated?.toLowerCase().replace(/^aes(\d+)$/, 'aes-$1') ?? 'aes-256',
    keySource: secrets.length > 0 ? 'command-line' : 'file',
    inputs: decrypts ? directories : options.values('input'),
    outputs: decrypts ? [] : directories,
    secrets,
    reason: `${program} ${decrypts ? 'decrypts' : 'encrypts'} a database backup`,
  };
}

/** Percona XtraBackup, MariaDB Backup and xbcrypt. mysqldump has no encryption of its own. */
export const xtrabackup: Tool = {
  id: 'xtrabackup',
  names: ['xtrabackup', 'mariabackup', 'mariadb-backup', 'innobackupex', 'xbcrypt', 'xbstream'],
  read,
  examples: {
    positive: [
      {
        line: 'xtrabackup --backup --target-dir=/b --encrypt=AES256 --encrypt-key="winter0123"',
        platform: 'posix',
        class: 'symmetric',
        direction: 'encrypt',
        algorithm: 'aes-256',
        outputs: ['/b'],
        secrets: ['winter0123'],
      },
      {
        line: 'xtrabackup --decrypt=AES256 --encrypt-key-file=/k --target-dir=/b',
        platform: 'posix',
        class: 'symmetric',
        direction: 'decrypt-claimed',
        keySource: 'file',
      },
      {
        line: 'xbcrypt -d -f /k -a AES256',
        platform: 'posix',
        class: 'symmetric',
        direction: 'decrypt-claimed',
      },
    ],
    negative: [
      { line: 'mariabackup --backup --target-dir=/b', platform: 'posix' },
      { line: 'mysqldump -psecret --all-databases', platform: 'posix' },
    ],
  },
};
