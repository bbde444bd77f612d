/** Is this the program that was approved? */
import { canonicalPath } from '../identity/canonical-path.ts';
import type { Platform } from '../identity/canonical-path.ts';
import { isWritable } from '../identity/writable-path.ts';
import type { ApprovalFacts } from './approval-facts.ts';
import type { ApprovalStrength, IdentityDifference } from './approval-match.ts';
import { matchesName, matchesPath } from './path-glob.ts';
import type { PathGlob } from './path-glob.ts';

/** An approval's identity made ready for matching. */
export interface IdentityTest {
  readonly paths: readonly PathGlob[];
  readonly signers: ReadonlySet<string>;
  readonly teamIds: ReadonlySet<string>;
  readonly signingIds: readonly string[];
  readonly platformBinary: boolean;
  readonly sha256: ReadonlySet<string>;
  readonly scriptPaths: readonly PathGlob[];
  readonly scriptSha256: ReadonlySet<string>;
  readonly users: readonly string[];
  readonly parents: readonly PathGlob[];
}

/** Paths of the facts in one spelling, made once for all approvals. */
export interface CanonicalFacts {
  readonly facts: ApprovalFacts;
  readonly image: string | undefined;
  readonly script: string | undefined;
  readonly parent: string | undefined;
}

export function canonicalFacts(facts: ApprovalFacts): CanonicalFacts {
  const canonical = (path: string | undefined, platform: Platform): string | undefined =>
    path === undefined ? undefined : canonicalPath(path, platform);
  return {
    facts,
    image: canonical(facts.image, facts.platform),
    script: canonical(facts.scriptPath, facts.platform),
    parent: canonical(facts.parentImage, facts.platform),
  };
}

export type IdentityMatch =
  | { readonly strength: ApprovalStrength; readonly differs: readonly [] }
  /** `moved`: only the path is another, and signature or hash are right or nobody else can write there. */
  | {
      readonly strength: undefined;
      readonly differs: readonly IdentityDifference[];
      readonly moved: boolean;
    };

export function matchIdentity(test: IdentityTest, canonical: CanonicalFacts): IdentityMatch {
  const { facts, image } = canonical;
  const differs: IdentityDifference[] = [];
  if (facts.disguised) differs.push('disguised');
  if (facts.driven === true) differs.push('driven');
  if (test.paths.length > 0 && !test.paths.some((glob) => image !== undefined && matchesPath(image, glob))) {
    differs.push('path');
  }
  const signature = matchSignature(test, facts);
  const hash = test.sha256.size === 0 ? undefined : test.sha256.has(facts.sha256?.toLowerCase() ?? '');
  if (hash === false) differs.push('hash');
  if (signature === 'wrong') differs.push('signature');
  const script = matchScript(test, canonical);
  if (script === false) differs.push('script');
  if (
    test.users.length > 0 &&
    !test.users.some((user) => matchesName(facts.user?.toLowerCase() ?? '', user))
  ) {
    differs.push('user');
  }
  const { parent } = canonical;
  if (
    test.parents.length > 0 &&
    !test.parents.some((glob) => parent !== undefined && matchesPath(parent, glob))
  ) {
    differs.push('parent');
  }
  const proven = signature === 'right' || hash === true || script === true;
  // Without a signature a path must be one that nobody else can write to.
  if (signature === 'unknown' && !proven && !isProtected(image, facts.platform))
    differs.push('signature-unknown');
  if (test.paths.length === 0 && signature === 'unknown' && !proven) differs.push('signature-unknown');
  if (differs.length > 0) {
    const moved =
      differs.every((difference) => difference === 'path') && (proven || isProtected(image, facts.platform));
    return { strength: undefined, differs: [...new Set(differs)], moved };
  }
  return { strength: proven ? 'strong' : 'path-only', differs: [] };
}

/** `none`: the approval asks for no signature. `unknown`: it does, and no sensor told. */
function matchSignature(test: IdentityTest, facts: ApprovalFacts): 'none' | 'right' | 'wrong' | 'unknown' {
  const asked =
    test.signers.size > 0 || test.teamIds.size > 0 || test.signingIds.length > 0 || test.platformBinary;
  if (!asked) return 'none';
  if (facts.signed === false) return 'wrong';
  const known = [
    [
      test.signers.size > 0,
      facts.signer === undefined ? undefined : test.signers.has(facts.signer.toLowerCase()),
    ],
    [
      test.teamIds.size > 0,
      facts.teamId === undefined ? undefined : test.teamIds.has(facts.teamId.toUpperCase()),
    ],
    [
      test.signingIds.length > 0,
      facts.signingId === undefined
        ? undefined
        : test.signingIds.some((id) => matchesName(facts.signingId?.toLowerCase() ?? '', id)),
    ],
    [test.platformBinary, facts.platformBinary],
  ] as const;
  const answers = known.filter(([isAsked]) => isAsked).map(([, answer]) => answer);
  if (answers.includes(false)) return 'wrong';
  return facts.signed === true && !answers.includes(undefined) ? 'right' : 'unknown';
}

/** `undefined` when the approval asks for no script. A script's path proves itself only where nobody else can write. */
function matchScript(test: IdentityTest, { facts, script }: CanonicalFacts): boolean | undefined {
  if (test.scriptPaths.length === 0 && test.scriptSha256.size === 0) return undefined;
  if (test.scriptSha256.size > 0 && !test.scriptSha256.has(facts.scriptSha256?.toLowerCase() ?? ''))
    return false;
  if (test.scriptPaths.length === 0) return true;
  if (script === undefined || !test.scriptPaths.some((glob) => matchesPath(script, glob))) return false;
  return test.scriptSha256.size > 0 || isProtected(script, facts.platform);
}

function isProtected(path: string | undefined, platform: Platform): boolean {
  return path !== undefined && !isWritable(path, platform);
}
