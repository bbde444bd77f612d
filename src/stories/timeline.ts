/** What happens in a story, absolute and complete: every handle a process, every offset a time. */
import type { StoryProcess } from './process-identity.ts';
import type { HostNameForm, Story } from './story.ts';
import type { FileAction, TransportProtocol, WireService } from './story-step.ts';

/** A machine of a story. */
export interface StoryMachine {
  readonly handle: string;
  readonly name: string;
  readonly fqdn: string;
  readonly addresses: readonly string[];
  readonly logsAs: {
    readonly sysmon: HostNameForm;
    readonly security: HostNameForm;
    readonly powershell: HostNameForm;
  };
  /** Windows domain, upper case. */
  readonly domain: string;
}

interface ActBase {
  /** Milliseconds UTC. */
  readonly time: number;
  readonly machine: StoryMachine;
}

interface ProcessActBase extends ActBase {
  readonly process: StoryProcess;
}

export interface StartAct extends ProcessActBase {
  readonly kind: 'start';
}

export interface EndAct extends ProcessActBase {
  readonly kind: 'end';
}

/** One part of a script block, in the order the story has them written. */
export interface ScriptPart {
  readonly number: number;
  readonly text: string;
}

export interface ScriptAct extends ProcessActBase {
  readonly kind: 'script';
  /** ScriptBlockId, lower case. */
  readonly blockId: string;
  readonly path: string;
  /** Parts that arrive. */
  readonly parts: readonly ScriptPart[];
  /** Parts there were. */
  readonly total: number;
}

export interface BindingsAct extends ProcessActBase {
  readonly kind: 'bindings';
  readonly command: string;
  readonly parameters: readonly (readonly [name: string, value: string])[];
}

export interface LookupAct extends ProcessActBase {
  readonly kind: 'lookup';
  readonly name: string;
  readonly addresses: readonly string[];
  readonly aliases: readonly string[];
}

export interface ConnectionAct extends ProcessActBase {
  readonly kind: 'connection';
  readonly direction: 'outbound' | 'inbound';
  readonly protocol: TransportProtocol;
  readonly localAddress: string;
  readonly localPort: number;
  readonly remoteAddress: string;
  readonly remotePort: number;
  readonly remoteName: string | undefined;
  /** Milliseconds between the connection and Sysmon's record of it. */
  readonly lateBy: number;
  readonly bytesOut: number;
  readonly bytesIn: number;
  /** Milliseconds it lasts. */
  readonly lasts: number;
  readonly service: WireService | undefined;
  readonly serverName: string | undefined;
}

export interface FileAct extends ProcessActBase {
  readonly kind: 'file';
  readonly path: string;
  readonly action: FileAction;
  /** Old name of a rename. */
  readonly from: string | undefined;
}

export interface ModuleAct extends ProcessActBase {
  readonly kind: 'module';
  readonly module: string;
  readonly signed: boolean;
  readonly signature: string;
  readonly status: string;
}

export interface SensorAct extends ActBase {
  readonly kind: 'sensor';
  readonly state: 'started' | 'stopped' | 'configuration-changed' | 'error';
  readonly detail: string;
}

export type StoryAct =
  | StartAct
  | EndAct
  | ScriptAct
  | BindingsAct
  | LookupAct
  | ConnectionAct
  | FileAct
  | ModuleAct
  | SensorAct;

export interface Timeline {
  readonly story: Story;
  readonly machines: ReadonlyMap<string, StoryMachine>;
  readonly processes: ReadonlyMap<string, StoryProcess>;
  /** By time; acts of one time keep the order the story tells them in. */
  readonly acts: readonly StoryAct[];
}
