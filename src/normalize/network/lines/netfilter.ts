/** Packets logged by iptables and nftables (network.md section 5.2): `PREFIX IN= OUT= MAC= SRC= DST= ... PROTO=`. */
import type { Flow } from '../../../event/event.ts';
import { wholeNumber } from '../../loose-value.ts';
import { draftFlow } from '../flow-draft.ts';
import type { Sighting } from '../flow-draft.ts';
import { likelyServer } from '../likely-server.ts';
import { turnRound } from '../turn-round.ts';
import { lineHost, lineRead, NO_TIME } from './network-line-product.ts';
import type { OpenNetworkLines } from './network-line-product.ts';

export const openNetfilter: OpenNetworkLines = (context, clock) => (frame, place) => {
  const host = lineHost(frame, context);
  const time = clock.timeOf(frame);
  const event =
    time === undefined
      ? NO_TIME
      : packet(frame.message, { sensor: 'firewall', code: 'netfilter', host, time, place });
  return lineRead('netfilter packet', host, time, event);
};

function packet(message: string, sighting: Sighting): Flow | string {
  const start = message.indexOf('IN=');
  // Fields of the packet: the prefix before them is free text. A reply quotes the packet it is about in brackets.
  const quoted = message.indexOf(' [SRC=', start);
  const fields = new Map<string, string>();
  const flags = new Set<string>();
  for (const word of message.slice(start, quoted < 0 ? start + 2048 : quoted).split(' ')) {
    const equals = word.indexOf('=');
    if (equals < 0) flags.add(word);
    // ICMP has a second `ID=`; the first one is the packet's own.
    else if (!fields.has(word.slice(0, equals))) fields.set(word.slice(0, equals), word.slice(equals + 1));
  }
  const flow = draftFlow(
    sighting,
    fields.get('PROTO'),
    fields.get('SRC'),
    wholeNumber(fields.get('SPT')),
    fields.get('DST'),
    wholeNumber(fields.get('DPT')),
  );
  if (flow.sourceAddress === '' || flow.destinationAddress === '')
    return 'an address of the packet is missing';
  if (isRefused(message.slice(0, Math.max(0, start)))) flow.established = false;
  const isAnswer = flags.has('SYN') && flags.has('ACK');
  const isCall = flags.has('SYN') && !flags.has('ACK');
  if (isAnswer) {
    turnRound(flow);
    flow.established ??= true;
  } else if (!isCall && likelyServer(flow.sourcePort, flow.destinationPort) === 'source') turnRound(flow);
  return flow;
}

/** The prefix is the administrator's; these words are the custom (ufw, firewalld, shorewall). */
function isRefused(prefix: string): boolean {
  return /\b(?:BLOCK|DROP|DROPPED|REJECT|DENY|DENIED|REFUSE)/i.test(prefix.slice(-200));
}
