import type { HttpFacts, PayloadFacts, TlsFacts } from '../../event/event.ts';
import type { Place } from '../../event/place.ts';
import type { Sensor } from '../../event/sensor.ts';

/** One flow with everything that all network sensors told of it. Times in milliseconds. */
export interface JoinedFlow {
  /** Stable for the same flow whatever the order of its records. */
  readonly id: string;
  /** IANA name, lower case. */
  readonly protocol: string;
  /** The end that opened it, before any address translation that a firewall told of. */
  readonly sourceAddress: string;
  /** 0 when no sensor knows it (proxies). */
  readonly sourcePort: number;
  /** `''` when no sensor knows it: a proxy that resolved the name itself. */
  readonly destinationAddress: string;
  readonly destinationPort: number;
  readonly start: number;
  readonly end: number | undefined;
  /** From and to the source: payload, or whole packets where `wireBytes`. */
  readonly bytesOut: number | undefined;
  readonly bytesIn: number | undefined;
  readonly wireBytes: boolean;
  readonly established: boolean | undefined;
  readonly service: string | undefined;
  readonly tls: TlsFacts | undefined;
  readonly http: HttpFacts | undefined;
  readonly payloadOut: PayloadFacts | undefined;
  readonly payloadIn: PayloadFacts | undefined;
  readonly destinationName: string | undefined;
  readonly user: string | undefined;
  readonly translatedSource: string | undefined;
  readonly translatedSourcePort: number | undefined;
  /** Who saw it, in the order of the alphabet. */
  readonly sensors: readonly Sensor[];
  /** A few of its records. */
  readonly places: readonly Place[];
}
