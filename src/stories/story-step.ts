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
}

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
}

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
