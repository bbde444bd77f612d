import type { Tool, ToolArguments, ToolReading, WordRange } from './tool.ts';

function read({ program, words }: ToolArguments): ToolReading {
  const values = new Map<string, string>();
  const secrets: WordRange[] = [];
  for (const [word, { text }] of words.entries()) {
    const equals = text.indexOf('=');
    if (equals < 1) continue;
    const name = text.slice(0, equals).toLowerCase().replace(/^-+/, '');
    values.set(name, text.slice(equals + 1));
    if (name === 'encryption_password') secrets.push({ word, start: equals + 1, end: text.length });
  }
  const encryption = (values.get('encryption') ?? '').toLowerCase();
  if ((encryption === '' || encryption === 'none') && secrets.length === 0)
    return { class: 'none', reason: 'Data Pump without encryption' };
  const writes = program === 'expdp';
  return {
    class: 'symmetric',
    direction: writes ? 'encrypt' : 'decrypt-claimed',
    algorithm: (values.get('encryption_algorithm') ?? 'aes128').toLowerCase().replace(/^aes(\d+)$/, 'aes-$1'),
    keySource: secrets.length > 0 ? 'command-line' : 'agent',
    inputs: writes ? [] : [values.get('dumpfile') ?? ''].filter((file) => file !== ''),
    outputs: writes ? [values.get('dumpfile') ?? ''].filter((file) => file !== '') : [],
    secrets,
    reason: `Data Pump ${writes ? 'writes' : 'reads'} an encrypted dump`,
  };
}

/** Oracle Data Pump. */
export const dataPump: Tool = {
  id: 'data-pump',
  names: ['expdp', 'impdp'],
  read,
  examples: {
    positive: [
      {
        line: 'expdp hr/x DUMPFILE=hr.dmp ENCRYPTION=all ENCRYPTION_PASSWORD=winter ENCRYPTION_ALGORITHM=AES256',
        platform: 'posix',
        class: 'symmetric',
        direction: 'encrypt',
        algorithm: 'aes-256',
        outputs: ['hr.dmp'],
        secrets: ['winter'],
      },
      {
        line: 'impdp hr/x dumpfile=hr.dmp encryption_password=winter',
        platform: 'posix',
        class: 'symmetric',
        direction: 'decrypt-claimed',
        inputs: ['hr.dmp'],
      },
    ],
    negative: [
      { line: 'expdp hr/x dumpfile=hr.dmp', platform: 'posix' },
      { line: 'expdp hr/x dumpfile=hr.dmp encryption=none', platform: 'posix' },
    ],
  },
};
