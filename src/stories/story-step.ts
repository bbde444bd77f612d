/** The steps of a story: each has a time and exactly one act. */

/** One act at one time. `host` is needed only where no process names it and the story has several hosts. */
export interface StoryStep {
  /** `2.5s` after the story's start, `+1m` after the step before, `-6h` before the start. */
  readonly at: string;
  readonly host?: string | undefined;
  readonly process?: ProcessStep | undefined;
  readonly end?: EndStep | undefined;
  readonly script?: ScriptStep | undefined;
  readonly bindings?: BindingsStep | undefined;
  readonly dns?: LookupStep | undefined;
  readonly connect?: ConnectStep | undefined;
  readonly inbound?: InboundStep | undefined;
  readonly file?: FileStep | undefined;
  readonly image?: ImageStep | undefined;
  readonly sensor?: SensorStep | undefined;
}

/** The keys of which a step has exactly one. */
export const ACT_KEYS = [
  'process',
  'end',
  'script',
  'bindings',
  'dns',
  'connect',
  'inbound',
  'file',
  'image',
  'sensor',
] as const;
export type ActKey = (typeof ACT_KEYS)[number];

export type Integrity = 'Low' | 'Medium' | 'High' | 'System';

/** A process starts. What is not given is inherited from the parent or chosen so that equal stories are equal. */
export interface ProcessStep {
  /** Handle for later steps. */
  readonly as: string;
  /** Handle of the parent, one of the built-in `explorer`, `services`, `scheduler`, or `none` when it is not known. */
  readonly parent?: string | undefined;
  /** Full path. */
  readonly image: string;
  readonly commandLine?: string | undefined;
  readonly cwd?: string | undefined;
  /** `DOMAIN\name`. */
  readonly user?: string | undefined;
  /** Logon id, `0x2d5a4b`. */
  readonly session?: string | undefined;
  readonly pid?: number | undefined;
  readonly integrity?: Integrity | undefined;
  readonly company?: string | undefined;
  readonly product?: string | undefined;
  readonly fileDescription?: string | undefined;
  readonly originalName?: string | undefined;
  readonly sha256?: string | undefined;
  /** True when it started before logging did: no start record is written. */
  readonly unseen?: boolean | undefined;
  /** POSIX: the argument list; the first word names the program. Default: the image alone. */
  readonly arguments?: readonly string[] | undefined;
  /** POSIX: handle of the process that becomes this image by exec; the pid stays. */
  readonly replaces?: string | undefined;
  /** POSIX: a child that goes on with its parent's image, as a subshell does; `image` is then the parent's. */
  readonly forked?: boolean | undefined;
  /** POSIX: script file the program was started for by its first line. */
  readonly script?: string | undefined;
  /** macOS: handle of the process it runs on behalf of, where parentage does not tell. */
  readonly responsible?: string | undefined;
  /** macOS: code signature; default: part of the system where it lies in a folder of the system, else none. */
  readonly signed?: SigningStep | undefined;
}

/** Who signed an image. */
export interface SigningStep {
  readonly identifier: string;
  /** Apple team id; without one the signature is ad hoc. */
  readonly team?: string | undefined;
}

export interface EndStep {
  readonly process: string;
}

/** PowerShell compiles a script block (4104). */
export interface ScriptStep {
  readonly process: string;
  readonly text: string;
  /** Script file; absent for typed or in-memory text. */
  readonly path?: string | undefined;
  /** Into how many records the block is cut; default by length as PowerShell does. */
  readonly parts?: number | undefined;
  /** Order in which the parts are written: `in-order`, `shuffled`, or the part numbers. */
  readonly order?: 'in-order' | 'shuffled' | readonly number[] | undefined;
  /** Part numbers that never arrive. */
  readonly lost?: readonly number[] | undefined;
}

/** PowerShell runs a command and logs its parameters (4103 and 800). */
export interface BindingsStep {
  readonly process: string;
  readonly command: string;
  readonly parameters?: Readonly<Record<string, string>> | undefined;
}

export interface LookupStep {
  readonly process: string;
  readonly name: string;
  /** Empty: the name does not exist. */
  readonly addresses: readonly string[];
  readonly aliases?: readonly string[] | undefined;
}

export type TransportProtocol = 'tcp' | 'udp';

export interface ConnectStep {
  readonly process: string;
  readonly to: string;
  readonly port: number;
  readonly protocol?: TransportProtocol | undefined;
  readonly sourcePort?: number | undefined;
  /** Name the sensor attaches by reverse lookup. */
  readonly name?: string | undefined;
  /** How long after the connection Sysmon writes its record; default `1s`. */
  readonly lateBy?: string | undefined;
  /** Say `true` when the connection's time lies after the end of its process, as sensors do report. */
  readonly afterExit?: boolean | undefined;
  /** Payload bytes sent and received, for sensors that count; default 0 and 0: not worth telling. */
  readonly bytesOut?: number | undefined;
  readonly bytesIn?: number | undefined;
  /** How long it lasts; default `800ms`. */
  readonly lasts?: string | undefined;
  /** What a network sensor recognises in it; default: nothing. */
  readonly service?: WireService | undefined;
  /** Name in the TLS handshake or HTTP request, where the service has one. */
  readonly serverName?: string | undefined;
}

export type WireService = 'tls' | 'http' | 'ssh' | 'ftp';

export interface InboundStep {
  readonly process: string;
  readonly from: string;
  /** Local port. */
  readonly port: number;
  readonly remotePort?: number | undefined;
  readonly protocol?: TransportProtocol | undefined;
}

export interface FileStep {
  readonly process: string;
  readonly path: string;
  /** POSIX: what is done with it; default `write`: created, or closed after a change. */
  readonly action?: FileAction | undefined;
  /** Old name of a `rename`. */
  readonly from?: string | undefined;
}

export type FileAction = 'write' | 'read' | 'rename' | 'delete';

export interface ImageStep {
  readonly process: string;
  readonly module: string;
  readonly signed?: boolean | undefined;
  readonly signature?: string | undefined;
  readonly status?: string | undefined;
}

/** Sysmon says something of itself. */
export interface SensorStep {
  readonly state: 'started' | 'stopped' | 'configuration-changed' | 'error';
  readonly detail?: string | undefined;
}
