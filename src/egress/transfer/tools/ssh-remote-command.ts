/** What a command on the other side of ssh says about the direction: who writes there is fed from here. */
import { programName } from '../program-name.ts';
import type { TransferReading } from '../transfer.ts';

type Remote = Pick<TransferReading, 'direction' | 'carries' | 'reason' | 'certainty'>;

const LONGEST = 16_384;

/**
 * Reads a remote command: `cat > f`, `tar x`, `dd of=` take what is fed into ssh (upload), `cat f`, `tar c` give it out
 * (download), `rsync --server`, `scp -t`, `git-receive-pack` say it in their protocol.
 */
export function readRemoteCommand(command: readonly string[], program: string, fed: boolean): Remote {
  const text = command.join(' ').slice(0, LONGEST);
  const words = wordsOf(text);
  const protocol = ofProtocol(words, program);
  if (protocol !== undefined) return protocol;
  if (fed && takesInput(text))
    return {
      direction: 'upload',
      carries: 'stdin',
      certainty: 0.9,
      reason: `${program} feeds its input to a command on the other host that keeps it`,
    };
  if (givesOutput(text, words))
    return {
      direction: 'download',
      carries: 'none',
      certainty: 0.85,
      reason: `${program} fetches what a command on the other host gives out`,
    };
  if (/^(?:-?(?:ba|z|k|da|a|fi)?sh|screen|tmux|sudo|su)$/.test(programName(words[0] ?? '')))
    return {
      direction: 'interactive',
      carries: 'stdin',
      certainty: 0.6,
      reason: `${program} starts a shell on another host`,
    };
  return {
    direction: 'unknown',
    carries: fed ? 'unknown' : 'none',
    certainty: 0.6,
    reason: `${program} runs a command on another host`,
  };
}

function ofProtocol(words: readonly string[], program: string): Remote | undefined {
  const stated = (direction: 'upload' | 'download' | 'both', what: string): Remote => ({
    direction,
    carries: direction === 'download' ? 'none' : 'files',
    certainty: 0.95,
    reason: `${program} carries ${what}`,
  });
  const name = programName(words[0] ?? '');
  switch (name) {
    case 'scp':
      if (words.some((word) => /^-\w*t/.test(word)))
        return stated('upload', 'a copy to the other host (scp -t)');
      return words.some((word) => /^-\w*f/.test(word))
        ? stated('download', 'a copy from the other host (scp -f)')
        : undefined;
    case 'rsync':
      if (!words.includes('--server')) return undefined;
      return words.includes('--sender')
        ? stated('download', 'an rsync from the other host')
        : stated('upload', 'an rsync to the other host');
    case 'git-receive-pack':
      return stated('upload', 'a git push');
    case 'git-upload-pack':
    case 'git-upload-archive':
      return stated('download', 'a git fetch');
    case 'git':
      if (words[1] === 'receive-pack') return stated('upload', 'a git push');
      return words[1] === 'upload-pack' ? stated('download', 'a git fetch') : undefined;
    case 'borg':
    case 'attic':
      return words.includes('serve')
        ? { ...stated('both', 'a borg backup or restore'), certainty: 0.7 }
        : undefined;
    case 'svnserve':
    case 'hg':
      return words.includes('-t') || words.includes('serve')
        ? { ...stated('both', 'a version control session'), carries: 'unknown', certainty: 0.5 }
        : undefined;
    default:
      return undefined;
  }
}

const WRITERS =
  /(?:^|[\s;&|({'"])(?:cat|tee|base64|xxd|gzip|gunzip|zcat|openssl|gpg|age|xz|zstd|lz4|pv|mbuffer)\b[^;&<]{0,512}>/;

/** Does the remote side keep what it is fed? Any command of it may: `mkdir -p in && tar xf - -C in`. */
function takesInput(text: string): boolean {
  if (WRITERS.test(text)) return !/\bcat\s+[^\s>|;&-]/.test(text);
  return text.split(/[;&|]+/, 32).some((part) => keepsInput(part));
}

function keepsInput(part: string): boolean {
  const words = withoutWrappers(wordsOf(part));
  const [first = '', second = ''] = words;
  switch (programName(first)) {
    case 'dd':
      return words.some((word) => word.startsWith('of=')) && !words.some((word) => word.startsWith('if='));
    case 'tee':
      return second !== '';
    case 'tar':
    case 'bsdtar':
    case 'gtar':
      return isTar(words, 'x');
    case 'cpio':
      return words.some((word) => /^-\w{0,16}i/.test(word));
    case 'zfs':
    case 'btrfs':
      return words.includes('receive') || words.includes('recv');
    case 'docker':
    case 'podman':
      return second === 'load' || second === 'import';
    case 'mysql':
    case 'psql':
    case 'pg_restore':
      return !words.some((word) => /^-[ecf]/.test(word));
    default:
      return false;
  }
}

function wordsOf(text: string): string[] {
  return text
    .replaceAll(/[;|&()'"]+/g, ' ')
    .trim()
    .split(/\s+/);
}

/** Does the remote side give out files? */
function givesOutput(text: string, words: readonly string[]): boolean {
  const [first = '', second = ''] = withoutWrappers(words);
  const name = programName(first);
  if (/[^>]>\s*[^\s&>]/.test(text)) return false;
  if (/^(?:cat|zcat|gzip|base64|tail|head|xxd|mysqldump|pg_dump|pg_dumpall)$/.test(name))
    return second !== '';
  if (name === 'dd') return words.some((word) => word.startsWith('if='));
  if (name === 'tar' || name === 'bsdtar' || name === 'gtar') return isTar(words, 'c');
  return (name === 'zfs' || name === 'btrfs') && words.includes('send');
}

function withoutWrappers(words: readonly string[]): readonly string[] {
  const at = words.findIndex((word) => !/^(?:sudo|nohup|env|exec|nice|-n|-E|[A-Z_]+=.*)$/.test(word));
  return at < 0 ? [] : words.slice(at);
}

function isTar(words: readonly string[], mode: 'x' | 'c'): boolean {
  const long = mode === 'x' ? ['--extract', '--get'] : ['--create'];
  const at = words.findIndex((word) => /(?:^|\/)(?:bsd|g)?tar$/.test(word));
  return words
    .slice(at + 1)
    .some(
      (word, index) =>
        long.includes(word) ||
        (/^-?[A-Za-z]{1,12}$/.test(word) && (word.startsWith('-') || index === 0) && word.includes(mode)),
    );
}
