import type { CommandWord } from '../command-line/command-word.ts';
import type { Tool, ToolArguments, ToolReading, WordRange } from './tool.ts';

/** A connection string makes a crypt remote on the spot: `:crypt,remote=s3:bucket,password=OBSCURED:path`. */
const CRYPT = /^:crypt[,:]/i;

function secretsOf(words: readonly CommandWord[]): WordRange[] {
  const secrets: WordRange[] = [];
  for (const [index, { text }] of words.entries()) {
    for (const found of text.slice(0, 8192).matchAll(/(?:^|[,-])(?:password2?|pass)=([^,:"]+|"[^"]*")/gi)) {
      const value = found[1] ?? '';
      const start = found.index + found[0].length - value.length;
      secrets.push({ word: index, start, end: start + value.length });
    }
    if (words[index - 1]?.text === 'obscure') secrets.push({ word: index, start: 0, end: text.length });
  }
  return secrets;
}

/** Remotes that the environment declares: `RCLONE_CONFIG_SAFE_TYPE=crypt` makes `safe:` one. */
function declaredRemotes({ command }: ToolArguments): string[] {
  return (command.assignments ?? []).flatMap(({ text }) => {
    const name = /^RCLONE_CONFIG_(\w+)_TYPE=crypt$/i.exec(text)?.[1];
    return name === undefined ? [] : [name.toLowerCase()];
  });
}

/** What people call their crypt remotes, as rclone's own manual does (`secret:`). */
const CALLED_CRYPT = /^[\w.+@ -]{0,64}?(?:crypt|secret|encrypted)[\w.+@ -]{0,64}:|^enc:/i;

const TRANSFERS = /^(?:copy|copyto|sync|move|moveto|rcat|bisync|mount|serve)$/;

function read(given: ToolArguments): ToolReading {
  const { words } = given;
  const declared = declaredRemotes(given);
  const secrets = secretsOf(words);
  // `--config file` may stand before the verb.
  const at = words.findIndex(({ text }) => TRANSFERS.test(text) || /^(?:config|obscure)$/.test(text));
  const verb = (words[at]?.text ?? words.find(({ text }) => !text.startsWith('-'))?.text ?? '').toLowerCase();
  const remotes = words
    .slice(at + 1)
    .filter((word) => !word.text.startsWith('-') && word.text !== verb)
    .map((word) => word.text);
  const crypt = remotes.findIndex(
    (remote) =>
      CRYPT.test(remote) ||
      declared.includes(remote.slice(0, Math.max(0, remote.indexOf(':'))).toLowerCase()),
  );
  const environment = words.some((word) => /^--crypt-(?:remote|password)/.test(word.text));
  if (crypt >= 0 || environment) {
    const writes = crypt > 0 || verb === 'rcat' || verb === 'serve';
    const direction = !TRANSFERS.test(verb)
      ? 'unknown'
      : writes
        ? 'encrypt'
        : crypt === 0
          ? 'decrypt-claimed'
          : 'unknown';
    return {
      class: 'symmetric',
      direction: verb === 'mount' || verb === 'serve' || verb === 'bisync' ? 'both' : direction,
      algorithm: 'xsalsa20-poly1305',
      keySource: secrets.length > 0 ? 'command-line' : 'unknown',
      inputs: writes ? remotes.slice(0, 1) : [],
      secrets,
      reason: 'rclone crypt remote in the command line',
    };
  }
  if (declared.length > 0)
    return {
      class: 'symmetric',
      tier: 1,
      confidence: 0.6,
      keySource: 'environment',
      secrets,
      reason: 'rclone crypt remote in the environment, another remote in use',
    };
  const target = remotes.findIndex((remote) => CALLED_CRYPT.test(remote));
  if (target > 0 && TRANSFERS.test(verb))
    return {
      class: 'symmetric',
      direction: 'encrypt',
      tier: 2,
      confidence: 0.6,
      inputs: remotes.slice(0, 1),
      secrets,
      reason: 'rclone copies to a remote that is called like a crypt remote; its configuration was not seen',
    };
  const configures = verb === 'config' && remotes.some((remote) => remote.toLowerCase() === 'crypt');
  if (configures)
    return {
      class: 'symmetric',
      tier: 1,
      confidence: 0.7,
      secrets,
      reason: 'rclone crypt remote configured',
    };
  return {
    class: 'none',
    secrets,
    reason: 'rclone; whether the remote is a crypt remote stands in its configuration',
  };
}

/** rclone. A crypt remote named in the configuration cannot be seen in arguments. */
export const rclone: Tool = {
  id: 'rclone-crypt',
  names: ['rclone'],
  read,
  shape: (words) => words.some((word) => CRYPT.test(word.text) && word.text.includes('remote=')),
  examples: {
    positive: [
      {
        line: 'rclone copy /srv :crypt,remote=s3:bucket,password=Zm9v:',
        platform: 'posix',
        class: 'symmetric',
        direction: 'encrypt',
        keySource: 'command-line',
        inputs: ['/srv'],
        secrets: ['Zm9v'],
      },
      {
        line: 'svc.exe copy C:\\d :crypt,remote=s3:b,password=Zm9v:',
        platform: 'windows',
        class: 'symmetric',
      },
      {
        line: 'rclone copy :crypt,remote=s3:b,password=Zm9v:a /srv',
        platform: 'posix',
        class: 'symmetric',
        direction: 'decrypt-claimed',
      },
      {
        line: 'RCLONE_CONFIG_SAFE_TYPE=crypt RCLONE_CONFIG_SAFE_PASSWORD=Zm9v rclone sync /srv safe:d',
        platform: 'posix',
        class: 'symmetric',
        direction: 'encrypt',
        inputs: ['/srv'],
        secrets: ['Zm9v'],
      },
      {
        line: 'rclone --config /tmp/c copy /srv secret:d',
        platform: 'posix',
        class: 'symmetric',
        direction: 'encrypt',
        inputs: ['/srv'],
      },
    ],
    negative: [
      { line: 'rclone copy secret:a /srv', platform: 'posix' },
      { line: 'RCLONE_CONFIG_SAFE_TYPE=s3 rclone copy /srv safe:d', platform: 'posix' },
      { line: 'rclone copy /srv remote:crypt', platform: 'posix' },
      { line: 'rclone obscure secret', platform: 'posix' },
    ],
  },
};
