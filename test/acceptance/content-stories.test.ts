import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { DEFAULT_CONFIG } from '../../src/config/default-config.ts';
import { huntSettings } from '../../src/config/hunt-settings.ts';
import type { Finding } from '../../src/findings/finding.ts';
import { huntInMemory } from '../../src/run/hunt-in-memory.ts';
import { hunt } from '../../src/run/hunt.ts';
import { BUNDLED_EXAMPLE } from '../../src/stories/bundled-example.ts';
import { judgeStory } from '../../src/stories/judge-story.ts';
import { loadStories } from '../../src/stories/load-stories.ts';
import { RENDERERS, renderersFor } from '../../src/stories/render/renderers.ts';
import { validateStories } from '../../src/stories/run-story.ts';
import type { StorySettings } from '../../src/stories/run-story.ts';
import type { StoryVerdict } from '../../src/stories/story-verdict.ts';
import type { Story, StoryPlatform } from '../../src/stories/story.ts';
import { SHIPPED_APPROVALS } from '../shipped-approvals.ts';

/** Shapes that lack little: what happened must be seen in one of them. */
const FULL_SHAPES: Readonly<Record<StoryPlatform, readonly string[]>> = {
  windows: ['evtx', 'event-xml', 'nxlog', 'winlogbeat'],
  macos: ['eslogger-zeek', 'jamf', 'elastic-macos'],
  linux: ['auditd', 'auditd-zeek', 'laurel', 'elastic-linux'],
};

const { stories, problems } = await loadStories([
  fileURLToPath(new URL('../../content/stories', import.meta.url)),
]);

describe('the stories of content/stories', () => {
  it('can all be read', () => {
    expect(problems).toEqual([]);
    expect(stories.length).toBeGreaterThanOrEqual(160);
  });

  it.each(['windows', 'macos', 'linux'] as const)('are told in every shape of %s', (platform) => {
    const shapes = RENDERERS.filter((renderer) => renderer.platform === platform).map(({ id }) => id);
    expect(FULL_SHAPES[platform].filter((shape) => !shapes.includes(shape))).toEqual([]);
    const own = stories.filter((story) => story.platform === platform);
    for (const story of own) expect(renderersFor(story).map(({ id }) => id)).toEqual(shapes);
    expect(malicious(own).length).toBeGreaterThanOrEqual(18);
    expect(own.length - malicious(own).length).toBeGreaterThanOrEqual(25);
  });

  it.each(stories.map((story) => [story.id, story] as const))(
    '%s passes in every shape',
    async (_, story) => {
      const { stories: results, checks } = await validateStories([story], huntStory);
      expect(checks).toBe(renderersFor(story).length);
      expect(results.flatMap(({ shapes }) => shapes.flatMap(faultsOf))).toEqual([]);
    },
  );

  /** A story that no shape can show proves nothing. */
  it.each(malicious(stories).map((story) => [story.id, story] as const))(
    '%s is found in at least one shape',
    async (_, story) => {
      const report = await validateStories([story], huntStory, {
        shapes: FULL_SHAPES[story.platform],
      });
      const verdicts = report.stories.flatMap(({ shapes }) => shapes);
      expect(verdicts.some(({ expectations }) => expectations.every(({ state }) => state === 'met'))).toBe(
        true,
      );
    },
  );
});

describe('examples/windows-case', () => {
  it('gives exactly the malicious acts of its stories, without any setting', async () => {
    const { findings, problems, coverage, rejected } = await hunt({
      paths: [fileURLToPath(new URL('../../examples/windows-case', import.meta.url))],
      settings: settingsOf({ internal: [], external: [] }),
      showSecrets: false,
    });
    expect(problems).toEqual([]);
    expect(rejected.total).toBe(0);
    expect(coverage).toHaveLength(BUNDLED_EXAMPLE.length);
    const told = BUNDLED_EXAMPLE.map(({ story }) => {
      const found = stories.find(({ id }) => id === story);
      if (found === undefined) throw new Error(`no story ${story}`);
      return found;
    });
    const expected = told.flatMap(({ expect }) => expect.findings ?? []);
    expect(expected).toHaveLength(3);
    // A story names its machine by a handle; its findings are those of the machine's own name.
    for (const story of told) {
      const own = findings.filter((finding) => isOn(finding, story));
      expect(faultsOf(judgeStory(story, 'evtx', own))).toEqual([]);
    }
    const alarming = findings.filter(({ level }) => level !== 'info' && level !== 'low');
    expect(alarming).toHaveLength(expected.length);
  });
});

function malicious(all: readonly Story[]): readonly Story[] {
  return all.filter(({ expect }) => (expect.findings ?? []).length > 0);
}

function huntStory(
  files: Parameters<typeof huntInMemory>[0],
  networks: StorySettings,
): Promise<readonly Finding[]> {
  return huntInMemory(files, settingsOf(networks));
}

function settingsOf(networks: StorySettings): ReturnType<typeof huntSettings> {
  const approvals = SHIPPED_APPROVALS;
  return huntSettings(DEFAULT_CONFIG, { ...networks, since: undefined, until: undefined, approvals });
}

function isOn(finding: Finding, story: Story): boolean {
  return Object.values(story.hosts).some(
    ({ name, fqdn }) =>
      finding.host === name.toLowerCase() || (fqdn !== undefined && finding.host === fqdn.toLowerCase()),
  );
}

function faultsOf({ shape, passed, failure, expectations, unexpected }: StoryVerdict): readonly string[] {
  if (passed) return [];
  return [
    ...(failure === undefined ? [] : [`${shape}: the hunt failed: ${failure}`]),
    ...expectations
      .filter(({ state }) => state !== 'met' && state !== 'not-required')
      .map(({ state, detail }) => `${shape}: ${state}: ${detail}`),
    ...unexpected.map(
      ({ level, score, process, destination }) =>
        `${shape}: unexpected: ${level} (${score}) ${process} to ${destination}`,
    ),
  ];
}
