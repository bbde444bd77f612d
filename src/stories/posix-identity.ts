/** Who a process of a POSIX story is, beside what all processes have. Ids depend on the story's words alone. */
import { chosenNumber } from './stable-choice.ts';
import type { ProcessStep, SigningStep } from './story-step.ts';
import type { StoryProcess } from './process-identity.ts';

export interface PosixIdentity {
  readonly arguments: readonly string[];
  /** Numeric user id: 0 for root, from 501 for people. */
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
}

export interface PosixSignature {
  readonly identifier: string;
  readonly team: string | undefined;
  /** Part of the operating system. */
  readonly platform: boolean;
}

/** Folders that only the system writes to (System Integrity Protection). */
const SYSTEM = /^\/(?:System|bin|sbin|usr\/(?!local\/))/;

export function userIdOf(name: string): number {
  if (name === 'root') return 0;
  return name.startsWith('_') ? 200 + chosenNumber(100, 'user', name) : 501 + chosenNumber(20, 'user', name);
}

/** What a step says, and what it leaves open. `replaces` and `responsible` are the processes its handles name. */
export function posixIdentity(
  step: ProcessStep,
  userName: string,
  words: string,
  parent: StoryProcess | undefined,
  replaces: StoryProcess | undefined,
  responsible: StoryProcess | undefined,
): PosixIdentity {
  return {
    arguments: step.arguments ?? [step.image],
    userId: userIdOf(userName),
    pidVersion:
      replaces?.posix === undefined
        ? 20_000 + 4 * chosenNumber(200_000, 'pidversion', words, step.as)
        : replaces.posix.pidVersion + 1,
    replaces,
    forked: step.forked === true,
    script: step.script,
    responsible: responsible ?? (replaces ?? parent)?.posix?.responsible,
    signature: signatureOf(step.image, step.signed),
  };
}

function signatureOf(image: string, signed: SigningStep | undefined): PosixSignature | undefined {
  if (signed !== undefined) return { identifier: signed.identifier, team: signed.team, platform: false };
  if (!SYSTEM.test(image)) return undefined;
  const name = image.slice(image.lastIndexOf('/') + 1);
  return { identifier: `com.apple.${name}`, team: undefined, platform: true };
}
