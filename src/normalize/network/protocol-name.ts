/** IANA protocol numbers that telemetry carries often enough to be worth a name. */
const NAMES: Readonly<Record<number, string>> = {
  1: 'icmp',
  2: 'igmp',
  4: 'ipip',
  6: 'tcp',
  17: 'udp',
  41: 'ipv6',
  47: 'gre',
  50: 'esp',
  51: 'ah',
  58: 'icmp6',
  89: 'ospf',
  132: 'sctp',
};

const NUMBERS: ReadonlyMap<string, number> = new Map([
  ...Object.entries(NAMES).map(([number, name]): [string, number] => [name, Number(number)]),
  ['ipv6-icmp', 58],
  ['icmpv6', 58],
]);

/**
 * The protocol of a flow by one name whatever the sensor calls it: `TCP`, `6` and `tcp` are `tcp`, `IPv6-ICMP` is
 * `icmp6`. A number without a name stays that number, as text; `''` when the record does not say.
 */
export function protocolName(protocol: string | number | undefined): string {
  if (protocol === undefined) return '';
  if (protocol === 'tcp' || protocol === 'udp') return protocol;
  const text = String(protocol).trim().toLowerCase();
  if (/^\d{1,3}$/.test(text)) return NAMES[Number(text)] ?? String(Number(text));
  if (text === 'ipv6-icmp' || text === 'icmpv6') return 'icmp6';
  return /^[a-z][a-z0-9_.-]{0,31}$/.test(text) ? text : '';
}

/** IANA number of a name that `protocolName` gave; `undefined` when it has none here. */
export function protocolNumber(name: string): number | undefined {
  return NUMBERS.get(name) ?? (/^\d{1,3}$/.test(name) ? Number(name) : undefined);
}
