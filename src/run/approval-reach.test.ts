import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { exampleApproval } from '../baseline/approvals/example-approval.ts';
import type { ApprovalChanges } from '../baseline/approvals/example-approval.ts';
import type { ApprovalFacts } from '../baseline/approvals/approval-facts.ts';
import { canonicalPath } from '../baseline/identity/canonical-path.ts';
import { DEFAULT_CONFIG } from '../config/default-config.ts';
import { huntSettings } from '../config/hunt-settings.ts';
import { parseRange } from '../event/address.ts';
import { loadStories } from '../stories/load-stories.ts';
import { renderersFor } from '../stories/render/renderers.ts';
import { storySettings } from '../stories/run-story.ts';
import type { Story } from '../stories/story.ts';
import { withinReach } from './approval-reach.ts';
import { huntInMemory } from './hunt-in-memory.ts';

const content = fileURLToPath(new URL('../../content/stories', import.meta.url));
const { stories } = await loadStories([content]);
const attacks = stories.filter(({ expect: { findings = [] } }) => findings.length > 0);

/** What a shape told of the senders of a story's expected findings. */
async function told(story: Story, shape: number): Promise<ApprovalFacts[]> {
  const renderers = renderersFor(story);
  const facts: ApprovalFacts[] = [];
  const settings = huntSettings(DEFAULT_CONFIG, {
    ...storySettings(story),
    since: undefined,
    until: undefined,
  });
  await huntInMemory(renderers[shape % renderers.length]?.render(story) ?? [], settings, {
    onHost: ({ judged }) => facts.push(...judged.map((one) => one.case.asked.approval)),
  });
  return facts.filter(({ address }) =>
    (story.expect.findings ?? []).some(({ destination }) => destination === address),
  );
}

/** Approvals of all that is known of it. */
function approvalsOf(facts: ApprovalFacts): ApprovalChanges[] {
  const { platform, image, parentImage, address, name, tenant } = facts;
  const paths = image === undefined ? [] : [canonicalPath(image, platform)];
  const parents = parentImage === undefined ? [] : [canonicalPath(parentImage, platform)];
  const range = parseRange(address);
  return [
    { destinations: { addresses: range === undefined ? [] : [range] } },
    ...(name === undefined ? [] : [{ destinations: { domains: [name.toLowerCase()] } }]),
    ...(tenant === undefined ? [] : [{ destinations: { tenants: [tenant.toLowerCase()] } }]),
  ].map((one) => ({ ...one, platform, identity: { paths, parents } }));
}

describe('the reach of approvals', () => {
  it('takes in every story whose attack an approval names, by whatever a shape tells', async () => {
    let tried = 0;
    for (const [at, story] of attacks.entries()) {
      for (const facts of await told(story, at)) {
        for (const changes of approvalsOf(facts)) {
          tried++;
          expect(withinReach([story], [exampleApproval(changes)])).toEqual([story]);
        }
      }
    }
    expect(tried).toBeGreaterThan(attacks.length);
  });

  it('leaves out nearly all stories for ordinary approvals', () => {
    expect(withinReach(stories, [exampleApproval()])).toEqual([]);
    const anywhere = exampleApproval({
      destinations: { addresses: [parseRange('203.0.113.0/24')].flatMap((one) => one ?? []) },
    });
    expect(withinReach(stories, [anywhere])).toEqual([]);
  });

  it('leaves out stories without an attack', () => {
    const everything = exampleApproval({
      identity: { sha256: ['ab'] },
      destinations: { addresses: [parseRange('::/0')].flatMap((one) => one ?? []) },
    });
    const ids = (some: readonly Story[]): string[] => some.map(({ id }) => id);
    const reached = withinReach(stories, [everything]);
    expect(ids(reached)).toEqual(ids(attacks.filter(({ platform }) => platform === 'windows')));
  });
});
