/** What a capture held besides flows. Everything that is not told as a flow is counted here. */
export interface CaptureCounts {
  frames: number;
  /** Frames of link types, network protocols or lengths that say nothing of IP: ARP, spanning tree, LLDP. */
  notIp: number;
  /** ICMP and ICMPv6 messages; they make no flows. */
  icmp: number;
  /** IP packets of other transports: ESP, GRE, SCTP. */
  otherTransport: number;
  /** Frames of which too little was captured to read the ports. */
  cutShort: number;
  fragments: number;
  /** Fragments of datagrams that never became whole. */
  fragmentsLost: number;
  /** Packets that contradict themselves. */
  broken: number;
  flows: number;
  /** Flows that were told early because too many were open. */
  evicted: number;
  /** Beginnings that were shortened because too many were kept. */
  shortened: number;
}

export function newCaptureCounts(): CaptureCounts {
  return {
    frames: 0,
    notIp: 0,
    icmp: 0,
    otherTransport: 0,
    cutShort: 0,
    fragments: 0,
    fragmentsLost: 0,
    broken: 0,
    flows: 0,
    evicted: 0,
    shortened: 0,
  };
}
