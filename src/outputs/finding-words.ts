/** Words for the closed lists of a finding, the same on every output. */
import type { DecodingLayer, EncryptionOperation } from '../encryption/encryption-operation.ts';
import type { EgressFacts, LinkKind, ProcessFacts } from '../findings/finding.ts';
import { counted, readableCount } from './readable-amount.ts';

/** Last part of an image path, whichever slash; `unknown process` when the records name none. */
export function imageName(image: string | undefined): string {
  if (image === undefined) return 'unknown process';
  const name = image.slice(Math.max(image.lastIndexOf('\\'), image.lastIndexOf('/')) + 1);
  return name === '' ? image : name;
}

/** `powershell.exe 2316`. */
export function processLabel(process: ProcessFacts): string {
  return process.pid === undefined ? imageName(process.image) : `${imageName(process.image)} ${process.pid}`;
}

/** `script host`: role names are identifiers with dashes. */
export function roleWords(role: string): string {
  return role.replaceAll('-', ' ');
}

/** `RC4, direction not visible`. */
export function operationWords(operation: EncryptionOperation): string {
  const name = operation.algorithm?.toUpperCase() ?? `${operation.class} encryption, algorithm not visible`;
  const direction = {
    encrypt: 'encrypts',
    'decrypt-claimed': 'claims to decrypt',
    both: 'encrypts and decrypts',
    unknown: 'direction not visible',
  }[operation.direction];
  return `${name}, ${direction}`;
}

/** `key: literal in the text`. */
export function keyWords(operation: EncryptionOperation): string {
  const sources: Readonly<Record<EncryptionOperation['keySource'], string>> = {
    'command-line': 'on the command line',
    environment: 'from the environment',
    file: 'from a file',
    descriptor: 'from a descriptor',
    prompt: 'typed in',
    literal: 'literal in the text',
    derived: 'derived',
    agent: 'from an agent',
    network: 'from the network',
    unknown: 'not visible',
  };
  return `key ${sources[operation.keySource]}`;
}

export function tierWords(operation: EncryptionOperation): string {
  const tiers = {
    1: 'capability only',
    2: 'script builds a cipher and uses it',
    3: 'explicit tool call',
    4: 'artefact',
  };
  return `T${operation.tier} ${tiers[operation.tier]}`;
}

const links: Readonly<Record<LinkKind, string>> = {
  'same-process': 'same process',
  pipeline: 'pipeline',
  lineage: 'ancestor or descendant',
  artefact: 'encrypted file',
  session: 'same user session',
  user: 'same user',
  host: 'same host, time only',
};

export function linkWords(link: LinkKind): string {
  return links[link];
}

/** How the destination's name is known. */
export function nameSourceWords(source: EgressFacts['nameSource']): string {
  return {
    'dns-same-process': 'looked up by the same process',
    'dns-same-host': 'looked up on the same host',
    flow: 'read in the handshake or request itself',
    sensor: "the sensor's own reverse lookup",
    none: 'none known',
  }[source];
}

/** `41 connections`, `at least 1,000 connections`. */
export function connectionWords(egress: EgressFacts): string {
  return `${egress.connectionsCapped ? 'at least ' : ''}${counted(egress.connections, 'connection')}`;
}

/** `news.example:443/tcp`, brackets round an IPv6 address. */
export function endpointWords(egress: EgressFacts): string {
  const address = egress.address.includes(':') ? `[${egress.address}]` : egress.address;
  return `${address}:${egress.port}/${egress.protocol}`;
}

/** Numbers of the layers from the original to `layer`, outermost first. */
export function layerPath(layers: readonly DecodingLayer[], layer: number): readonly number[] {
  const path: number[] = [];
  // An outer layer comes before its inner one; anything else is broken and ends the walk.
  for (let at = layer; layers[at] !== undefined;) {
    path.unshift(at);
    const outer = layers[at]?.outer ?? 0;
    if (outer >= at) break;
    at = outer;
  }
  return path;
}

/** `command line → encoded command (1,240 characters)`: the way to the layer that was read. */
export function layerWords(layers: readonly DecodingLayer[], layer: number): string {
  const path = layerPath(layers, layer);
  const shown = path.slice(0, 6).map((number, index) => {
    const { kind, text, opaque } = layers[number] ?? { kind: 'unknown', text: '', opaque: true };
    const size = index === 0 ? '' : ` (${readableCount(text.length)} characters)`;
    return `${roleWords(kind)}${size}${opaque ? ', not readable further' : ''}`;
  });
  if (path.length > 6) shown.push(counted(path.length - 6, 'more layer'));
  return shown.join(' → ');
}
