/** The narrowest approval that would cover an egress: this program, this user where nothing is signed, this place, this host. */
import type { ApprovalFacts } from '../../baseline/approvals/approval-facts.ts';
import type { ProgramClass } from '../../baseline/approvals/approval.ts';
import { isCarrier, isInterpreter } from '../../baseline/approvals/interpreters.ts';
import { canonicalPath, lastSegment } from '../../baseline/identity/canonical-path.ts';
import { identifyDestination } from '../../egress/destination.ts';
import type { ApprovalText } from './approval-schema.ts';

/** What only a person can say. */
export interface HumanPart {
  readonly id: string | undefined;
  readonly class: ProgramClass | undefined;
  readonly owner: string;
  readonly reason: string;
  readonly ticket: string | undefined;
  /** `2026-11-22`. */
  readonly created: string;
  readonly review: string;
  readonly expires: string;
}

export type Identity = ApprovalText['identity'];
export type Destinations = ApprovalText['destinations'];

export function draftApproval(facts: ApprovalFacts, human: HumanPart): ApprovalText {
  const host = facts.hosts[0];
  const destinations = destinationsOf(facts);
  const { scriptPath, scriptSha256 } = facts;
  const script =
    scriptPath !== undefined
      ? { script: { path: scriptPath } }
      : scriptSha256 === undefined
        ? {}
        : { script: { sha256: scriptSha256 } };
  return completed(
    facts.platform,
    { ...identityOf(facts), ...script },
    destinations,
    host === undefined ? undefined : { names: host },
    human,
  );
}

/** The parts put together; an id is made of program and place when none is given. */
export function completed(
  platform: ApprovalText['platform'],
  identity: Identity,
  destinations: Destinations,
  hosts: ApprovalText['hosts'],
  human: HumanPart,
): ApprovalText {
  const { ticket } = human;
  return {
    id: human.id ?? idOf(identity, destinations),
    class: human.class ?? (identity.script === undefined ? 'business-application' : 'script'),
    platform,
    identity,
    destinations,
    ...(hosts === undefined ? {} : { hosts }),
    reason: human.reason,
    owner: human.owner,
    ...(ticket === undefined ? {} : { ticket }),
    created: human.created,
    review: human.review,
    expires: human.expires,
  };
}

function identityOf(facts: ApprovalFacts): Identity {
  const { image, signed, signer, teamId, signingId, platformBinary, user, parentImage } = facts;
  const nameOf = (path: string): string => lastSegment(canonicalPath(path, facts.platform));
  const carries = image !== undefined && isCarrier(nameOf(image));
  const isHeld = parentImage !== undefined && !isInterpreter(nameOf(parentImage));
  const isProven = signed === true && (signer ?? teamId) !== undefined;
  return {
    ...(image === undefined ? {} : { path: image }),
    ...(isProven && teamId === undefined && signer !== undefined ? { signer } : {}),
    ...(isProven && teamId !== undefined ? { teamId } : {}),
    ...(isProven && teamId !== undefined && signingId !== undefined ? { signingId } : {}),
    // A tool that carries for others is held by who starts it; a shell that starts it holds nothing.
    ...(carries && facts.scriptPath === undefined && isHeld ? { parent: parentImage } : {}),
    ...(platformBinary === true ? { platformBinary: true as const } : {}),
    // Where no signature proves the program, the user is part of what is approved.
    ...(!isProven && user !== undefined ? { user } : {}),
  };
}

function destinationsOf({ name, nameIs, address, port, protocol }: ApprovalFacts): Destinations {
  const place = identifyDestination(name, address);
  const wire = { ports: [port], protocols: [protocol] };
  if (name === undefined || nameIs !== 'observed' || place.tenant === 'unknown')
    return { addresses: address, ...wire };
  if (place.tenant === 'tenant' && place.registrableDomain !== undefined)
    return { tenants: place.registrableDomain, ...wire };
  return { domains: name.toLowerCase().replace(/\.$/, ''), ...wire };
}

function idOf(identity: Identity, destinations: Destinations): string {
  const first = (value: string | readonly string[] | undefined): string | undefined =>
    typeof value === 'string' ? value : value?.[0];
  const program = lastSegment(
    first(identity.script?.path) ?? first(identity.path) ?? first(identity.signer) ?? 'program',
  );
  const place =
    first(destinations.domains) ?? first(destinations.tenants) ?? first(destinations.addresses) ?? 'place';
  const words = `${program.replace(/\.(?:exe|sh|py|ps1)$/i, '')}-to-${place}`.toLowerCase();
  return words
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')
    .slice(0, 80);
}
