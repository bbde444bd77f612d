/** Who sent, and where to, as baselines and approvals know them. Learning and asking must name both alike. */
import type { Egress, HostView } from '../analytics/host-view.ts';
import { statedTransfers } from '../analytics/transfer-of.ts';
import { identityKey } from '../baseline/identity/process-identity.ts';
import type { ScriptRun } from '../baseline/identity/process-identity.ts';
import { identifyDestination } from '../egress/destination.ts';
import type { DestinationIdentity } from '../egress/destination.ts';
import { statedPlace } from '../egress/stated-place.ts';
import type { Process } from '../hosts/process.ts';
import { processRole } from '../hosts/process-role.ts';
import { scriptIdentity } from './script-identity.ts';
import { destinationName } from './wire-evidence.ts';

/** Most of an inline script that tells it from others. */
const LONGEST_INLINE = 4_096;

/** Accounts that every host has: nobody stands behind them. */
const NOBODY = new Set([
  'system',
  'local service',
  'network service',
  'root',
  '0',
  's-1-5-18',
  's-1-5-19',
  's-1-5-20',
]);

/** The program as profiles are kept by. */
export function programKey(view: HostView, egress: Egress): string {
  const { process } = egress;
  return identityKey({
    platform: process.platform,
    image: process.image,
    signer: process.signer?.team ?? process.signer?.identifier ?? process.signature,
    signed: signedOf(process),
    script: scriptRun(view, process),
  });
}

/**
 * By the name on the wire; where that is missing or everybody's, by what the sender's own command line says. Addresses of a
 * large service change from hour to hour, and without this each of them would be a place nobody ever saw.
 */
export function destinationOf(egress: Egress): DestinationIdentity {
  const name = destinationName(egress);
  const seen = identifyDestination(name, egress.address);
  if (seen.tenant !== 'unknown') return seen;
  // The outermost program that names one knows best.
  const stated = statedTransfers(egress.process)
    .map(({ transfer, words }) => statedPlace(transfer, words, name))
    .findLast((place) => place !== undefined);
  return stated === undefined ? seen : { ...seen, key: `${STATED}${stated}` };
}

const STATED = 'stated:';

/** Only the command line says so: whoever writes it says what they like. */
export function isStated(destinationKey: string): boolean {
  return destinationKey.startsWith(STATED);
}

/** The name serves many tenants; an address says at least which machine it was. */
export function isTenantHidden({ key }: DestinationIdentity): boolean {
  return key?.startsWith('shared:') === true;
}

/** Short and full name are one host to everything that outlives one hunt. A host that goes by its address has no short name. */
export function lastingHostName(host: string): string {
  const isAddress = /^[\d.]+$|:/.test(host);
  return isAddress ? host : (host.split('.')[0] ?? host);
}

/** Lower case; `undefined` for accounts that every host has, in whatever language (`AUTORITE NT\Système`), and for machines. */
export function personOf(user: string | undefined): string | undefined {
  const text = user?.toLowerCase();
  if (text === undefined) return undefined;
  const cut = text.lastIndexOf('\\');
  const name = text.slice(cut + 1);
  const realm = cut < 0 ? [] : text.slice(0, cut).split(/[ -]/);
  const shared = NOBODY.has(name) || name.endsWith('$') || (realm.length > 1 && realm.includes('nt'));
  return shared ? undefined : text;
}

/** Windows knows no team: a subject that a sensor names is that of a signature it found valid. */
export function signedOf({ platform, signed, signer }: Process): boolean | undefined {
  if (signed !== undefined || signer === undefined) return signed;
  if (platform === 'windows') return signer.identifier !== undefined;
  return signer.team !== undefined || signer.platformBinary;
}

/** What an interpreter runs; `undefined` for programs that run no scripts. */
export function scriptRun(view: HostView, process: Process): ScriptRun | undefined {
  if (process.scriptPath !== undefined)
    return { path: process.scriptPath, sha256: undefined, inline: undefined };
  const script = scriptIdentity(view, process, processRole(process));
  if (script === undefined) return undefined;
  return script.kind === 'file'
    ? { path: script.label, sha256: undefined, inline: undefined }
    : { path: undefined, sha256: undefined, inline: process.commandLine?.slice(0, LONGEST_INLINE) };
}
