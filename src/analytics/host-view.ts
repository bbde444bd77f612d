/** One host as the analytics see it: processes, what they sent out, what they encrypted. Made anew at every settling. */
import type { EncryptionOperation, Recognition } from '../encryption/encryption-operation.ts';
import type { HttpFacts, PayloadFacts, Platform, TlsFacts } from '../event/event.ts';
import type { Place } from '../event/place.ts';
import type { LearnedName } from '../hosts/name-memory.ts';
import type { Process } from '../hosts/process.ts';

export type AttributionMethod = 'native' | 'flow' | 'inferred' | 'none';

export interface Attribution {
  readonly method: AttributionMethod;
  readonly confidence: number;
  readonly reason: string;
}

/** All connections of one process to one destination and port. */
export interface Egress {
  readonly process: Process;
  readonly address: string;
  readonly port: number;
  readonly protocol: string;
  readonly name: LearnedName | undefined;
  /** Name the sensor attached itself: a reverse lookup, weaker than a lookup of the process. */
  readonly sensorName: string | undefined;
  readonly addresses: readonly string[];
  readonly connections: number;
  readonly first: number;
  readonly last: number;
  /** Times of connections, earliest first, bounded. */
  readonly times: readonly number[];
  readonly attribution: Attribution;
  readonly sensors: readonly string[];
  readonly places: readonly Place[];
  /** Payload bytes out and in over all connections some sensor counted; `undefined` when none did. */
  readonly bytesOut?: number | undefined;
  readonly bytesIn?: number | undefined;
  /** What a network sensor read in the flows of this egress. */
  readonly wire?: WireFacts | undefined;
}

/** What network sensors saw of an egress. */
export interface WireFacts {
  /** `tls`, `ssh`, `http`, ...; `none` when looked at and unknown. */
  readonly service: string | undefined;
  /** Name read in the flow itself (SNI, Host, CONNECT). */
  readonly name: string | undefined;
  readonly tls: TlsFacts | undefined;
  readonly http: HttpFacts | undefined;
  readonly payloadOut: PayloadFacts | undefined;
  /** Bytes count whole packets, not payload. */
  readonly wireBytes: boolean;
  /** Who saw it: `Zeek`, `packet capture`. */
  readonly sensors: readonly string[];
  readonly places: readonly Place[];
  /** How the flow was matched to the connection. */
  readonly reason: string;
}

/** An encryption operation that a process of this host performed, with every record that shows it. */
export interface ObservedOperation {
  readonly process: Process;
  readonly operation: EncryptionOperation;
  readonly recognition: Recognition;
  readonly time: number;
  readonly seenIn: string;
  readonly blockId: string | undefined;
  readonly scriptPath: string | undefined;
  /** Part numbers of the block that never arrived, as a sentence; `undefined` when it is whole. */
  readonly gap: string | undefined;
  /** How the record was tied to the process, 0..1. */
  readonly processConfidence: number;
  readonly places: readonly Place[];
}

/** A script block or binding set of a process, even one without any encryption. */
export interface ScriptFact {
  readonly process: Process;
  readonly time: number;
  readonly recognition: Recognition;
  readonly blockId: string | undefined;
  readonly path: string | undefined;
  readonly seenIn: string;
  readonly places: readonly Place[];
}

/** Which kinds of records the host's telemetry held at all. */
export interface Presence {
  readonly processStart: boolean;
  readonly commandLine: boolean;
  readonly scriptText: boolean;
  readonly connections: boolean;
  readonly names: boolean;
  readonly imageSignatures: boolean;
  /** Some sensor counted the bytes of this host's connections. */
  readonly volumes: boolean;
  /** Some sensor measured their payload. */
  readonly payload: boolean;
}

export interface HostView {
  readonly host: string;
  readonly aliases: readonly string[];
  readonly platform: Platform;
  /** New names by old name of files that were renamed, lower case. */
  readonly renames: ReadonlyMap<string, ReadonlySet<string>>;
  readonly processes: readonly Process[];
  readonly egresses: readonly Egress[];
  readonly operations: readonly ObservedOperation[];
  readonly scripts: readonly ScriptFact[];
  readonly presence: Presence;
  /** External connections, and how many of them have a process. */
  readonly externalConnections: number;
  readonly attributedConnections: number;
  readonly sensors: readonly string[];
  readonly first: number;
  readonly last: number;
  readonly notes: readonly string[];
}
