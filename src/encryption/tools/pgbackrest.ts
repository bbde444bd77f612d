import { OptionSet } from './option-set.ts';
import type { Tool, ToolArguments, ToolReading } from './tool.ts';

function read({ words }: ToolArguments): ToolReading {
  const options = new OptionSet(words, {});
  const repositories = [1, 2, 3, 4];
  const types = repositories.map((number) => `repo${number}-cipher-type`);
  const passes = repositories.map((number) => `repo${number}-cipher-pass`);
  const secrets = options.ranges(...passes);
  const cipher = options.value(...types);
  const [verb = ''] = options.operands;
  if (cipher === undefined || cipher === 'none')
    return { class: 'none', secrets, reason: 'pgBackRest; whether it encrypts stands in its configuration' };
  return {
    class: 'symmetric',
    direction: verb === 'restore' || verb === 'archive-get' ? 'decrypt-claimed' : 'encrypt',
    algorithm: cipher.toLowerCase(),
    keySource: secrets.length > 0 ? 'command-line' : 'file',
    secrets,
    reason: `pgBackRest ${verb} with ${cipher}`,
  };
}

/** pgBackRest with its cipher named in the arguments. */
export const pgbackrest: Tool = {
  id: 'pgbackrest',
  names: ['pgbackrest'],
  read,
  examples: {
    positive: [
      {
        line: 'pgbackrest --stanza=main --repo1-cipher-type=aes-256-cbc --repo1-cipher-pass=winter backup',
        platform: 'posix',
        class: 'symmetric',
        direction: 'encrypt',
        algorithm: 'aes-256-cbc',
        secrets: ['winter'],
      },
    ],
    negative: [
      { line: 'pgbackrest --stanza=main backup', platform: 'posix' },
      { line: 'pgbackrest --repo1-cipher-type=none backup', platform: 'posix' },
    ],
  },
};
