/**
 * Processes that connect because another asked them to: a flow of theirs says nothing of what they are, and the one who
 * asked is found by other means (responsible process, name lookups, job logs) or not at all.
 *
 * Known by full path and, where a sensor tells, by signature: a program elsewhere that only bears the name carries
 * nothing. Sources stand at each entry.
 */
import type { Platform, Signer } from '../event/event.ts';

export interface Carrier {
  readonly platform: Platform;
  /** Full path, lower case; `*` stands for any run of characters within one folder. */
  readonly path: string;
  /** What it does for others, for people: `background transfers of NSURLSession`. */
  readonly carries: string;
  /** It carries only when its command line says so; one that is not known might. */
  readonly when?: RegExp;
}

/** ssh(1): -M, ControlMaster, and what the shared connection calls itself. */
const SHARED_SSH = /(?:^|\s)-[1246AaCfGgKkNnqsTtVvXxYy]*M|[Cc]ontrol[Mm]aster|\[mux\]/;

/** Apple daemons: xpc services and launchd jobs of macOS 13 to 15; which traffic they make for others after Apple's
 * documentation of each (man pages, URLSession, Network framework) and field reports in LuLu issues 215, 634. */
const MACOS: readonly Omit<Carrier, 'platform'>[] = [
  { path: '/usr/libexec/nsurlsessiond', carries: 'background transfers of NSURLSession' },
  { path: '/usr/libexec/trustd', carries: 'certificate status (OCSP, CRL) for whoever verifies one' },
  { path: '/usr/sbin/mdnsresponder', carries: 'name lookups of all programs' },
  { path: '/usr/libexec/networkserviceproxy', carries: 'iCloud Private Relay and proxied connections' },
  { path: '/usr/libexec/rapportd', carries: 'device-to-device traffic (Handoff, Continuity)' },
  { path: '/usr/libexec/sharingd', carries: 'AirDrop' },
  { path: '/usr/libexec/neagent', carries: 'network extensions of VPN and filter products' },
  { path: '/usr/libexec/nehelper', carries: 'network extensions of VPN and filter products' },
  { path: '/usr/libexec/nesessionmanager', carries: 'VPN sessions' },
  { path: '/usr/libexec/webinspectord', carries: 'remote inspection of web content' },
  { path: '/usr/sbin/racoon', carries: 'IPsec' },
  { path: '/usr/sbin/cupsd', carries: 'print jobs' },
  { path: '/usr/sbin/netbiosd', carries: 'NetBIOS names' },
  {
    path: '/system/library/privateframeworks/applepushservice.framework/apsd',
    carries: 'push messages of all programs',
  },
  {
    path: '/system/library/privateframeworks/applepushservice.framework/versions/a/apsd',
    carries: 'push messages of all programs',
  },
  {
    path: '/system/library/privateframeworks/cloudkitdaemon.framework/support/cloudd',
    carries: 'CloudKit and iCloud Drive of all programs',
  },
  {
    path: '/system/library/privateframeworks/clouddocsdaemon.framework/versions/a/support/bird',
    carries: 'iCloud Drive',
  },
  {
    path: '/system/library/frameworks/webkit.framework/versions/a/xpcservices/com.apple.webkit.networking.xpc/contents/macos/com.apple.webkit.networking',
    carries: 'web content of every program that shows some',
  },
  {
    path: '/system/cryptexes/app/system/library/frameworks/webkit.framework/versions/a/xpcservices/com.apple.webkit.networking.xpc/contents/macos/com.apple.webkit.networking',
    carries: 'web content of every program that shows some',
  },
  {
    path: '/usr/bin/ssh',
    carries: 'sessions that share one connection (ControlMaster)',
    when: SHARED_SSH,
  },
];

/** systemd-resolved(8), nscd(8), dnsmasq(8), unbound(8), ssh_config(5) ControlMaster, avahi-daemon(8), GVfs, NSCD. */
const LINUX: readonly Omit<Carrier, 'platform'>[] = [
  { path: '/usr/lib/systemd/systemd-resolved', carries: 'name lookups of all programs' },
  { path: '/lib/systemd/systemd-resolved', carries: 'name lookups of all programs' },
  { path: '/usr/sbin/nscd', carries: 'name lookups of all programs' },
  { path: '/usr/sbin/dnsmasq', carries: 'name lookups of all programs' },
  { path: '/usr/sbin/unbound', carries: 'name lookups of all programs' },
  { path: '/usr/sbin/avahi-daemon', carries: 'multicast names' },
  { path: '/usr/libexec/gvfsd-*', carries: 'remote folders of the desktop' },
  { path: '/usr/lib/gvfs/gvfsd-*', carries: 'remote folders of the desktop' },
  { path: '/usr/bin/docker-proxy', carries: 'published ports of containers' },
  { path: '/usr/libexec/docker/docker-proxy', carries: 'published ports of containers' },
  { path: '/usr/bin/slirp4netns', carries: 'all traffic of a rootless container' },
  { path: '/usr/bin/pasta*', carries: 'all traffic of a rootless container' },
  {
    path: '/usr/bin/ssh',
    carries: 'sessions that share one connection (ControlMaster)',
    when: SHARED_SSH,
  },
];

/** Services that work for others (MS docs of BITS, WebClient, WNS); svchost names them behind -s or -k. */
const WINDOWS: readonly Omit<Carrier, 'platform'>[] = [
  {
    path: '*:\\windows\\system32\\svchost.exe',
    carries: 'jobs of services that work for others (BITS, DNS client, WebClient, push notifications)',
    when: /-s (?:bits|dnscache|webclient|wpnservice|wpnuserservice|cryptsvc|winhttpautoproxysvc|dosvc|lanmanworkstation)\b|-k (?:netsvcs|networkservice|localservice)\b(?!.*-s )/i,
  },
  { path: '*:\\windows\\system32\\backgroundtransferhost.exe', carries: 'background transfers of apps' },
  { path: '*:\\windows\\system32\\backgroundtaskhost.exe', carries: 'background tasks of apps' },
  { path: '*:\\windows\\system32\\spoolsv.exe', carries: 'print jobs' },
  { path: '*:\\windows\\system32\\wbem\\wmiprvse.exe', carries: 'WMI methods that others call' },
];

/** Every carrier. A new one is one line in its platform's list. */
export const CARRIERS: readonly Carrier[] = [
  ...MACOS.map((carrier) => ({ platform: 'macos' as const, ...carrier })),
  ...LINUX.map((carrier) => ({ platform: 'linux' as const, ...carrier })),
  ...WINDOWS.map((carrier) => ({ platform: 'windows' as const, ...carrier })),
];

const LONGEST_COMMAND_LINE = 4096;

/**
 * The carrier that an image is; `undefined` when it is none.
 *
 * `signer` refuses impostors: what a sensor saw to be no part of the system carries nothing, wherever it lies. Without
 * a signature the path alone decides, which only an administrator could abuse. A missing platform means Windows.
 *
 * @example carriesForOthers('/usr/libexec/nsurlsessiond', undefined, 'macos')?.carries
 */
export function carriesForOthers(
  image: string | undefined,
  signer: Signer | undefined,
  platform: Platform | undefined,
  commandLine?: string,
): Carrier | undefined {
  if (image === undefined || image.length > 1024) return undefined;
  if (platform !== 'linux' && signer !== undefined && !signer.platformBinary) return undefined;
  const path = image.toLowerCase();
  return CARRIERS.find(
    (carrier) =>
      carrier.platform === (platform ?? 'windows') &&
      liesAt(path, carrier.path) &&
      (carrier.when === undefined ||
        commandLine === undefined ||
        carrier.when.test(commandLine.slice(0, LONGEST_COMMAND_LINE))),
  );
}

/** At most one `*`, which crosses no folder. */
function liesAt(path: string, pattern: string): boolean {
  const star = pattern.indexOf('*');
  if (star < 0) return path === pattern;
  const head = pattern.slice(0, star);
  const tail = pattern.slice(star + 1);
  if (path.length < head.length + tail.length || !path.startsWith(head) || !path.endsWith(tail)) return false;
  return !/[/\\]/.test(path.slice(head.length, path.length - tail.length));
}
