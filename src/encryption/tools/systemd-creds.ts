import { OptionSet } from './option-set.ts';
import type { Tool, ToolArguments, ToolReading } from './tool.ts';

const NAMES = {
  short: 'HTp',
  long: 'name timestamp not-after with-key tpm2-device tpm2-pcrs tpm2-public-key uid transcode newline',
};

function read({ words, command }: ToolArguments): ToolReading {
  const options = new OptionSet(words, { ...NAMES, short: '' });
  const [verb = '', input, output] = options.operands;
  if ((verb !== 'encrypt' && verb !== 'decrypt') || options.has('help'))
    return { class: 'none', reason: 'systemd-creds shows credentials' };
  return {
    class: 'symmetric',
    direction: verb === 'encrypt' ? 'encrypt' : 'decrypt-claimed',
    algorithm: 'aes-256-gcm',
    keySource: 'agent',
    confidence: 0.85,
    inputs: input === undefined || input === '-' ? command.inputs : [input],
    outputs: output === undefined || output === '-' ? command.outputs : [output],
    reason: `systemd-creds ${verb}s under the key of this computer`,
  };
}

/** systemd-creds: AES-256-GCM under a key of the host or its TPM. */
export const systemdCreds: Tool = {
  id: 'systemd-creds',
  names: ['systemd-creds'],
  read,
  examples: {
    positive: [
      {
        line: 'systemd-creds encrypt --name db plain.txt cipher.cred',
        platform: 'posix',
        class: 'symmetric',
        direction: 'encrypt',
        algorithm: 'aes-256-gcm',
        inputs: ['plain.txt'],
        outputs: ['cipher.cred'],
      },
      {
        line: 'echo -n x | systemd-creds encrypt -p --name=db - - >> a.service',
        platform: 'posix',
        class: 'symmetric',
        outputs: ['a.service'],
      },
      {
        line: 'systemd-creds decrypt cipher.cred -',
        platform: 'posix',
        class: 'symmetric',
        direction: 'decrypt-claimed',
      },
    ],
    negative: [
      { line: 'systemd-creds list', platform: 'posix' },
      { line: 'systemd-creds has-tpm2', platform: 'posix' },
    ],
  },
};
