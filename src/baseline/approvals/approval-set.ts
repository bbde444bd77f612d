/** Approvals made ready: asked for one egress after the other, hundreds of thousands of times. */
import { ZoneClocks } from '../calendar/zone-clock.ts';
import { lastSegment } from '../identity/canonical-path.ts';
import type { Approval, ApprovedIdentity } from './approval.ts';
import type { ApprovalFacts } from './approval-facts.ts';
import type { ApprovalMatch } from './approval-match.ts';
import { isInterpreter } from './interpreters.ts';
import { differencesOf } from './match-destination.ts';
import { canonicalFacts, matchIdentity } from './match-identity.ts';
import type { CanonicalFacts, IdentityTest } from './match-identity.ts';
import { refusedBy } from './over-broad.ts';
import { pathGlob } from './path-glob.ts';
import { isTelling } from './telling-match.ts';

interface Ready {
  readonly approval: Approval;
  readonly test: IdentityTest;
  /** Is it over-broad in a way that keeps it from holding? Asked of those that are met only: a hunt meets few. */
  refused: boolean | undefined;
}

export class ApprovalSet {
  readonly #byName = new Map<string, Ready[]>();
  /** Those that no file name leads to: found by signature, hash, or a pattern of names. */
  readonly #others: Ready[] = [];
  readonly #clocks = new ZoneClocks();

  /**
   * `packs`: which packs are selected; approvals without a pack always are.
   * @throws RangeError when an approval's hours name a zone that the runtime does not know.
   */
  constructor(approvals: readonly Approval[], packs: readonly string[] | 'all') {
    for (const approval of approvals) {
      if (approval.pack !== undefined && packs !== 'all' && !packs.includes(approval.pack)) continue;
      if (approval.hours !== undefined) this.#clocks.of(approval.hours.zone);
      this.#add({ approval, test: testOf(approval.identity), refused: undefined });
    }
  }

  /** What approvals have to say of an egress that is worth telling, in the order of their ids. */
  match(facts: ApprovalFacts): ApprovalMatch[] {
    return this.everything(facts).filter(isTelling);
  }

  /** What every approval that has to do with this program says, in the order of their ids. */
  everything(facts: ApprovalFacts): ApprovalMatch[] {
    const canonical = canonicalFacts(facts);
    const name = canonical.image === undefined ? '' : lastSegment(canonical.image);
    const matches: ApprovalMatch[] = [];
    for (const ready of this.#byName.get(name) ?? []) this.#matchOne(ready, canonical, true, matches);
    for (const ready of this.#others) this.#matchOne(ready, canonical, false, matches);
    return matches.sort((a, b) => (a.approval.id < b.approval.id ? -1 : 1));
  }

  #matchOne(ready: Ready, canonical: CanonicalFacts, sameName: boolean, matches: ApprovalMatch[]): void {
    const { approval } = ready;
    const { facts } = canonical;
    if (approval.platform !== facts.platform) return;
    const identity = matchIdentity(ready.test, canonical);
    if (identity.strength === undefined && !sameName) return;
    const differs = differencesOf(approval, facts, this.#clocks);
    if (identity.strength === undefined) {
      const samePlace = !differs.includes('destination') && !differs.includes('tenant');
      if (identity.moved) matches.push({ state: 'elsewhere', approval, differs: ['path', ...differs] });
      else if (identity.differs.every((difference) => difference === 'signature-unknown')) {
        matches.push({ state: 'unproven', approval, samePlace });
      } else matches.push({ state: 'impostor', approval, differs: identity.differs, samePlace });
      return;
    }
    ready.refused ??= refusedBy(approval).length > 0;
    if (ready.refused || isUnbound(ready.test, canonical)) differs.push('over-broad');
    if (differs.length > 0) matches.push({ state: 'elsewhere', approval, differs });
    else if (facts.time >= approval.expires)
      matches.push({ state: 'expired', approval, since: approval.expires });
    else matches.push({ state: 'applies', approval, strength: identity.strength });
  }

  #add(ready: Ready): void {
    const names = ready.test.paths.map(({ name }) => name);
    if (names.length === 0 || names.includes(undefined)) {
      this.#others.push(ready);
      return;
    }
    for (const name of new Set(names)) {
      if (name === undefined) continue;
      const known = this.#byName.get(name);
      if (known === undefined) this.#byName.set(name, [ready]);
      else known.push(ready);
    }
  }
}

/** An interpreter or carrier for which neither a script nor a parent stands, by whatever else it was recognised. */
function isUnbound(test: IdentityTest, { image }: CanonicalFacts): boolean {
  const bound = test.scriptPaths.length + test.scriptSha256.size + test.parents.length > 0;
  return !bound && image !== undefined && isInterpreter(lastSegment(image));
}

function testOf(identity: ApprovedIdentity): IdentityTest {
  const lower = (texts: readonly string[]): string[] => texts.map((text) => text.toLowerCase());
  return {
    paths: identity.paths.map(pathGlob),
    signers: new Set(lower(identity.signers)),
    teamIds: new Set(identity.teamIds.map((id) => id.toUpperCase())),
    signingIds: lower(identity.signingIds),
    platformBinary: identity.platformBinary,
    sha256: new Set(lower(identity.sha256)),
    scriptPaths: identity.scriptPaths.map(pathGlob),
    scriptSha256: new Set(lower(identity.scriptSha256)),
    users: lower(identity.users),
    parents: identity.parents.map(pathGlob),
  };
}
