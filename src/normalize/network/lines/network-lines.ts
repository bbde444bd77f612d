/** Lines of network sensors, each read by what it is. Lines of several sensors may stand in one file. */
import { networkLineKind } from '../../../formats/text-lines/dialects/network-line.ts';
import type { NetworkLineKind } from '../../../formats/text-lines/dialects/network-line.ts';
import type { Place } from '../../../event/place.ts';
import type { ReadRecord, SourceContext } from '../../product.ts';
import { openAsa } from './asa.ts';
import { openBind } from './bind.ts';
import { openCef } from './cef.ts';
import { openCarriedJson } from './carried-json.ts';
import { openDhcp } from './dhcp.ts';
import { openDnsmasq } from './dnsmasq.ts';
import { LineClock } from './line-clock.ts';
import { openNetfilter } from './netfilter.ts';
import type { NetworkLineReader, OpenNetworkLines } from './network-line-product.ts';
import { openPaloalto } from './paloalto.ts';
import { openPf } from './pf.ts';
import { openProxyPairs } from './proxy-pairs.ts';
import { openSquid, openSquidCombined } from './squid.ts';
import { syslogFrame } from './syslog-frame.ts';
import { openUnbound } from './unbound.ts';

/** A new kind is one line here and its mark in `formats/text-lines/dialects/network-line.ts`. */
const OPENERS: Readonly<Record<NetworkLineKind, OpenNetworkLines>> = {
  squid: openSquid,
  'squid-combined': openSquidCombined,
  'proxy-pairs': openProxyPairs,
  paloalto: openPaloalto,
  cef: openCef,
  netfilter: openNetfilter,
  pf: openPf,
  asa: openAsa,
  bind: openBind,
  dnsmasq: openDnsmasq,
  dhcp: openDhcp,
  json: openCarriedJson,
  unbound: openUnbound,
};

/** No sensor writes more into one line; what a hostile line has behind that is not read. */
const LONGEST_READ = 65_536;

/** Reads the lines of the dialect `network-lines`. */
export function openNetworkLog(context: SourceContext): (text: string, place: Place) => ReadRecord {
  const read = openNetworkLines(context);
  return (text, place) =>
    read(text, place) ?? { kind: 'network log other', host: undefined, time: undefined, events: [] };
}

/**
 * Opens a reader of such lines. It gives `undefined` for a line that is none of them, so that readers of general logs
 * (syslog, journald, `message` of a shipper) can hand every line they do not know themselves to it.
 */
export function openNetworkLines(
  context: SourceContext,
): (text: string, place: Place, shippedTime?: number) => ReadRecord | undefined {
  const clock = new LineClock(context.source);
  const readers = new Map<NetworkLineKind, NetworkLineReader>();
  return (text, place, shippedTime) => {
    const kind = networkLineKind(text);
    if (kind === undefined) return undefined;
    let reader = readers.get(kind);
    if (reader === undefined) {
      reader = OPENERS[kind](context, clock);
      readers.set(kind, reader);
    }
    const frame = syslogFrame(kind === 'json' ? text : text.slice(0, LONGEST_READ));
    if (shippedTime === undefined || frame.time !== undefined) return reader(frame, place);
    // A shipper's own time tells the year, and stands in where the line has no time at all.
    if (frame.yearless === undefined) return reader({ ...frame, time: shippedTime }, place);
    clock.saw(shippedTime);
    return reader(frame, place);
  };
}
