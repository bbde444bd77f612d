/**
 * Lines that network sensors write, told apart by what stands in them and nothing else. A shipper's or syslog's header may
 * stand before; the marks are looked for behind it. Every expression is linear: its repetitions are bounded or cannot overlap.
 */
export type NetworkLineKind =
  | 'squid'
  | 'squid-combined'
  | 'proxy-pairs'
  | 'paloalto'
  | 'cef'
  | 'netfilter'
  | 'pf'
  | 'asa'
  | 'bind'
  | 'dnsmasq'
  | 'dhcp'
  | 'json'
  | 'unbound';

interface Mark {
  readonly kind: NetworkLineKind;
  isIn(line: string): boolean;
}

const SQUID = /(?:^|\s)\d{9,11}\.\d{3} {1,12}\d{1,12} \S{1,64} [A-Z_]{2,48}\/\d{3} \d{1,15} \S/;
/** A request for a whole URL or a tunnel: web servers log paths, proxies log these. */
const COMBINED =
  /\S{1,64} \S{1,128} \S{1,256} \[[^\]]{10,40}\] "(?:CONNECT \S{1,260}:\d{1,5}|[A-Z]{3,16} [a-z]{3,6}:\/\/\S)/;
const PALOALTO =
  /\d,[\d/]{6,10} [\d:]{4,8},[0-9A-Za-z]{0,24},(?:TRAFFIC|THREAT|DECRYPTION|SYSTEM|CONFIG|URL|GLOBALPROTECT|USERID|HIPMATCH|AUTHENTICATION|CORRELATION|TUNNEL|SCTP|WILDFIRE|DATA|IPTAG),/;
const PF =
  /(?:^|\s)\d{0,8},\d{0,8},[^,\s]{0,64},[0-9a-zA-Z]{0,64},[\w.]{1,32},[\w-]{1,32},(?:pass|block|reject|nat|rdr|binat|match|unkn\(\d{1,3}\)),(?:in|out),[46],/;
const ASA = /%(?:ASA|FTD|PIX|FWSM)-(?:\w{1,16}-)?[0-7]-\d{6}: /;
const BIND =
  /client (?:@0x[0-9a-f]{1,16} )?[0-9a-fA-F:.%\w]{2,64}#\d{1,5}(?: \([^)]{0,255}\))?: (?:view \S{1,64}: )?query: \S{1,255} \S{1,16} \S{1,16}/;
const DNSMASQ = /dnsmasq(?:\[\d{1,10}\])?: /;
const DHCP = /(?:DHCPACK(?:\(\S{1,32}\))? |DHCPACK on )\S{3,45}/;
const UNBOUND = /unbound.{0,40} (?:info|query|reply): \S{2,45} \S{1,255} [A-Z0-9]{1,10} (?:IN|CH|HS)(?: |$)/;

/** Zeek's or Suricata's JSON behind a syslog header. */
function carriesJson(line: string): boolean {
  const at = line.indexOf('{"');
  if (at <= 0) return false;
  if (line.includes('"event_type"', at))
    return line.includes('"src_ip"', at) && line.includes('"flow_id"', at);
  return line.includes('"id.orig_h"', at) || line.includes('"id_orig_h"', at);
}

/** The more particular first. */
const MARKS: readonly Mark[] = [
  { kind: 'json', isIn: carriesJson },
  { kind: 'asa', isIn: (line) => line.includes('%') && ASA.test(line) },
  { kind: 'cef', isIn: (line) => /CEF:[01]\|Palo Alto Networks\|/.test(line) },
  { kind: 'paloalto', isIn: (line) => PALOALTO.test(line) },
  {
    kind: 'netfilter',
    isIn: (line) =>
      line.includes('IN=') &&
      line.includes(' OUT=') &&
      / SRC=\S{2,45} DST=\S{2,45} /.test(line) &&
      line.includes(' PROTO='),
  },
  { kind: 'pf', isIn: (line) => PF.test(line) },
  { kind: 'squid', isIn: (line) => SQUID.test(line) },
  {
    kind: 'proxy-pairs',
    isIn: (line) =>
      (line.includes('c-ip=') && /[\s"](?:cs-host|cs-uri-port|cs-uri-scheme)=/.test(line)) ||
      (line.includes('ClientIP=') && /[\s"](?:serverip|requestmethod)=/.test(line)),
  },
  { kind: 'squid-combined', isIn: (line) => line.includes('] "') && COMBINED.test(line) },
  { kind: 'bind', isIn: (line) => line.includes(' query: ') && BIND.test(line) },
  { kind: 'unbound', isIn: (line) => line.includes('unbound') && UNBOUND.test(line) },
  { kind: 'dhcp', isIn: (line) => line.includes('DHCPACK') && DHCP.test(line) },
  { kind: 'dnsmasq', isIn: (line) => line.includes('dnsmasq') && DNSMASQ.test(line) },
];

/** What a line is; `undefined` when it is not surely a network sensor's. */
export function networkLineKind(line: string): NetworkLineKind | undefined {
  // Nothing that matters stands behind the first kilobytes, and a hostile line may be a megabyte.
  const looked = line.length > 4096 ? line.slice(0, 4096) : line;
  return MARKS.find((mark) => mark.isIn(looked))?.kind;
}
