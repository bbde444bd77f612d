/**
 * Which stories approvals could touch at all. Playing a story in all its shapes takes a tenth of a second, and nearly no
 * approval has to do with any: only one that names both a program and a place of it can lower what it expects.
 */
import type { Approval } from '../baseline/approvals/approval.ts';
import { isBelow } from '../baseline/approvals/match-destination.ts';
import { pathGlob } from '../baseline/approvals/path-glob.ts';
import { identifyDestination } from '../egress/destination.ts';
import { addressGroups, inRange } from '../event/address.ts';
import { PLATFORM_DEFAULTS } from '../stories/built-in-processes.ts';
import { officeDay } from '../stories/office-day.ts';
import type { Story } from '../stories/story.ts';

/** Of these stories of attacks those that some approval may touch: never too few, some too many. */
export function withinReach(stories: readonly Story[], approvals: readonly Approval[]): Story[] {
  return stories.filter((story) => {
    if ((story.expect.findings ?? []).length === 0) return false;
    const words = wordsOf(story);
    const naming = approvals.filter(
      (approval) => approval.platform === story.platform && namesProgram(approval, words),
    );
    return naming.length > 0 && namesPlace(naming, story);
  });
}

/** Everything a shape could tell of the story's processes, lower case. */
function wordsOf({ steps, platform }: Story): string {
  return JSON.stringify([steps, PLATFORM_DEFAULTS[platform].processes]).toLowerCase();
}

/** Whatever else is bound, the file names of program and parent must come up, where they are written out. */
function namesProgram({ identity }: Approval, words: string): boolean {
  const comesUp = (path: string): boolean => {
    const { name } = pathGlob(path);
    return name === undefined || words.includes(name.toLowerCase());
  };
  return [identity.paths, identity.parents].every((paths) => paths.length === 0 || paths.some(comesUp));
}

function namesPlace(approvals: readonly Approval[], story: Story): boolean {
  const expected = (story.expect.findings ?? []).map(({ destination }) => addressGroups(destination));
  const names = namesIn(story);
  const tenants = new Set(names.map((name) => identifyDestination(name, undefined).registrableDomain));
  return approvals.some(
    ({ destinations }) =>
      destinations.addresses.some((range) =>
        expected.some((groups) => groups === undefined || inRange(groups, range)),
      ) ||
      destinations.tenants.some((tenant) => tenants.has(tenant)) ||
      [...destinations.domains, ...destinations.tenants].some((domain) =>
        names.some((name) => isBelow(name, domain)),
      ),
  );
}

/** Every name that a lookup, a handshake or a sensor could give one of its addresses. */
function namesIn(story: Story): string[] {
  const names = [...story.steps, ...officeDay(story)].flatMap(({ dns, connect }) => [
    dns?.name,
    ...(dns?.aliases ?? []),
    connect?.name,
    connect?.serverName,
  ]);
  return [...new Set(names.flatMap((name) => name?.toLowerCase().replace(/\.$/, '') ?? []))];
}
