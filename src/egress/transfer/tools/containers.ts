/** Images and files of containers and virtual machines: registries, clusters, hypervisors, releases. */
import { optionGrammar, readOptions } from '../options.ts';
import { authorityTarget, targetOf, urlTarget } from '../target.ts';
import type { TransferReading, TransferTarget } from '../transfer.ts';
import type { ToolCall, TransferTool } from '../transfer-tool.ts';

const OPTIONS = optionGrammar(
  'H,host= c,context= l,log-level= config= n,namespace= kubeconfig= cluster= user= server= token= s= a,all-tags q,quiet platform= t,tag= f,file= username,u= password,p= src-creds= dest-creds= creds= authfile= src-tls-verify? dest-tls-verify? container= dc= ds= pool= k= cert= notes= title= d,desc,description= R,repo= filename= F,notes-file= as=',
);

interface Mover {
  readonly sends: RegExp;
  readonly fetches: RegExp;
}

const REGISTRY: Mover = { sends: /^push$/, fetches: /^(?:pull|search|login|manifest|run|create|build)$/ };
const MOVERS: Readonly<Record<string, Mover>> = {
  docker: REGISTRY,
  podman: REGISTRY,
  nerdctl: REGISTRY,
  buildah: REGISTRY,
  oras: REGISTRY,
  crane: { sends: /^(?:push|append)$/, fetches: /^(?:pull|export|manifest|ls|digest)$/ },
  helm: { sends: /^(?:push|cm-push)$/, fetches: /^(?:pull|install|upgrade|repo|search|dependency)$/ },
  govc: {
    sends: /^(?:datastore\.upload|guest\.upload|import\.\w+|library\.import)$/,
    fetches: /^(?:datastore\.download|guest\.download|export\.\w+|library\.export)$/,
  },
  ctr: { sends: /^push$/, fetches: /^pull$/ },
};

/** A registry stands before the first slash when it looks like a host. */
function registryOf(reference: string | undefined): TransferTarget | undefined {
  const [host = ''] = (reference ?? '').replace(/^(?:docker|oci):\/\//, '').split('/', 1);
  return /[.:]/.test(host) && reference?.includes('/') === true ? authorityTarget(host, 'https') : undefined;
}

function kubectl(words: readonly string[]): TransferReading | undefined {
  const { operands } = readOptions(words, OPTIONS);
  const [verb, from = '', to = ''] = operands;
  if (verb === 'exec' || verb === 'attach')
    return {
      direction: 'interactive',
      carries: 'stdin',
      encryptsChannel: true,
      certainty: 0.6,
      reason: 'kubectl runs a command in a container',
    };
  if (verb === 'port-forward' || verb === 'proxy')
    return {
      direction: 'both',
      carries: 'unknown',
      encryptsChannel: true,
      certainty: 0.7,
      reason: 'kubectl opens a tunnel',
    };
  if (verb !== 'cp') return undefined;
  const up = to.includes(':') && !from.includes(':');
  return {
    direction: up ? 'upload' : 'download',
    carries: up ? 'files' : 'none',
    files: up ? [from] : [],
    encryptsChannel: true,
    reason: up ? 'kubectl copies files into a container' : 'kubectl copies files out of a container to here',
  };
}

function ovftool(words: readonly string[]): TransferReading | undefined {
  const places = words.filter((word) => !word.startsWith('-'));
  const remote = places.map((place) => (/^vi(?:server)?:\/\//i.test(place) ? urlTarget(place) : undefined));
  const [from, to] = [remote.at(-2), remote.at(-1)];
  if (to !== undefined && from === undefined)
    return {
      direction: 'upload',
      carries: 'files',
      files: places.slice(0, -1).slice(-1),
      target: to,
      encryptsChannel: true,
      reason: 'ovftool deploys a machine to a hypervisor',
    };
  return from === undefined
    ? undefined
    : {
        direction: to === undefined ? 'download' : 'both',
        carries: 'none',
        target: from,
        encryptsChannel: true,
        reason: 'ovftool exports a machine',
      };
}

function github(words: readonly string[]): TransferReading | undefined {
  const { operands } = readOptions(words, OPTIONS);
  const [group = '', verb = '', ...rest] = operands;
  const common = { target: targetOf({ scheme: 'https', host: 'api.github.com' }), encryptsChannel: true };
  if (group === 'release' && (verb === 'upload' || verb === 'create'))
    return {
      ...common,
      direction: 'upload',
      carries: 'files',
      files: rest.slice(1),
      reason: 'gh uploads files to a release',
    };
  if (group === 'gist' && verb === 'create')
    return {
      ...common,
      direction: 'upload',
      carries: rest.length === 0 || rest[0] === '-' ? 'stdin' : 'files',
      files: rest.filter((file) => file !== '-'),
      reason: 'gh uploads a gist',
    };
  return /^(?:clone|download|list|view|status)$/.test(verb)
    ? { ...common, direction: 'download', carries: 'none', reason: 'gh only fetches' }
    : undefined;
}

function skopeo(words: readonly string[]): TransferReading | undefined {
  const { operands } = readOptions(words, OPTIONS);
  const [verb, from = '', to = ''] = operands;
  if (verb !== 'copy' && verb !== 'sync') return undefined;
  const remote = (place: string): boolean => place.startsWith('docker://');
  const direction = remote(to) ? (remote(from) ? 'both' : 'upload') : 'download';
  return {
    direction,
    carries: direction === 'upload' ? 'files' : 'none',
    target: registryOf(remote(to) ? to : from),
    encryptsChannel: true,
    reason: 'skopeo copies an image',
  };
}

function read({ program, words }: ToolCall): TransferReading | undefined {
  if (program === 'kubectl' || program === 'oc' || program === 'k3s')
    return kubectl(program === 'k3s' ? words.slice(1) : words);
  if (program === 'ovftool') return ovftool(words);
  if (program === 'gh') return github(words);
  if (program === 'skopeo') return skopeo(words);
  const { operands } = readOptions(words, OPTIONS);
  const mover = MOVERS[program];
  const at = operands.findIndex(
    (word) => mover?.sends.test(word) === true || mover?.fetches.test(word) === true,
  );
  const verb = operands[at];
  // `docker image push`, `docker compose build`: the verb is the first or second word.
  if (mover === undefined || verb === undefined || at > 1) return undefined;
  const rest = operands.slice(at + 1);
  if (!mover.sends.test(verb))
    return {
      direction: 'download',
      carries: 'none',
      target: registryOf(rest[0]),
      certainty: 0.7,
      encryptsChannel: true,
      reason: `${program} only fetches`,
    };
  const files =
    program === 'govc' || program === 'helm' ? rest.slice(0, 1) : program === 'oras' ? rest.slice(1) : [];
  return {
    direction: 'upload',
    carries: 'files',
    files,
    target: registryOf(program === 'helm' ? rest[1] : rest[0]),
    encryptsChannel: true,
    reason: `${program} uploads to a store of images`,
  };
}

export const containers: TransferTool = {
  id: 'container-tool',
  names: [...Object.keys(MOVERS), 'kubectl', 'oc', 'k3s', 'ovftool', 'gh', 'skopeo'],
  family: true,
  read,
};
