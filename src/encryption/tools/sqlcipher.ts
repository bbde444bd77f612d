import type { Tool, ToolArguments, ToolReading, WordRange } from './tool.ts';

const KEY = /\b(?:pragma\s+(?:re)?key\s*=\s*|\bkey\s+)(?:"x'|["'])([^"']{1,256})["']/gi;

function read({ words, command }: ToolArguments): ToolReading {
  const secrets: WordRange[] = [];
  for (const [word, { text }] of words.entries())
    for (const found of text.slice(0, 8192).matchAll(KEY)) {
      const value = found[1] ?? '';
      const start = found.index + found[0].lastIndexOf(value);
      secrets.push({ word, start, end: start + value.length });
    }
  const file = words.find((word) => !word.text.startsWith('-'))?.text;
  if (file === undefined || words.some((word) => /^-{1,2}(?:version|help)$/.test(word.text)))
    return { class: 'none', secrets, reason: 'sqlcipher without a database' };
  const keyed = secrets.length > 0 || words.some((word) => /\bpragma\s+(?:re)?key\b/i.test(word.text));
  return {
    class: 'symmetric',
    direction: keyed ? 'both' : 'unknown',
    algorithm: 'aes-256-cbc',
    keySource: secrets.length > 0 ? 'command-line' : command.stdin === undefined ? 'unknown' : 'descriptor',
    tier: keyed ? 3 : 1,
    confidence: keyed ? 0.85 : 0.5,
    inputs: [file],
    secrets,
    reason: keyed
      ? 'sqlcipher works on an encrypted database'
      : 'sqlcipher; whether a key is used does not show',
  };
}

/** SQLCipher's shell. */
export const sqlcipher: Tool = {
  id: 'sqlcipher',
  names: ['sqlcipher'],
  read,
  examples: {
    positive: [
      {
        line: `sqlcipher a.db "PRAGMA key='winter'; ATTACH DATABASE 'b.db' AS b KEY 'spring';"`,
        platform: 'posix',
        class: 'symmetric',
        direction: 'both',
        algorithm: 'aes-256-cbc',
        keySource: 'command-line',
        inputs: ['a.db'],
        secrets: ['winter', 'spring'],
      },
    ],
    negative: [
      { line: 'sqlcipher -version', platform: 'posix' },
      { line: 'sqlite3 a.db "select key from t"', platform: 'posix' },
    ],
  },
};
