/** The program an approval names, as a story can play it, and programs that are nearly that one. */
import type { Approval } from '../baseline/approvals/approval.ts';
import { isInterpreter } from '../baseline/approvals/interpreters.ts';
import { lastSegment } from '../baseline/identity/canonical-path.ts';
import type { SigningStep } from './story-step.ts';
import type { StoryPlatform } from './story.ts';

/** A program of a story, with all that an approval may ask of it. */
export interface StoryProgram {
  readonly image: string;
  /** Windows: what a load of the image tells; `undefined` where no sensor looks. */
  readonly loaded?: { readonly signed: boolean; readonly signature?: string } | undefined;
  /** macOS; `undefined`: part of the system where it lies in its folders, else unsigned. */
  readonly signed?: SigningStep | undefined;
  readonly sha256?: string | undefined;
  /** The tool its version data name (Windows). */
  readonly originalName?: string | undefined;
  /** What an interpreter runs. */
  readonly script?: string | undefined;
  /** A further argument that means nothing. */
  readonly argument?: string | undefined;
  readonly user: string;
  /** Image of the program that starts it; `undefined` for a shell. */
  readonly parent: string | undefined;
}

/** Folder anybody may put a program into, and who does. */
interface Intruder {
  readonly folder: string;
  readonly user: string;
}

export const INTRUDER: Readonly<Record<StoryPlatform, Intruder>> = {
  windows: { folder: 'C:\\Users\\eve\\AppData\\Local\\Temp\\', user: 'CORP\\eve' },
  macos: { folder: '/Users/eve/Library/Caches/', user: 'eve' },
  linux: { folder: '/dev/shm/', user: 'eve' },
};

/** A team that nobody approves. */
const OTHER_TEAM = 'EVIL000000';
const OTHER_SIGNER = 'Evil Software Ltd';

/** One for each path of the approval, at most eight; one in all where it names none. */
export function genuinePrograms(approval: Approval, platform: StoryPlatform): readonly StoryProgram[] {
  const { identity } = approval;
  const paths = identity.paths.length === 0 ? [undefined] : identity.paths.slice(0, MOST_PATHS);
  const [user, parent, script, sha256] = [
    identity.users[0],
    identity.parents[0],
    identity.scriptPaths[0],
    identity.sha256[0],
  ];
  const filled = (pattern: string | undefined): string | undefined =>
    pattern === undefined ? undefined : somePath(pattern, platform);
  return paths.map((path) => {
    const image = filled(path) ?? ownFolder(platform) + nameOf(approval);
    return {
      image,
      ...signatureOf(approval, platform, image),
      sha256,
      script: filled(script),
      user: user?.replaceAll('*', '1') ?? INTRUDER[platform].user,
      parent: filled(parent),
    };
  });
}

const MOST_PATHS = 8;

/** The same file name where anybody can put it, signed by nobody. Of an interpreter it is the script that is put there. */
export function renamed(approval: Approval, program: StoryProgram, platform: StoryPlatform): StoryProgram {
  const { folder } = INTRUDER[platform];
  const moved = (path: string): string => folder + lastSegment(path);
  if (program.script !== undefined) return { ...program, script: moved(program.script) };
  return {
    ...program,
    image: moved(program.image),
    sha256: undefined,
    ...(platform === 'windows' ? { loaded: { signed: false } } : {}),
    // Anybody can sign with any identifier, but not as a team.
    signed: platform === 'macos' ? { identifier: approval.identity.signingIds[0] ?? 'a.out' } : undefined,
  };
}

/** Another script, which is given the approved one as an argument. */
export function namingScript(program: StoryProgram, platform: StoryPlatform): StoryProgram {
  return { ...program, script: `${INTRUDER[platform].folder}up`, argument: program.script };
}

/** In its place, with a bad signature or with somebody else's. */
export function unsigned(program: StoryProgram, platform: StoryPlatform): StoryProgram {
  return platform === 'windows'
    ? { ...program, loaded: { signed: false } }
    : { ...program, signed: { identifier: program.signed?.identifier ?? 'a.out' } };
}

export function resigned(program: StoryProgram, platform: StoryPlatform): StoryProgram {
  return platform === 'windows'
    ? { ...program, loaded: { signed: true, signature: OTHER_SIGNER } }
    : {
        ...program,
        signed: { identifier: program.signed?.identifier ?? 'com.evil.tool', team: OTHER_TEAM },
      };
}

/** An interpreter under its name: in its place where version data can tell (Windows), else where anybody can put it. */
export function interpreterInDisguise(
  approval: Approval,
  program: StoryProgram,
  platform: StoryPlatform,
): StoryProgram {
  const script = `${INTRUDER[platform].folder}up.${platform === 'windows' ? 'ps1' : 'py'}`;
  if (platform === 'windows')
    return {
      ...program,
      script,
      originalName: 'PowerShell.EXE',
      loaded: { signed: true, signature: 'Microsoft Windows' },
    };
  return {
    ...renamed(approval, { ...program, script: undefined }, platform),
    script,
    signed: platform === 'macos' ? { identifier: 'com.apple.python3' } : undefined,
  };
}

/** Does some sensor of the platform tell whether the approval's signature is there? */
export function asksForSignature({ identity }: Approval, platform: StoryPlatform): boolean {
  const { signers, teamIds, signingIds, platformBinary } = identity;
  return platform !== 'linux' && (signers.length + teamIds.length + signingIds.length > 0 || platformBinary);
}

/** Is it approved by what it runs or by who starts it? */
export function isHeldProgram({ identity }: Approval): boolean {
  return (
    identity.scriptPaths.length + identity.scriptSha256.length + identity.parents.length > 0 ||
    identity.paths.some((path) => isInterpreter(lastSegment(path)))
  );
}

function signatureOf(
  { identity }: Approval,
  platform: StoryPlatform,
  image: string,
): Pick<StoryProgram, 'loaded' | 'signed'> {
  const [signer, teamId, signingId] = [identity.signers[0], identity.teamIds[0], identity.signingIds[0]];
  if (platform === 'windows')
    return { loaded: signer === undefined ? undefined : { signed: true, signature: signer } };
  // Where it lies in a folder of the system, a story plays it as part of the system.
  if (platform === 'linux' || identity.platformBinary) return {};
  if (signer === undefined && teamId === undefined && signingId === undefined) return {};
  const identifier = (signingId ?? signer)?.replaceAll('*', '1') ?? `com.example.${lastSegment(image)}`;
  return { signed: { identifier, team: teamId ?? 'TEAM000000' } };
}

/** The file name an approval without path goes by: the last word of its signing identifier. */
function nameOf({ identity, id }: Approval): string {
  const [signingId] = identity.signingIds;
  return (signingId?.slice(signingId.lastIndexOf('.') + 1) ?? id).replaceAll('*', '1');
}

function ownFolder(platform: StoryPlatform): string {
  if (platform === 'windows') return 'C:\\Program Files\\Own\\';
  return platform === 'macos' ? '/Applications/Own.app/Contents/MacOS/' : '/opt/own/';
}

/** Some path that a pattern matches. */
function somePath(pattern: string, platform: StoryPlatform): string {
  const path = pattern
    .replaceAll('**', 'x')
    .replace(/^([a-z]:\\users\\|\/users\/|\/home\/)\*/, '$1eve')
    .replaceAll('*', '1');
  // Canonical paths of macOS are lower case; the story tells parts of the system by their folder.
  return platform === 'macos'
    ? path.replace(/^\/(?:system|users|library|applications)\//, capitalised)
    : path;
}

function capitalised(folder: string): string {
  return `/${folder.charAt(1).toUpperCase()}${folder.slice(2)}`;
}
