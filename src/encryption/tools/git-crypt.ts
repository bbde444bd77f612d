import type { Tool, ToolArguments, ToolReading } from './tool.ts';

function readGitCrypt(words: readonly string[]): ToolReading {
  const [verb = '', ...rest] = words;
  const files = rest.filter((word) => !word.startsWith('-'));
  const common = { algorithm: 'aes-256-ctr', inputs: files } as const;
  if (verb === 'unlock') {
    const byKey = files.length > 0;
    return {
      ...common,
      class: byKey ? 'symmetric' : 'hybrid',
      direction: 'decrypt-claimed',
      keySource: byKey ? 'file' : 'agent',
      reason: 'git-crypt decrypts the working copy',
    };
  }
  if (verb === 'clean' || verb === 'smudge' || verb === 'diff') {
    const encrypts = verb === 'clean';
    return {
      ...common,
      class: 'symmetric',
      direction: encrypts ? 'encrypt' : 'decrypt-claimed',
      keySource: 'file',
      reason: `git-crypt as a filter of git: ${encrypts ? 'encrypts' : 'decrypts'}`,
    };
  }
  if (verb === 'add-gpg-user')
    return { class: 'asymmetric', direction: 'encrypt', reason: 'git-crypt wraps its key for a GnuPG user' };
  return { class: 'none', reason: 'git-crypt manages keys or shows a state' };
}

function readGitSecret(words: readonly string[]): ToolReading {
  const verb = words[0] ?? '';
  if (verb === 'hide')
    return {
      class: 'hybrid',
      form: 'secret',
      direction: 'encrypt',
      keySource: 'agent',
      reason: 'git-secret encrypts for GnuPG users',
    };
  if (verb === 'reveal' || verb === 'cat' || verb === 'changes')
    return {
      class: 'hybrid',
      form: 'secret',
      direction: 'decrypt-claimed',
      keySource: 'agent',
      reason: 'git-secret decrypts',
    };
  return { class: 'none', reason: 'git-secret manages users or files' };
}

function read({ program, words }: ToolArguments): ToolReading | undefined {
  const texts = words.map((word) => word.text);
  if (program === 'git-crypt') return readGitCrypt(texts);
  if (program === 'git-secret') return readGitSecret(texts);
  if (texts[0] === 'crypt') return readGitCrypt(texts.slice(1));
  return texts[0] === 'secret' ? readGitSecret(texts.slice(1)) : undefined;
}

/** git-crypt (AES under a file key) and git-secret (GnuPG), also as subcommands of git. */
export const gitCrypt: Tool = {
  id: 'git-crypt',
  names: ['git-crypt', 'git-secret', 'git'],
  gate: ['git-crypt', 'git-secret', 'git crypt', 'git secret'],
  read,
  examples: {
    positive: [
      {
        line: 'git-crypt unlock /k/repo.key',
        platform: 'posix',
        class: 'symmetric',
        direction: 'decrypt-claimed',
        keySource: 'file',
      },
      {
        line: 'git-crypt clean --key-name=default',
        platform: 'posix',
        class: 'symmetric',
        direction: 'encrypt',
        algorithm: 'aes-256-ctr',
      },
      { line: 'git-crypt unlock', platform: 'posix', class: 'hybrid' },
      { line: 'git secret hide', platform: 'posix', class: 'hybrid', direction: 'encrypt' },
    ],
    negative: [
      { line: 'git-crypt status', platform: 'posix' },
      { line: 'git-crypt init', platform: 'posix' },
      { line: 'git secret tell a@example.com', platform: 'posix' },
      { line: 'git commit -m crypt', platform: 'posix' },
    ],
  },
};
