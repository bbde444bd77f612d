/** Compares what was found in one shape of a story with what the story expects. */
import { canonicalAddress } from '../event/address.ts';
import { LEVELS, type Finding, type Level } from '../findings/finding.ts';
import type { StoryProcess } from './process-identity.ts';
import { renderersFor } from './render/renderers.ts';
import { resolveStory } from './resolve-story.ts';
import { describeFinding, type ExpectationVerdict, type StoryVerdict } from './story-verdict.ts';
import type { ExpectedFinding, Story } from './story.ts';
import type { StoryMachine, Timeline } from './timeline.ts';

/** The verdict on a story rendered by the renderer `shapeId`. Every finding meets at most one expectation. */
export function judgeStory(story: Story, shapeId: string, findings: readonly Finding[]): StoryVerdict {
  const timeline = resolveStory(story);
  const reason = notVisibleReason(story, shapeId);
  const left = new Set(findings);
  const expectations = (story.expect.findings ?? []).map((expected, index) => {
    const verdict = judgeExpectation(expected, index, [...left], timeline);
    const used = findings.find(({ id }) => id === verdict.finding);
    if (used !== undefined) left.delete(used);
    return reason === undefined || verdict.state === 'met' ? verdict : notRequired(verdict, reason);
  });
  const unexpected = [...left]
    .filter(({ level }) => rank(level) > rank(story.expect.nothingAbove ?? 'low'))
    .map(describeFinding);
  const met = expectations.every(({ state }) => state === 'met' || state === 'not-required');
  return {
    story: story.id,
    shape: shapeId,
    passed: met && unexpected.length === 0,
    expectations,
    unexpected,
    failure: undefined,
  };
}

/** Why the story's findings cannot be required of a renderer, if the story gives a reason. */
export function notVisibleReason(story: Story, shapeId: string): string | undefined {
  const reasons = story.expect.notVisibleIn ?? {};
  const lacks = renderersFor(story).find(({ id }) => id === shapeId)?.lacks ?? [];
  const key = [shapeId, ...lacks].find((name) => Object.hasOwn(reasons, name));
  return key === undefined ? undefined : reasons[key];
}

function notRequired(verdict: ExpectationVerdict, reason: string): ExpectationVerdict {
  return { ...verdict, state: 'not-required', detail: reason };
}

function judgeExpectation(
  expected: ExpectedFinding,
  index: number,
  findings: readonly Finding[],
  timeline: Timeline,
): ExpectationVerdict {
  const process = timeline.processes.get(expected.process);
  const machine = timeline.machines.get(expected.host);
  const fitting = findings
    .filter((finding) => isAbout(finding, expected, process, machine, timeline))
    .sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1));
  const verdicts = fitting.map((finding) => compare(finding, expected, index));
  const best = verdicts.find(({ state }) => state === 'met') ?? verdicts[0];
  if (best !== undefined) return best;
  const where = `${expected.process} on ${expected.host} to ${expected.destination}`;
  const detail = `no ${expected.analytic} finding of ${where}`;
  return { expected: index, state: 'missing', detail, finding: undefined, level: undefined, links: [] };
}

function compare(finding: Finding, expected: ExpectedFinding, index: number): ExpectationVerdict {
  const links = [...new Set(finding.encryption.map(({ link }) => link))];
  const base = { expected: index, finding: finding.id, level: finding.level, links };
  const most = expected.atMost ?? 'critical';
  if (rank(finding.level) < rank(expected.atLeast) || rank(finding.level) > rank(most)) {
    const wanted =
      expected.atMost === undefined ? `at least ${expected.atLeast}` : `${expected.atLeast} to ${most}`;
    return {
      ...base,
      state: 'wrong-level',
      detail: `level ${finding.level} (${finding.score}), not ${wanted}`,
    };
  }
  if (expected.link !== undefined && !links.includes(expected.link)) {
    const found = links.length === 0 ? 'no link' : links.join(', ');
    return { ...base, state: 'wrong-link', detail: `linked by ${found}, not ${expected.link}` };
  }
  if (!hasOperation(finding, expected)) {
    return {
      ...base,
      state: 'wrong-operation',
      detail: `no operation like ${JSON.stringify(expected.operation)}`,
    };
  }
  return { ...base, state: 'met', detail: `${finding.level} (${finding.score})` };
}

function hasOperation(finding: Finding, expected: ExpectedFinding): boolean {
  const wanted = expected.operation;
  if (wanted === undefined) return true;
  return finding.encryption.some(
    ({ operation, link }) =>
      (expected.link === undefined || link === expected.link) &&
      (wanted.class === undefined || operation.class === wanted.class) &&
      (wanted.algorithm === undefined || operation.algorithm === wanted.algorithm) &&
      (wanted.direction === undefined || operation.direction === wanted.direction),
  );
}

function isAbout(
  finding: Finding,
  expected: ExpectedFinding,
  process: StoryProcess | undefined,
  machine: StoryMachine | undefined,
  timeline: Timeline,
): boolean {
  if (finding.analytic !== expected.analytic || process === undefined || machine === undefined) return false;
  const host = finding.host.toLowerCase();
  if (host !== machine.name.toLowerCase() && host !== machine.fqdn.toLowerCase()) return false;
  if (expected.port !== undefined && expected.port !== finding.egress.port) return false;
  const address = canonicalAddress(finding.egress.address) ?? finding.egress.address;
  if (address !== (canonicalAddress(expected.destination) ?? expected.destination)) return false;
  return isProcess(finding, process, imagesOf(process, timeline));
}

/**
 * By ProcessGuid; else by pid and, where the finding knows it, the start; else by the file name of the image. Pids come
 * round, so on POSIX systems an image of that process must fit as well.
 */
function isProcess(finding: Finding, process: StoryProcess, images: ReadonlySet<string>): boolean {
  const { key, pid, start, image } = finding.process;
  if (key.replaceAll(/[{}]/g, '').toLowerCase() === process.guid) return true;
  if (pid !== undefined) {
    const otherImage = process.posix !== undefined && image !== undefined && !images.has(fileName(image));
    return (
      pid === process.pid &&
      !otherImage &&
      (start === undefined || !process.seen || Math.abs(start - process.start) < 5000)
    );
  }
  return image !== undefined && fileName(image) === fileName(process.image);
}

/** Every image of its pid before and after an exec: some sensors take them for one process. */
function imagesOf(process: StoryProcess, { processes }: Timeline): ReadonlySet<string> {
  const images = new Set([fileName(process.image)]);
  for (let one = process.posix?.replaces; one !== undefined; one = one.posix?.replaces)
    images.add(fileName(one.image));
  for (const later of processes.values())
    if (later.posix?.replaces === process) images.add(fileName(later.image));
  return images;
}

function fileName(path: string): string {
  return path.slice(Math.max(path.lastIndexOf('\\'), path.lastIndexOf('/')) + 1).toLowerCase();
}

function rank(level: Level): number {
  return LEVELS.indexOf(level);
}
