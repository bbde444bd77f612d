/** Mercurial, Subversion, Bazaar, Fossil, CVS: by their command. */
import { optionGrammar, readOptions } from '../options.ts';
import { schemeEncrypts, urlTarget } from '../target.ts';
import type { TransferReading } from '../transfer.ts';
import type { ToolCall, TransferTool } from '../transfer-tool.ts';

const OPTIONS = optionGrammar(
  'R,repository= cwd= config= encoding= r,rev,revision= b,branch= B,bookmark= e,ssh= remotecmd= m,message= F,file= username= password= config-dir= config-option= depth= set-depth= changelist= encoding= with-revprop= d= native-eol= targets= debug insecure f,force u,updaterev',
);

const UPLOADS: Readonly<Record<string, RegExp>> = {
  hg: /^(?:push|email)$/,
  svn: /^(?:commit|ci|import|mkdir|delete|copy|cp|propset|lock)$/,
  bzr: /^(?:push|send)$/,
  brz: /^(?:push|send)$/,
  fossil: /^push$/,
  cvs: /^(?:commit|ci|import|add)$/,
};
const DOWNLOADS: Readonly<Record<string, RegExp>> = {
  hg: /^(?:pull|clone|incoming|in|outgoing|out|identify|fetch)$/,
  svn: /^(?:checkout|co|update|up|export|log|list|ls|cat|info|diff|blame|switch)$/,
  bzr: /^(?:branch|pull|checkout|merge)$/,
  brz: /^(?:branch|pull|checkout|merge)$/,
  fossil: /^(?:pull|clone|update)$/,
  cvs: /^(?:checkout|co|update|export|log)$/,
};
/** Work on the copy at hand when no URL is named. */
const LOCAL =
  /^(?:mkdir|delete|copy|cp|info|diff|blame|list|ls|cat|identify|propset|lock|add|log|merge|switch)$/;

function read({ program, words }: ToolCall): TransferReading | undefined {
  const { operands } = readOptions(words, OPTIONS);
  const [verb = '', ...rest] = operands;
  const target = rest.map((word) => urlTarget(word)).find((place) => place !== undefined);
  if (target?.scheme === 'file') return undefined;
  if (LOCAL.test(verb) && target === undefined) return undefined;
  const common = { target, encryptsChannel: schemeEncrypts(target?.scheme) };
  if (UPLOADS[program]?.test(verb) === true) {
    const files =
      program === 'svn' && verb === 'import'
        ? rest.filter((word) => urlTarget(word) === undefined).slice(0, 1)
        : [];
    return {
      ...common,
      direction: 'upload',
      carries: 'files',
      files,
      reason: `${program} sends changes to a repository`,
    };
  }
  if (program === 'fossil' && verb === 'sync')
    return {
      ...common,
      direction: 'both',
      carries: 'files',
      certainty: 0.8,
      reason: 'fossil keeps two repositories alike',
    };
  return DOWNLOADS[program]?.test(verb) === true
    ? { ...common, direction: 'download', carries: 'none', reason: `${program} only fetches` }
    : undefined;
}

export const versionControl: TransferTool = {
  id: 'version-control',
  names: ['hg', 'svn', 'bzr', 'brz', 'fossil', 'cvs'],
  family: true,
  read,
};
