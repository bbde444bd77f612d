/** Who a process of a story is: pid, Sysmon's ProcessGuid, account, parent. Ids depend on the story's words alone. */
import { accountOf, type Account } from './account.ts';
import { linuxHome, posixIdentity, type PosixIdentity } from './posix-identity.ts';
import { imageFacts, type ImageFacts } from './known-images.ts';
import { chosenNumber, digestOf } from './stable-choice.ts';
import type { StoryPlatform } from './story.ts';
import type { Integrity, ProcessStep } from './story-step.ts';

/** A process with everything a renderer may write of it. */
export interface StoryProcess {
  readonly handle: string;
  readonly hostHandle: string;
  readonly image: string;
  readonly commandLine: string;
  readonly cwd: string;
  readonly account: Account;
  /** Logon id, lower case with `0x`. */
  readonly session: string;
  readonly pid: number;
  /** Sysmon ProcessGuid, lower case without braces. */
  readonly guid: string;
  /** Milliseconds UTC. */
  readonly start: number;
  readonly integrity: Integrity;
  readonly facts: ImageFacts | undefined;
  readonly sha256: string;
  readonly parent: StoryProcess | undefined;
  /** False when no record of its start is written. */
  readonly seen: boolean;
  /** What only POSIX systems know; `undefined` on Windows. */
  readonly posix: PosixIdentity | undefined;
}

/**
 * Sysmon's ProcessGuid: machine id, then the start in Unix seconds (low half in the third group, high half in the
 * second), then a key of the process (microsoft/SysmonCommon, manifest schema 4.90).
 */
export function processGuid(machine: string, start: number, pid: number): string {
  const seconds = Math.floor(start / 1000)
    .toString(16)
    .padStart(8, '0');
  const key = ((pid >>> 2) & 0xffff).toString(16).padStart(4, '0');
  return `${machineId(machine)}-${seconds.slice(4)}-${seconds.slice(0, 4)}-${key}-000000000c00`;
}

/** LogonGuid of a session, built like the ProcessGuid with the logon id at its end. */
export function logonGuid(machine: string, logonTime: number, logonId: string): string {
  const seconds = Math.floor(logonTime / 1000)
    .toString(16)
    .padStart(8, '0');
  const id = Number.parseInt(logonId, 16).toString(16).padStart(12, '0').slice(-12);
  const bytes = id.match(/../g) ?? [];
  const [first = '00', second = '00', ...rest] = bytes.reverse();
  return `${machineId(machine)}-${seconds.slice(4)}-${seconds.slice(0, 4)}-${first}${second}-${rest.join('').padEnd(12, '0')}`;
}

function machineId(machine: string): string {
  return digestOf('sha256', `machine ${machine.toLowerCase()}`).slice(0, 8);
}

export interface ProcessContext {
  readonly storyId: string;
  readonly hostHandle: string;
  /** Names the machine in ids. */
  readonly machine: string;
  readonly defaultUser: string;
  readonly start: number;
  readonly parent: StoryProcess | undefined;
  readonly pidTaken: (pid: number) => boolean;
  readonly platform: StoryPlatform;
  /** Processes that the step's `replaces` and `responsible` name. */
  readonly replaces?: StoryProcess | undefined;
  readonly responsible?: StoryProcess | undefined;
}

/** Fills in what a process step leaves open. */
export function identifyProcess(step: ProcessStep, context: ProcessContext): StoryProcess {
  const { parent, hostHandle, machine, start, platform, replaces, responsible } = context;
  const posix = platform !== 'windows';
  // Windows inherits the account; so does POSIX, but for what launchd starts for the person who works there.
  const inherited = parent === undefined || step.user !== undefined ? undefined : (replaces ?? parent);
  const account = inherited?.account ?? accountOf(step.user ?? context.defaultUser);
  const pid = step.pid ?? replaces?.pid ?? freePid(context, step.as);
  const known = imageFacts(step.image);
  const stated = step.company ?? step.product ?? step.originalName ?? step.fileDescription;
  return {
    handle: step.as,
    hostHandle,
    image: step.image,
    commandLine: step.commandLine ?? (posix ? (step.arguments ?? [step.image]).join(' ') : `"${step.image}"`),
    cwd: step.cwd ?? homeOf(account, platform),
    account,
    session: (step.session ?? inherited?.session ?? account.logonId).toLowerCase(),
    pid,
    guid: processGuid(machine, start, pid),
    start,
    integrity: step.integrity ?? (account.service ? 'System' : (inherited?.integrity ?? 'Medium')),
    facts:
      known === undefined && stated === undefined
        ? undefined
        : {
            company: step.company ?? known?.company ?? '-',
            product: step.product ?? known?.product ?? '-',
            description: step.fileDescription ?? known?.description ?? '-',
            originalName: step.originalName ?? known?.originalName ?? '-',
            fileVersion: known?.fileVersion ?? '-',
          },
    sha256: (step.sha256 ?? digestOf('sha256', `file ${step.image.toLowerCase()}`)).toUpperCase(),
    parent,
    seen: step.unseen !== true,
    posix: posix
      ? posixIdentity(
          { step, userName: account.name, platform, words: `${context.storyId} ${hostHandle}` },
          { parent, replaces, responsible },
        )
      : undefined,
  };
}

function homeOf(account: Account, platform: StoryPlatform): string {
  if (platform === 'linux') return linuxHome(account.name);
  if (platform === 'macos') return account.name === 'root' ? '/' : `/Users/${account.name}`;
  return account.service ? 'C:\\Windows\\system32\\' : `C:\\Users\\${account.name}\\`;
}

function freePid(context: ProcessContext, handle: string): number {
  let pid = 4 * (300 + chosenNumber(3600, context.storyId, context.hostHandle, handle));
  while (context.pidTaken(pid)) pid += 4;
  return pid;
}
