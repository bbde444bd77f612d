/**
 * Does an approval cover more than its program? Its own program must be recognised through the whole pipeline, and no act
 * that only resembles it may be recognised or weigh less than without any approval.
 */
import type { Approval } from '../baseline/approvals/approval.ts';
import { ENCRYPTING_CLASSES } from '../baseline/approvals/approval.ts';
import { ApprovalSet } from '../baseline/approvals/approval-set.ts';
import type { JudgedHost } from '../engine/engine.ts';
import { approvalFacts } from '../findings/approval-facts.ts';
import { decide } from '../findings/decide.ts';
import { LEVELS } from '../findings/finding.ts';
import type { Finding, Level } from '../findings/finding.ts';
import type { NormalitySources } from '../findings/normality.ts';
import { impostorActs } from './impostor-stories.ts';
import type { ImpostorAct, ImpostorKind } from './impostor-stories.ts';
import type { RenderedFile, Renderer } from './render/renderer.ts';
import { RENDERERS } from './render/renderers.ts';
import { storySettings } from './run-story.ts';
import type { StorySettings } from './run-story.ts';
import type { Story } from './story.ts';

/** What an act's story needs of a hunt: its networks, and the group its host is in. */
export interface ImpostorSettings extends StorySettings {
  readonly host: string;
  readonly group: string | undefined;
}

/** Hunts in rendered files and gives what was seen, judged with the approvals. Handed in, so that stories need not know the runner. */
export type ImpostorHunt = (
  files: readonly RenderedFile[],
  settings: ImpostorSettings,
) => Promise<readonly JudgedHost[]>;

/**
 * What is wrong: an approval holds for an impostor, or makes it weigh less; an impostor is not found at high or above; the
 * approval does not hold for its own program, or not as its class would have it.
 */
export type ActFault = 'covered' | 'lowered' | 'not-found' | 'does-not-hold';

/** Scores are 0 to 100; `undefined` where there is no finding. */
export interface ActVerdict {
  readonly kind: ImpostorKind;
  /** Renderer it was played in. */
  readonly shape: string;
  /** `undefined`: as it should be. */
  readonly fault: ActFault | undefined;
  readonly withoutApprovals: number | undefined;
  readonly score: number | undefined;
  readonly level: Level | undefined;
  /** The sender itself is nobody whose connections count: the finding is of the tool it started. */
  readonly viaTool: boolean;
  /** Sentence for people. */
  readonly detail: string;
}

export interface ApprovalProof {
  readonly approval: string;
  readonly passed: boolean;
  /** Why it could not be played. */
  readonly unplayable: string | undefined;
  readonly acts: readonly ActVerdict[];
}

/** Shapes that tell names of destinations and, where the platform has them, signatures. */
export const PROOF_SHAPES: readonly string[] = ['event-xml', 'elastic-macos', 'auditd-zeek'];

const WITHOUT: NormalitySources = {
  approvals: new ApprovalSet([], 'all'),
  baseline: undefined,
  baselineVersion: undefined,
};

/** Tries one approval with all of the set in force, packs included. */
export async function proveApproval(
  approval: Approval,
  set: ApprovalSet,
  hunt: ImpostorHunt,
  shapes: readonly string[] = PROOF_SHAPES,
): Promise<ApprovalProof> {
  const acts = impostorActs(approval);
  if ('unplayable' in acts)
    return { approval: approval.id, passed: true, unplayable: acts.unplayable, acts: [] };
  const verdicts: ActVerdict[] = [];
  for (const act of acts) {
    for (const renderer of RENDERERS) {
      if (renderer.platform !== act.platform || !shapes.includes(renderer.id)) continue;
      verdicts.push(await tryAct(approval, act, renderer, set, hunt));
    }
  }
  const passed = verdicts.every(({ fault }) => fault === undefined);
  return { approval: approval.id, passed, unplayable: undefined, acts: verdicts };
}

async function tryAct(
  approval: Approval,
  act: ImpostorAct,
  renderer: Renderer,
  set: ApprovalSet,
  hunt: ImpostorHunt,
): Promise<ActVerdict> {
  const play = async (story: Story): Promise<Played> => {
    const settings = { ...storySettings(story), host: act.host, group: act.group };
    return judged(await hunt(renderer.render(story), settings), act, set);
  };
  const direct = await play(act.story);
  if (act.kind === 'genuine') return genuineVerdict(approval, act, renderer, direct);
  const isElsewhere = act.kind === 'other-tenant' || act.kind === 'look-alike';
  const seen = isHigh(direct.without) || isElsewhere ? direct : await play(act.viaTool);
  const base = {
    kind: act.kind,
    shape: renderer.id,
    withoutApprovals: direct.without?.score ?? seen.without?.score,
    score: seen.finding?.score,
    level: seen.finding?.level,
    viaTool: seen !== direct,
  };
  const covering = [...new Set([...direct.applying, ...seen.applying])];
  if (covering.length > 0) {
    return { ...base, fault: 'covered', detail: `${covering.join(', ')} holds for it` };
  }
  const lowered = [direct, seen].find(
    ({ without, finding }) => (finding?.score ?? 0) < (without?.score ?? 0),
  );
  if (lowered !== undefined) {
    const detail = `weighs ${lowered.finding?.score ?? 0} instead of ${lowered.without?.score ?? 0}`;
    return { ...base, fault: 'lowered', detail };
  }
  if (!isElsewhere && !isHigh(seen.finding)) {
    return { ...base, fault: 'not-found', detail: 'is not found at high or above' };
  }
  const detail = seen.finding === undefined ? 'not lowered' : `${seen.finding.level} (${seen.finding.score})`;
  return { ...base, fault: undefined, detail };
}

function genuineVerdict(
  approval: Approval,
  act: ImpostorAct,
  renderer: Renderer,
  { applying, finding, without }: Played,
): ActVerdict {
  const base = {
    kind: act.kind,
    shape: renderer.id,
    withoutApprovals: without?.score,
    score: finding?.score,
    level: finding?.level,
    viaTool: false,
  };
  if (!applying.includes(approval.id)) {
    return { ...base, fault: 'does-not-hold', detail: 'does not hold for its own program' };
  }
  if (finding === undefined || without === undefined)
    return { ...base, fault: undefined, detail: 'recognised; its connections make no finding' };
  const lowers = ENCRYPTING_CLASSES.has(approval.class);
  if (lowers === finding.score < without.score) {
    const detail = lowers
      ? `lowered from ${without.score} to ${finding.score}`
      : `recognised, and cancelled by the encryption: ${finding.score}`;
    return { ...base, fault: undefined, detail };
  }
  return lowers
    ? { ...base, fault: 'does-not-hold', detail: 'lowers nothing' }
    : { ...base, fault: 'lowered', detail: `lowered from ${without.score} although it encrypts` };
}

interface Played {
  /** Ids of the approvals that hold for what the program itself sent. */
  readonly applying: readonly string[];
  /** The gravest finding of the act with the approvals, and the same without any. */
  readonly finding: Finding | undefined;
  readonly without: Finding | undefined;
}

function judged(hosts: readonly JudgedHost[], act: ImpostorAct, set: ApprovalSet): Played {
  const { address, port } = act.place;
  const sent = hosts.flatMap(({ view }) =>
    view.egresses
      .filter((egress) => egress.address === address && egress.port === port)
      .map((egress) => approvalFacts(view, egress, act.group)),
  );
  const own = hosts
    .flatMap((host) => host.judged)
    .filter(({ finding: { egress } }) => egress.address === address && egress.port === port);
  const gravest = (findings: readonly Finding[]): Finding | undefined =>
    findings.toSorted((x, y) => y.score - x.score)[0];
  return {
    applying: sent.flatMap((facts) =>
      set.match(facts).flatMap((match) => (match.state === 'applies' ? match.approval.id : [])),
    ),
    finding: gravest(own.map(({ finding }) => finding)),
    without: gravest(own.map((one) => decide(one.case, WITHOUT))),
  };
}

function isHigh(finding: Finding | undefined): boolean {
  return finding !== undefined && LEVELS.indexOf(finding.level) >= LEVELS.indexOf('high');
}
