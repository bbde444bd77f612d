/** Is the program that an approval names one program, and could nobody else pass for it? */
import { lastSegment } from '../identity/canonical-path.ts';
import { isWritable } from '../identity/writable-path.ts';
import type { Approval, ApprovedIdentity } from './approval.ts';
import { refused } from './approval-fault.ts';
import type { ApprovalFault } from './approval-fault.ts';
import { coveredInterpreter, isCarrier, isHostOfOthers } from './interpreters.ts';

export function* identityFaults(approval: Approval): Generator<ApprovalFault, void, undefined> {
  const { identity, platform } = approval;
  const hasScript = identity.scriptPaths.length > 0 || identity.scriptSha256.length > 0;
  const proven = hasScript && areScriptsProven(approval);
  const held = isHeld(approval);
  yield* signatureFaults(identity, hasScript);
  for (const [at, path] of identity.paths.entries()) {
    const place = ['identity', 'path', at];
    const interpreter = coveredInterpreter(lastSegment(path));
    // What only carries may be held by who starts it; what runs code may not: its parent says nothing of the code.
    if (interpreter !== undefined && !proven && !(held && isCarrier(interpreter))) {
      yield refused(
        place,
        isHostOfOthers(interpreter)
          ? `covers ${interpreter}, which works for any program that asks it: whose data it sends cannot be told`
          : `covers ${interpreter}, which does what others tell it: approve its script (path in a protected folder, or sha256)`,
      );
    } else if (coversAnyName(path)) yield refused(place, 'covers any program of a folder');
    if (!isSigned(identity) && !proven && !isOne(path, platform)) {
      yield refused(
        place,
        'lies where any user can put a program of that name: add signer, teamId or sha256',
      );
    }
  }
  if (hasScript && !proven) {
    yield refused(['identity', 'script'], 'lies where any user can change the script: add its sha256');
  }
}

function* signatureFaults(
  identity: ApprovedIdentity,
  hasScript: boolean,
): Generator<ApprovalFault, void, undefined> {
  const { paths, signingIds, sha256 } = identity;
  if (paths.length === 0 && signingIds.length === 0 && sha256.length === 0 && !hasScript) {
    yield refused(
      ['identity'],
      isSigned(identity)
        ? 'names a signer only: that covers everything the vendor ever signed; add path or signingId'
        : 'binds no program: give path with signer or teamId, sha256, or script',
    );
  }
  if (signingIds.length > 0 && identity.teamIds.length === 0 && !identity.platformBinary) {
    yield refused(
      ['identity', 'signingId'],
      'anyone can sign with any identifier: add teamId or platformBinary',
    );
  }
  for (const [at, id] of signingIds.entries()) {
    const interpreter = coveredInterpreter(id.slice(id.lastIndexOf('.') + 1)) ?? coveredInterpreter(id);
    if (interpreter === undefined || hasScript) continue;
    yield refused(['identity', 'signingId', at], `covers ${interpreter}, which does what others tell it`);
  }
}

/**
 * Is it started by one program that nobody else can replace? A shell starts whatever it is told to, so beside one the person
 * or the machine has to be named.
 */
function isHeld({ identity, platform, hosts }: Approval): boolean {
  const { parents, users } = identity;
  if (parents.length === 0 || !parents.every((parent) => isOne(parent, platform))) return false;
  const byShell = parents.some((parent) => coveredInterpreter(lastSegment(parent)) !== undefined);
  return !byShell || users.some((user) => user !== '*') || hosts.names.length + hosts.groups.length > 0;
}

function isSigned(identity: ApprovedIdentity): boolean {
  const { signers, teamIds, sha256 } = identity;
  return signers.length > 0 || teamIds.length > 0 || identity.platformBinary || sha256.length > 0;
}

function areScriptsProven({ identity, platform }: Approval): boolean {
  if (identity.scriptSha256.length > 0) return true;
  return identity.scriptPaths.every((path) => isOne(path, platform) && !coversAnyName(path));
}

/** Does a pattern lead to folders only administrators write to? */
function isOne(path: string, platform: Approval['platform']): boolean {
  return !isWritable(path.replaceAll('**', 'x').replaceAll('*', 'x'), platform);
}

/** `*`, `*.exe`, `**`: a name that is no name. */
function coversAnyName(path: string): boolean {
  return /^\*+(?:\.[a-z0-9]+)?$/.test(lastSegment(path));
}
