/** Who a process of a POSIX story is, beside what all processes have. Ids depend on the story's words alone. */
import { chosenNumber } from './stable-choice.ts';
import type { ProcessStep, SigningStep } from './story-step.ts';
import type { StoryProcess } from './process-identity.ts';
import type { StoryPlatform } from './story.ts';

export interface PosixIdentity {
  readonly arguments: readonly string[];
  /** Numeric user id: 0 for root, from 501 (macOS) or 1001 (Linux) for people. */
  readonly userId: number;
  /** Raised by every exec; with the pid it names one image (macOS). */
  readonly pidVersion: number;
  /** The image this one replaced in its pid. */
  readonly replaces: StoryProcess | undefined;
  /** It goes on with its parent's image: no exec is recorded. */
  readonly forked: boolean;
  readonly script: string | undefined;
  /** The process on whose behalf it runs: itself where nobody else is. */
  readonly responsible: StoryProcess | undefined;
  readonly signature: PosixSignature | undefined;
  /** Linux: the login it belongs to, which outlives every change of users; `undefined` for services. */
  readonly login: PosixLogin | undefined;
}

/** Somebody logged in, by hand or through cron. */
export interface PosixLogin {
  readonly session: number;
  readonly user: string;
  readonly userId: number;
}

export interface PosixSignature {
  readonly identifier: string;
  readonly team: string | undefined;
  /** Part of the operating system. */
  readonly platform: boolean;
}

/** Folders that only the system writes to (System Integrity Protection). */
const SYSTEM = /^\/(?:System|bin|sbin|usr\/(?!local\/))/;

/** What Debian gives its own accounts. */
const LINUX_ACCOUNTS: Readonly<Record<string, number>> = {
  root: 0,
  'www-data': 33,
  backup: 34,
  _apt: 42,
  postgres: 105,
  nobody: 65_534,
};
const LINUX_HOMES: Readonly<Record<string, string>> = {
  root: '/root',
  'www-data': '/var/www',
  backup: '/var/backups',
  _apt: '/nonexistent',
  postgres: '/var/lib/postgresql',
  nobody: '/',
};

export function linuxHome(name: string): string {
  return LINUX_HOMES[name] ?? `/home/${name}`;
}

export function userIdOf(name: string, platform: StoryPlatform = 'macos'): number {
  if (platform === 'linux') return LINUX_ACCOUNTS[name] ?? 1001 + chosenNumber(400, 'user', name);
  if (name === 'root') return 0;
  return name.startsWith('_') ? 200 + chosenNumber(100, 'user', name) : 501 + chosenNumber(20, 'user', name);
}

/** What a step says, and where it is told. */
export interface PosixStep {
  readonly step: ProcessStep;
  readonly userName: string;
  readonly platform: StoryPlatform;
  /** Words that make its ids its own. */
  readonly words: string;
}

/** The processes that a step's handles name. */
export interface PosixKin {
  readonly parent: StoryProcess | undefined;
  readonly replaces: StoryProcess | undefined;
  readonly responsible: StoryProcess | undefined;
}

/** What a step says, and what it leaves open. */
export function posixIdentity(told: PosixStep, { parent, replaces, responsible }: PosixKin): PosixIdentity {
  const { step, userName, platform, words } = told;
  const userId = userIdOf(userName, platform);
  return {
    arguments: step.arguments ?? [step.image],
    userId,
    pidVersion:
      replaces?.posix === undefined
        ? 20_000 + 4 * chosenNumber(200_000, 'pidversion', words, step.as)
        : replaces.posix.pidVersion + 1,
    replaces,
    forked: step.forked === true,
    script: step.script,
    responsible: responsible ?? (replaces ?? parent)?.posix?.responsible,
    signature: platform === 'macos' ? signatureOf(step.image, step.signed) : undefined,
    login:
      step.session === undefined
        ? (replaces ?? parent)?.posix?.login
        : { session: Number.parseInt(step.session, 16), user: userName, userId },
  };
}

function signatureOf(image: string, signed: SigningStep | undefined): PosixSignature | undefined {
  if (signed !== undefined) return { identifier: signed.identifier, team: signed.team, platform: false };
  if (!SYSTEM.test(image)) return undefined;
  const name = image.slice(image.lastIndexOf('/') + 1);
  return { identifier: `com.apple.${name}`, team: undefined, platform: true };
}
