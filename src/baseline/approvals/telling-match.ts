/** Which of the things that approvals say are worth a reader's time: a program alone is no news, everybody has it. */
import { lastSegment } from '../identity/canonical-path.ts';
import { PRETENCES } from './approval-match.ts';
import type { ApprovalMatch, Difference } from './approval-match.ts';
import type { Approval } from './approval.ts';
import { isInterpreter } from './interpreters.ts';

/** Names that programs of many vendors bear, without `.exe`: whoever bears one does not pass for anybody. */
const COMMON_NAMES = new Set([
  'agent',
  'app',
  'client',
  'code',
  'daemon',
  'helper',
  'http',
  'https',
  'install',
  'installer',
  'launcher',
  'service',
  'setup',
  'update',
  'updater',
]);

/**
 * An approval is told where it holds or would if it had not ended; where program and place are its own, or program and
 * something else that it binds; and where a program passes for the approved one.
 */
export function isTelling(match: ApprovalMatch): boolean {
  switch (match.state) {
    case 'applies':
    case 'expired':
      return true;
    case 'elsewhere':
      return !match.differs.includes('destination') || isNarrow(match.approval, match.differs);
    case 'unproven':
      return match.samePlace;
    default:
      return match.samePlace || isPretender(match);
  }
}

/** Beside the program something else is as approved, which does not go for every egress of every host. */
function isNarrow({ identity, hosts, hours }: Approval, differs: readonly Difference[]): boolean {
  const isFound = (difference: Difference): boolean => !differs.includes(difference);
  return (
    (hosts.names.length + hosts.groups.length > 0 && isFound('host')) ||
    (hours !== undefined && isFound('hours')) ||
    identity.users.length + identity.parents.length + identity.sha256.length > 0 ||
    identity.scriptPaths.length + identity.scriptSha256.length > 0
  );
}

function isPretender({ approval, differs }: Extract<ApprovalMatch, { state: 'impostor' }>): boolean {
  if (!differs.some((difference) => PRETENCES.has(difference))) return false;
  const names = approval.identity.paths.map(lastSegment);
  // Everybody runs curl and python: an approval of one use makes no impostor of the others.
  return !names.some((name) => isInterpreter(name) || COMMON_NAMES.has(name.replace(/\.exe$/, '')));
}
