/**
 * The normalised events that flow from `normalize` into the core: small flat objects of constant shape.
 *
 * They follow the OCSF 1.8 classes named at each interface; full OCSF is made at the edges (`outputs`).
 * `undefined` always means "the record does not say": it never equals another `undefined` in a join.
 */
import type { Place } from './place.ts';

/** Which sensor wrote the record; decides what coverage may claim. */
export type Sensor = 'sysmon' | 'windows-security' | 'powershell';

/** What every event carries. */
export interface EventBase {
  /** Host as the record names it, lower case, never the collector; short and full names meet in `hosts`. */
  readonly host: string;
  /** Milliseconds since 1970 UTC on the host's log clock (the clock all channels of one host share). */
  readonly time: number;
  readonly sensor: Sensor;
  /** Event id as the product numbers it, for people ("Sysmon 3"). */
  readonly code: number;
  readonly place: Place;
}

/** The process a record speaks of, as far as the record says. */
export interface ProcessRef {
  /** Sysmon ProcessGuid, lower case without braces; all-zero guids are `undefined`. */
  readonly uid: string | undefined;
  readonly pid: number | undefined;
  /** Full path of the image; `<unknown process>`, `-` and empty strings are `undefined`. */
  readonly image: string | undefined;
}

/** OCSF Process Activity 1007.1 Launch. */
export interface ProcessLaunch extends EventBase, ProcessRef {
  readonly kind: 'launch';
  /** `undefined` when the record carries none (4688 without the policy), `''` never occurs. */
  readonly commandLine: string | undefined;
  readonly user: string | undefined;
  /** Logon id, lower case hexadecimal with `0x`. */
  readonly session: string | undefined;
  readonly cwd: string | undefined;
  readonly integrity: string | undefined;
  readonly originalName: string | undefined;
  readonly company: string | undefined;
  /** Lower-case hex SHA-256 if given. */
  readonly sha256: string | undefined;
  readonly parentUid: string | undefined;
  readonly parentPid: number | undefined;
  readonly parentImage: string | undefined;
  readonly parentCommandLine: string | undefined;
}

/** OCSF Process Activity 1007.2 Terminate. */
export interface ProcessEnd extends EventBase, ProcessRef {
  readonly kind: 'end';
}

/** OCSF Network Activity 4001.1 Open. Local and remote are the host's own view, whatever the record calls source. */
export interface Connection extends EventBase, ProcessRef {
  readonly kind: 'connection';
  readonly user: string | undefined;
  /** IANA name, lower case: `tcp`, `udp`, else the number as text. */
  readonly protocol: string;
  readonly direction: 'outbound' | 'inbound' | 'unknown';
  /** Canonical text: IPv4 dotted, IPv6 by RFC 5952, IPv4-mapped turned into IPv4. */
  readonly localAddress: string;
  readonly localPort: number;
  readonly remoteAddress: string;
  readonly remotePort: number;
  /** Name the sensor itself attached (Sysmon DestinationHostname: a reverse lookup). */
  readonly remoteName: string | undefined;
}

/** OCSF DNS Activity 4003. */
export interface NameLookup extends EventBase, ProcessRef {
  readonly kind: 'name';
  /** Lower case, no trailing dot. */
  readonly name: string;
  /** Canonical addresses of the answer. */
  readonly addresses: readonly string[];
  /** Other names of the answer (CNAME chain), lower case. */
  readonly aliases: readonly string[];
}

/**
 * OCSF Script Activity 1009.1 Execute. One record may be one part of a block (`part` of `parts`, from 1).
 * For 4103 `text` is the rendered CommandInvocation and ParameterBinding lines; for 400/800 the host application.
 */
export interface ScriptText extends EventBase, ProcessRef {
  readonly kind: 'script';
  readonly language: 'powershell';
  readonly form: 'block' | 'bindings' | 'host-application';
  /** ScriptBlockId in lower case; `undefined` where the record has none. */
  readonly blockId: string | undefined;
  readonly part: number;
  readonly parts: number;
  readonly text: string;
  readonly path: string | undefined;
  readonly user: string | undefined;
}

/** OCSF Module Activity 1005.1 Load. Only loads that identify an image or a capability get this far. */
export interface ModuleLoad extends EventBase, ProcessRef {
  readonly kind: 'module';
  readonly module: string;
  readonly signed: boolean | undefined;
  readonly signature: string | undefined;
  readonly signatureStatus: string | undefined;
}

/** OCSF File System Activity 1001.1 Create. */
export interface FileCreate extends EventBase, ProcessRef {
  readonly kind: 'file';
  readonly path: string;
}

/** What a sensor says of itself: errors, configuration changes, stops. Coverage reads it. */
export interface SensorHealth extends EventBase {
  readonly kind: 'health';
  readonly state: 'error' | 'stopped' | 'started' | 'configuration-changed';
  readonly detail: string;
}

/** Everything the core takes. */
export type TelemetryEvent =
  | ProcessLaunch
  | ProcessEnd
  | Connection
  | NameLookup
  | ScriptText
  | ModuleLoad
  | FileCreate
  | SensorHealth;
