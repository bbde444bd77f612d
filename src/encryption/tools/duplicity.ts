import { assigned } from './environment.ts';
import { OptionSet } from './option-set.ts';
import type { Tool, ToolArguments, ToolReading } from './tool.ts';

const NAMES = {
  short: 'tr',
  long: 'encrypt-key encrypt-sign-key encrypt-secret-keyring hidden-encrypt-key sign-key archive-dir tempdir full-if-older-than volsize include exclude include-filelist exclude-filelist gpg-options gpg-binary time restore-time file-to-restore path-to-restore num-retries timeout ssh-options name log-file rename backend-retry-delay ssl-cacert-file',
};
const ACTIONS =
  /^(?:full|incr|incremental|inc|backup|restore|verify|collection-status|list-current-files|cleanup|remove-\S+)$/;
const URL = /^[a-z][a-z0-9+.-]*:\/\//i;

function read(given: ToolArguments): ToolReading {
  const options = new OptionSet(given.words, NAMES);
  const action = ACTIONS.test(options.operands[0] ?? '') ? (options.operands[0] ?? '') : '';
  const [source = '', target] = action === '' ? options.operands : options.operands.slice(1);
  if (target === undefined || /^(?:verify|collection|list|cleanup|remove)/.test(action))
    return { class: 'none', reason: 'duplicity manages a backup' };
  if (options.has('no-encryption')) return { class: 'compression', reason: 'duplicity without encryption' };
  const restores = action === 'restore' || (action === '' && URL.test(source));
  const byKey = options.has('encrypt-key', 'encrypt-sign-key', 'hidden-encrypt-key');
  return {
    class: byKey ? 'hybrid' : 'symmetric',
    direction: restores ? 'decrypt-claimed' : 'encrypt',
    keySource: byKey ? 'file' : assigned(given, /^PASSPHRASE$/) === undefined ? 'prompt' : 'environment',
    confidence: restores ? 0.7 : 0.9,
    inputs: [source],
    outputs: [target],
    reason: `duplicity ${restores ? 'restores' : 'backs up'} through GnuPG ${byKey ? 'for a key' : 'with a passphrase'}`,
  };
}

/** duplicity: GnuPG with a passphrase unless a key is named or encryption is switched off. */
export const duplicity: Tool = {
  id: 'duplicity',
  names: ['duplicity'],
  read,
  examples: {
    positive: [
      {
        line: 'FTP_PASSWORD=a PASSPHRASE=winter duplicity full /home ftps://u@h.example.com/d',
        platform: 'posix',
        class: 'symmetric',
        direction: 'encrypt',
        keySource: 'environment',
        inputs: ['/home'],
        outputs: ['ftps://u@h.example.com/d'],
        secrets: ['winter', 'a'],
      },
      {
        line: 'duplicity --encrypt-key 0A1B /home sftp://h/d',
        platform: 'posix',
        class: 'hybrid',
        direction: 'encrypt',
      },
      {
        line: 'duplicity sftp://h/d /home/r',
        platform: 'posix',
        class: 'symmetric',
        direction: 'decrypt-claimed',
      },
    ],
    negative: [
      { line: 'duplicity --no-encryption /home sftp://h/d', platform: 'posix' },
      { line: 'duplicity collection-status sftp://h/d', platform: 'posix' },
    ],
  },
};
