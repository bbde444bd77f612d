/**
 * The normalised events that flow from `normalize` into the core: small flat objects of constant shape.
 *
 * They follow the OCSF 1.8 classes named at each interface; full OCSF is made at the edges (`outputs`).
 * `undefined` always means "the record does not say": it never equals another `undefined` in a join.
 */
import type { Place } from './place.ts';
import type { Sensor } from './sensor.ts';

/** Whose rules of command lines, paths and processes hold; `undefined` for what a network sensor saw. */
export type Platform = 'windows' | 'linux' | 'macos' | 'esxi';

/** What every event carries. */
export interface EventBase {
  /**
   * Host as the record names it, lower case, never the collector; short and full names meet in `hosts`. For what a network
   * sensor saw it is the sensor itself.
   */
  readonly host: string;
  /**
   * Milliseconds since 1970 UTC on the host's log clock (the clock all channels of one host share). A fraction is
   * welcome: where a sensor numbers its records, it orders those of one tick.
   */
  readonly time: number;
  readonly sensor: Sensor;
  /** Missing means `windows`: the first platform, whose records need not say so. */
  readonly platform?: Platform | undefined;
  /** What the product calls the kind of record, for people: `3` of Sysmon, `connect` of auditd, `conn` of Zeek. */
  readonly code: string | number;
  readonly place: Place;
}

/** The process a record speaks of, as far as the record says. */
export interface ProcessRef {
  /**
   * The sensor's own id of the process, never reused on this host: Sysmon ProcessGuid (lower case without braces; all-zero
   * guids are `undefined`), macOS `pid.pidversion`, Elastic entity id, Tetragon exec_id. Sensors of one host that
   * number processes differently never share an id; they meet by pid and time.
   */
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
  /**
   * How the image came into the process. `spawn` (the default): a new process with this image (Windows, posix_spawn).
   * `exec`: this pid, which lived before under another image, goes on as this one; its parent is still its parent.
   * `fork`: a child that goes on with the image of its parent.
   */
  readonly how?: 'spawn' | 'exec' | 'fork' | undefined;
  /** Exact argument list where the sensor has one; `commandLine` is then these words joined for people. */
  readonly arguments?: readonly string[] | undefined;
  /** User of the login that started the session (Linux auid), where it differs from `user`. */
  readonly loginUser?: string | undefined;
  /** The process on whose behalf this one runs (macOS responsible process), where parentage is broken by launchd or XPC. */
  readonly responsibleUid?: string | undefined;
  readonly responsiblePid?: number | undefined;
  readonly signer?: Signer | undefined;
  /** Script file an interpreter was started for (`#!`), where the sensor tells. */
  readonly scriptPath?: string | undefined;
  /** Uid of the image that this one replaced (`exec`), where the sensor names it. */
  readonly replacedUid?: string | undefined;
}

/** Who signed an image, as the sensor saw it. */
export interface Signer {
  /** Code signing identifier (`com.apple.curl`) or Authenticode subject. */
  readonly identifier: string | undefined;
  /** Apple team id; `undefined` for ad-hoc signatures. */
  readonly team: string | undefined;
  /** Part of the operating system. */
  readonly platformBinary: boolean;
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
  /** Canonical text: IPv4 dotted, IPv6 by RFC 5952, IPv4-mapped turned into IPv4. `''` when the record does not say. */
  readonly localAddress: string;
  /** 0 when the record does not say (auditd never does). */
  readonly localPort: number;
  readonly remoteAddress: string;
  readonly remotePort: number;
  /** Name the sensor itself attached (Sysmon DestinationHostname: a reverse lookup). */
  readonly remoteName: string | undefined;
  /** Last moment, where the sensor tells of the whole connection. */
  readonly end?: number | undefined;
  /** Payload bytes that left the host and that came in, where the sensor counts them. */
  readonly bytesOut?: number | undefined;
  readonly bytesIn?: number | undefined;
  /** The call failed for good (refused, unreachable): nothing left through it. A pending one has not failed. */
  readonly failed?: boolean | undefined;
}

/** What a TLS handshake told. */
export interface TlsFacts {
  readonly serverName: string | undefined;
  readonly version: string | undefined;
  readonly cipher: string | undefined;
  readonly alpn: string | undefined;
  readonly ja3: string | undefined;
  readonly ja3s: string | undefined;
  readonly ja4: string | undefined;
  readonly subject: string | undefined;
  readonly issuer: string | undefined;
}

/** One HTTP exchange in clear, the first of its flow. */
export interface HttpFacts {
  readonly method: string | undefined;
  readonly host: string | undefined;
  readonly path: string | undefined;
  readonly userAgent: string | undefined;
  readonly status: number | undefined;
}

/** What was measured on the payload of one direction. */
export interface PayloadFacts {
  /** Payload bytes the measures rest on. */
  readonly length: number;
  /** Shannon entropy, bits per byte. */
  readonly entropy: number;
  /** Chi-square of the byte histogram against uniform, 255 degrees of freedom; `undefined` below 64 KiB. */
  readonly chiSquare: number | undefined;
  /** What the bytes are by structure: `ciphertext`, `compressed-or-encrypted`, `container:gzip`, `text`, `protocol:tls`, ... */
  readonly verdict: string;
}

/**
 * OCSF Network Activity 4001.6 Traffic: a flow as a network sensor saw it, without a process. Several records of one
 * flow (Zeek conn, ssl and http; Suricata flow and tls) are several events that share `flowId`; each fills what it knows.
 */
export interface Flow extends EventBase {
  readonly kind: 'flow';
  /** The sensor's own id of the flow (Zeek uid, Suricata flow_id), unique for one sensor; else `undefined`. */
  readonly flowId: string | undefined;
  readonly communityId: string | undefined;
  /** IANA name, lower case. */
  readonly protocol: string;
  /** The side that opened it. Canonical addresses. */
  readonly sourceAddress: string;
  readonly sourcePort: number;
  readonly destinationAddress: string;
  readonly destinationPort: number;
  /** Last moment, if the record tells. */
  readonly end: number | undefined;
  /** Payload bytes from and to the source; of sensors that count whole packets, `wireBytes` is true. */
  readonly bytesOut: number | undefined;
  readonly bytesIn: number | undefined;
  readonly wireBytes: boolean;
  /** Did both sides speak? `false`: an attempt. */
  readonly established: boolean | undefined;
  /** Protocol by structure: `tls`, `ssh`, `http`, `dns`, `quic`, `ftp`, `smtp`, ...; `none` when looked at and unknown. */
  readonly service: string | undefined;
  readonly tls: TlsFacts | undefined;
  readonly http: HttpFacts | undefined;
  readonly payloadOut: PayloadFacts | undefined;
  readonly payloadIn: PayloadFacts | undefined;
  /** Name the sensor read in the flow itself (SNI, Host, CONNECT target): the true destination behind a proxy. */
  readonly destinationName: string | undefined;
  /** User the sensor knows (proxy authentication). */
  readonly user: string | undefined;
  /** Source after address translation, where a firewall tells. */
  readonly translatedSource: string | undefined;
  readonly translatedSourcePort: number | undefined;
}

/** A host had an address (DHCP lease, interface listing): which host a network sensor's flow belongs to. */
export interface HostAddress extends EventBase {
  readonly kind: 'address';
  readonly address: string;
  /** Lower case, colons; `undefined` where the record has none. */
  readonly mac: string | undefined;
  /** End of the lease, milliseconds; `undefined` when open. */
  readonly until: number | undefined;
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
  /** Canonical address of the asking host, where a network sensor saw the lookup and `host` is that sensor. */
  readonly clientAddress?: string | undefined;
}

/**
 * OCSF Script Activity 1009.1 Execute. One record may be one part of a block (`part` of `parts`, from 1).
 * For 4103 `text` is the rendered CommandInvocation and ParameterBinding lines; for 400/800 the host application.
 */
export interface ScriptText extends EventBase, ProcessRef {
  readonly kind: 'script';
  /** A language of the recogniser; `shell` for POSIX shells. */
  readonly language:
    | 'powershell'
    | 'shell'
    | 'python'
    | 'applescript'
    | 'javascript'
    | 'perl'
    | 'ruby'
    | 'php';
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

/** OCSF File System Activity 1001. */
export interface FileActivity extends EventBase, ProcessRef {
  readonly kind: 'file';
  /** Absolute; the new name where `action` is `rename`. */
  readonly path: string;
  /** Missing means `write`: created, or opened for writing and closed after a change. */
  readonly action?: 'write' | 'read' | 'rename' | 'delete' | undefined;
  /** The old name of a `rename`. */
  readonly from?: string | undefined;
}

/** What a sensor says of itself: errors, configuration changes, stops. Coverage reads it. */
export interface SensorHealth extends EventBase {
  readonly kind: 'health';
  /** `gap`: records are missing (sequence numbers, `audit_lost`, dropped events). `blind`: it says it cannot see. */
  readonly state: 'error' | 'stopped' | 'started' | 'configuration-changed' | 'gap' | 'blind';
  readonly detail: string;
}

/** What a sensor on a host tells of one of its processes. */
export type ProcessEvent =
  | ProcessLaunch
  | ProcessEnd
  | Connection
  | NameLookup
  | ScriptText
  | ModuleLoad
  | FileActivity;

export function isProcessEvent(event: TelemetryEvent): event is ProcessEvent {
  return event.kind !== 'flow' && event.kind !== 'address' && event.kind !== 'health';
}

/** Everything the core takes. */
export type TelemetryEvent = ProcessEvent | Flow | HostAddress | SensorHealth;
