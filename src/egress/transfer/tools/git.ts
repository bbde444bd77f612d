import { optionGrammar, readOptions } from '../options.ts';
import { remotePath, schemeEncrypts, urlTarget } from '../target.ts';
import type { TransferReading, TransferTarget } from '../transfer.ts';
import type { ToolCall, TransferTool } from '../transfer-tool.ts';

/** Options before the command (git 2.50). */
const GLOBAL = optionGrammar(
  'C= c= git-dir= work-tree= namespace= super-prefix= config-env= exec-path? attr-source= list-cmds=',
  { stopAtOperand: true },
);
const COMMAND = optionGrammar(
  `o,push-option,server-option= repo= receive-pack,exec= recurse-submodules? depth= deepen= shallow-since= shallow-exclude=
  upload-pack= b,branch= origin= c,config= reference= reference-if-able= template= separate-git-dir= j,jobs= filter=
  bundle-uri= refmap= negotiation-tip= X,strategy-option= s,strategy= t,track? m,master= sort= remote= format= prefix=
  output= to= cc= bcc= from= subject= smtp-server= smtp-server-port= smtp-user= smtp-pass= smtp-encryption= timeout= port=`,
);

type Way = 'upload' | 'download' | 'both' | 'listen' | 'unknown';

const COMMANDS: Readonly<Record<string, Way>> = {
  push: 'upload',
  'send-pack': 'upload',
  'http-push': 'upload',
  'send-email': 'upload',
  'imap-send': 'upload',
  // What the other side starts here: its fetch takes from us, its push gives to us.
  'upload-pack': 'upload',
  'upload-archive': 'upload',
  'receive-pack': 'download',
  fetch: 'download',
  pull: 'download',
  clone: 'download',
  'fetch-pack': 'download',
  'http-fetch': 'download',
  'ls-remote': 'download',
  submodule: 'download',
  daemon: 'listen',
  'http-backend': 'unknown',
};
/** The helpers serve both pushes and fetches; their parent says which. */
const HELPER = /^(?:git-)?remote-(?:https?|ftps?|ext|fd|codecommit|s3|gcrypt)$/;

function placeOf(words: readonly string[], windows: boolean): TransferTarget | undefined {
  for (const word of words) {
    const url = urlTarget(word);
    if (url !== undefined) return url;
    const remote = remotePath(word, windows);
    // `src:dst` of a refspec is no host.
    if (
      remote !== undefined &&
      (word.includes('@') || word.includes('/') || remote.host?.includes('.') === true)
    )
      return { ...remote, scheme: 'ssh' };
  }
  return undefined;
}

function read({ program, words, windows }: ToolCall): TransferReading | undefined {
  const global = readOptions(words, GLOBAL);
  const helper = program.startsWith('git-') && program !== 'git-lfs';
  const verb = helper
    ? program.slice('git-'.length)
    : program === 'git-lfs'
      ? 'lfs'
      : (global.operands[0] ?? '');
  const rest = helper || program === 'git-lfs' ? words : global.operands.slice(1);
  const options = readOptions(rest, COMMAND);
  const { operands } = options;
  const place = placeOf([...options.values('repo', 'remote'), ...operands.slice(0, 2)], windows);
  if (place?.scheme === 'file') return undefined;
  const encryptsChannel = schemeEncrypts(place?.scheme);
  const common = { target: place, encryptsChannel };
  if (HELPER.test(verb))
    return {
      ...common,
      direction: 'unknown',
      carries: 'unknown',
      certainty: 0.5,
      reason: 'the network part of git carries a push or a fetch; the git that started it says which',
    };
  const way = wayOf(verb, operands, options.has('remote'));
  if (way === undefined) return undefined;
  // A path as repository is a copy on this host.
  const [first] = operands;
  if (
    /^(?:push|clone|fetch|pull)$/.test(verb) &&
    first !== undefined &&
    place === undefined &&
    /^(?:[./~]|[A-Za-z]:[\\/])/.test(first)
  )
    return undefined;
  const tried = options.has('n', 'dry-run') && verb === 'push';
  if (way === 'upload' && !tried)
    return {
      ...common,
      direction: 'upload',
      carries: 'files',
      certainty: 0.95,
      reason: 'git sends what was committed or written',
    };
  if (way === 'unknown' || way === 'listen' || way === 'both')
    return {
      ...common,
      direction: way,
      carries: 'unknown',
      certainty: 0.7,
      reason: 'git serves others or works both ways',
    };
  return { ...common, direction: 'download', carries: 'none', certainty: 0.95, reason: 'git only fetches' };
}

function wayOf(verb: string, operands: readonly string[], remote: boolean): Way | undefined {
  if (verb === 'remote') return operands[0] === 'update' || operands[0] === 'show' ? 'download' : undefined;
  if (verb === 'archive') return remote ? 'download' : undefined;
  if (verb === 'lfs')
    return operands[0] === 'push'
      ? 'upload'
      : /^(?:pull|fetch|clone)$/.test(operands[0] ?? '')
        ? 'download'
        : undefined;
  if (verb === 'svn')
    return operands[0] === 'dcommit'
      ? 'upload'
      : /^(?:clone|fetch|rebase)$/.test(operands[0] ?? '')
        ? 'download'
        : undefined;
  if (verb === 'annex')
    return operands[0] === 'sync' || operands[0] === 'assist'
      ? 'both'
      : /^(?:copy|move)$/.test(operands[0] ?? '')
        ? 'unknown'
        : operands[0] === 'get'
          ? 'download'
          : undefined;
  return Object.hasOwn(COMMANDS, verb) ? COMMANDS[verb] : undefined;
}

export const git: TransferTool = {
  id: 'git',
  names: [
    'git',
    'git-lfs',
    ...Object.keys(COMMANDS).map((command) => `git-${command}`),
    ...['http', 'https', 'ftp', 'ftps', 'ext', 'codecommit', 's3', 'gcrypt'].map(
      (scheme) => `git-remote-${scheme}`,
    ),
  ],
  read,
};
