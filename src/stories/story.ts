/**
 * A story: what really happened on some machines, told once, with what Postern is expected to say about it.
 *
 * It knows nothing of telemetry shapes; `render/` writes the same story in each of them. Times are offsets
 * (`2.5s`, `+1m`, `-6h`), see `story-offset.ts`. `docs/stories.md` explains every key with an example.
 */
import type { Direction, EncryptionClass } from '../encryption/encryption-operation.ts';
import type { Level, LinkKind } from '../findings/finding.ts';
import type { StoryStep } from './story-step.ts';

/** Which family of operating systems the story plays on; decides which renderers apply. */
export type StoryPlatform = 'windows' | 'macos' | 'linux';

export interface Story {
  /** Lower-case words joined by `-`, unique in a collection, equal to the file name without its suffix. */
  readonly id: string;
  readonly title: string;
  readonly platform: StoryPlatform;
  /** Why the story is told: what is hard about it, what would be wrong to say. */
  readonly description: string;
  readonly references?: readonly string[] | undefined;
  /** Machines by the handle the steps use. */
  readonly hosts: Readonly<Record<string, StoryHost>>;
  /** CIDRs of the site's own networks; default: the private ranges. */
  readonly internal?: readonly string[] | undefined;
  /** CIDRs to treat as outside although they are reserved; default: the documentation ranges. */
  readonly external?: readonly string[] | undefined;
  /** Texts that are written encoded into command lines and scripts, where those say `{name}`. */
  readonly texts?: Readonly<Record<string, StoryText>> | undefined;
  /** ISO time with zone; offset 0 of every step. */
  readonly start: string;
  readonly steps: readonly StoryStep[];
  readonly noise?: StoryNoise | undefined;
  readonly expect: StoryExpectation;
}

export interface StoryHost {
  /** Short name, as in `WS01`. */
  readonly name: string;
  readonly fqdn?: string | undefined;
  /** The first address of each family is the one connections leave from. */
  readonly addresses: readonly string[];
  /** Who works here, `DOMAIN\name`, on POSIX systems `name`; the default user of its processes. */
  readonly user?: string | undefined;
  /** Which of its two names a log writes; default `fqdn`. */
  readonly logsAs?:
    | {
        readonly sysmon?: HostNameForm | undefined;
        readonly security?: HostNameForm | undefined;
        readonly powershell?: HostNameForm | undefined;
      }
    | undefined;
}

export type HostNameForm = 'name' | 'fqdn';

/** `base64-utf16` is what PowerShell's EncodedCommand takes. */
export type TextEncoding = 'plain' | 'base64' | 'base64-utf16' | 'hex';

export interface StoryText {
  readonly text: string;
  readonly as: TextEncoding;
}

/** Ordinary office-day activity mixed in, the same for the same seed. */
export interface StoryNoise {
  /** How many acts: lookups, connections, process starts and ends, files, scripts, modules. */
  readonly events: number;
  readonly seed?: number | undefined;
  /** Offsets of the first and last possible act; default `-2h` and `2h`. */
  readonly from?: string | undefined;
  readonly until?: string | undefined;
  /** Host handles; default all. */
  readonly hosts?: readonly string[] | undefined;
  /** First three octets of the IPv4 network the programs' servers lie in; default `203.0.113`. */
  readonly servers?: string | undefined;
}

export interface StoryExpectation {
  readonly findings?: readonly ExpectedFinding[] | undefined;
  /** No finding but the expected ones may be above this level; default `low`. */
  readonly nothingAbove?: Level | undefined;
  /**
   * Where the expected findings cannot be required, with the reason for people: a renderer's id (`azure`) or
   * something a renderer lacks (`powershell`).
   */
  readonly notVisibleIn?: Readonly<Record<string, string>> | undefined;
}

export interface ExpectedFinding {
  readonly analytic: string;
  /** Host handle. */
  readonly host: string;
  /** Handle of the process that sends. */
  readonly process: string;
  /** Address the finding must name. */
  readonly destination: string;
  readonly port?: number | undefined;
  readonly atLeast: Level;
  readonly atMost?: Level | undefined;
  readonly link?: LinkKind | undefined;
  readonly operation?: ExpectedOperation | undefined;
}

export interface ExpectedOperation {
  readonly class?: EncryptionClass | undefined;
  readonly algorithm?: string | undefined;
  readonly direction?: Direction | undefined;
}

export const DEFAULT_INTERNAL: readonly string[] = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'];
export const DEFAULT_EXTERNAL: readonly string[] = ['198.51.100.0/24', '203.0.113.0/24'];
