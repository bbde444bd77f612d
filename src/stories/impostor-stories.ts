/** The stories that try an approval: its own program at its own place, and everything that is nearly that. */
import type { Approval } from '../baseline/approvals/approval.ts';
import { matchesName } from '../baseline/approvals/path-glob.ts';
import { isAllowed } from '../baseline/calendar/allowed-hours.ts';
import { ZoneClocks } from '../baseline/calendar/zone-clock.ts';
import { roleOfProgram } from '../hosts/program-roles.ts';
import { stem } from '../hosts/process-role.ts';
import { approvedPlace, lookAlike, othersPlace } from './impostor-place.ts';
import type { StoryPlace } from './impostor-place.ts';
import {
  asksForSignature,
  genuinePrograms,
  INTRUDER,
  interpreterInDisguise,
  isHeldProgram,
  namingScript,
  renamed,
  resigned,
  unsigned,
} from './impostor-program.ts';
import type { StoryProgram } from './impostor-program.ts';
import { impostorStory } from './impostor-scene.ts';
import type { Story, StoryPlatform } from './story.ts';

/** What is not as approved; `genuine` is. */
export type ImpostorKind =
  | 'genuine'
  | 'renamed'
  | 'unsigned'
  | 'other-signer'
  | 'interpreter'
  | 'script-as-argument'
  | 'other-parent'
  | 'other-user'
  | 'other-tenant'
  | 'look-alike';

/** An act to be played, with what its place is compared by. */
export interface ImpostorAct {
  readonly kind: ImpostorKind;
  readonly platform: StoryPlatform;
  readonly program: StoryProgram;
  readonly place: StoryPlace;
  /** Name and group of the host, as the approval binds them. */
  readonly host: string;
  readonly group: string | undefined;
  readonly story: Story;
  /** The same act when the program leaves sending to a tool it starts. */
  readonly viaTool: Story;
}

/** The acts, or why the approval cannot be played. */
export type ImpostorActs = readonly ImpostorAct[] | { readonly unplayable: string };

export function impostorActs(approval: Approval): ImpostorActs {
  const { identity, platform, hosts } = approval;
  if (platform === 'esxi') return { unplayable: 'stories are not told of ESXi' };
  if (identity.scriptSha256.length > 0)
    return { unplayable: 'nobody knows the script that its sha256 is of' };
  const place = approvedPlace(approval);
  if (place === undefined)
    return { unplayable: 'its tenants show in no name, only in the path of a request' };
  const start = allowedStart(approval);
  if (start === undefined) return { unplayable: 'its hours never come while it is in force' };
  const host = (hosts.names[0] ?? 'ws01').replaceAll('*', '1');
  const [group] = hosts.groups;
  const amount = Math.min(USUAL_AMOUNT, Math.floor((approval.bytesPerDay ?? Infinity) / 2));
  const act = (kind: ImpostorKind, program: StoryProgram, to: StoryPlace, at = 0): ImpostorAct => {
    const id = `${approval.id}-${kind}${at === 0 ? '' : `-${at + 1}`}`;
    const title = `${approval.id}: ${kind}`;
    const scene = { id, title, platform, host, start, program, place: to, amount };
    return {
      kind,
      platform,
      program,
      place: to,
      host,
      group,
      story: impostorStory(scene),
      viaTool: impostorStory({ ...scene, viaTool: true }),
    };
  };
  const genuine = genuinePrograms(approval, platform);
  const [program] = genuine;
  if (program === undefined) return { unplayable: 'it names no program' };
  const similar = lookAlike(place);
  return [
    ...genuine.map((one, at) => act('genuine', one, place, at)),
    ...identityActs(approval, program, platform).map(([kind, one]) => act(kind, one, place)),
    act('other-tenant', program, othersPlace(place)),
    ...(similar === undefined ? [] : [act('look-alike', program, similar)]),
  ];
}

/** Each part of the identity changed by itself. */
function identityActs(
  approval: Approval,
  program: StoryProgram,
  platform: StoryPlatform,
): (readonly [ImpostorKind, StoryProgram])[] {
  const acts: (readonly [ImpostorKind, StoryProgram])[] = [
    ['renamed', asTool(renamed(approval, program, platform), platform)],
  ];
  if (asksForSignature(approval, platform)) {
    acts.push(['unsigned', asTool(unsigned(program, platform), platform)]);
    acts.push(['other-signer', asTool(resigned(program, platform), platform)]);
  }
  // What is approved by its script or parent is an interpreter already.
  if (!isHeldProgram(approval))
    acts.push(['interpreter', interpreterInDisguise(approval, program, platform)]);
  if (program.script !== undefined) acts.push(['script-as-argument', namingScript(program, platform)]);
  const { folder, user } = INTRUDER[platform];
  if (approval.identity.parents.length > 0)
    acts.push(['other-parent', { ...program, parent: `${folder}up${platform === 'windows' ? '.exe' : ''}` }]);
  const other = `${user}2`;
  const isOther = approval.identity.users.every((pattern) => !matchesName(other.toLowerCase(), pattern));
  if (approval.identity.users.length > 0 && isOther) acts.push(['other-user', { ...program, user: other }]);
  return acts;
}

/** Browsers are no senders to any analytic, unless their version data say that they are none. */
function asTool(program: StoryProgram, platform: StoryPlatform): StoryProgram {
  const isBrowser = roleOfProgram(stem(program.image), platform !== 'windows') === 'browser';
  return platform === 'windows' && isBrowser ? { ...program, originalName: 'curl.exe' } : program;
}

/** Bytes of the encrypted file. */
const USUAL_AMOUNT = 4_200_000;
const QUARTER = 900_000;
const DAY = 86_400_000;
/** The longest calendar there is returns within a year. */
const LONGEST_SEARCH = 370 * DAY;
/** The act takes half a minute. */
const ACT = 60_000;

/** The first moment of its life at which its hours allow the whole act. */
function allowedStart({ hours, created, expires }: Approval): number | undefined {
  if (hours === undefined) return created;
  const clock = new ZoneClocks().of(hours.zone);
  for (let time = created; time + ACT < Math.min(expires, created + LONGEST_SEARCH); time += QUARTER) {
    if (isAllowed(time, hours, clock) && isAllowed(time + ACT, hours, clock)) return time;
  }
  return undefined;
}
