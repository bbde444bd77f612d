/** The two ends of a flow in an order of their own, so that both directions and all sensors have one key for it. */

export interface FlowEnds {
  readonly low: string;
  readonly lowPort: number;
  readonly high: string;
  readonly highPort: number;
  /** The first end given is the high one. */
  readonly turned: boolean;
}

export function flowEnds(address: string, port: number, other: string, otherPort: number): FlowEnds {
  const turned = address > other || (address === other && port > otherPort);
  return turned
    ? { low: other, lowPort: otherPort, high: address, highPort: port, turned }
    : { low: address, lowPort: port, high: other, highPort: otherPort, turned };
}

export function tupleKey(protocol: string, ends: FlowEnds): string {
  return `${protocol}|${ends.low}|${ends.lowPort}|${ends.high}|${ends.highPort}`;
}

/** Do these ends name a flow? What is not known equals nothing, so a flow without them has no key. */
export function areWhole(protocol: string, ends: FlowEnds): boolean {
  if (protocol === '' || ends.low === '' || ends.high === '') return false;
  return hasPorts(protocol) ? ends.lowPort !== 0 && ends.highPort !== 0 : true;
}

export function hasPorts(protocol: string): boolean {
  return protocol === 'tcp' || protocol === 'udp' || protocol === 'sctp';
}
