/**
 * dnsmasq's query log (Pi-hole's too). A question and each of its answers are lines of their own; with `log-queries=extra` a
 * serial number and the client tie them together, without it only their order does.
 */
import { canonicalAddress } from '../../../event/address.ts';
import type { NameLookup } from '../../../event/event.ts';
import { nameLookup } from '../flow-draft.ts';
import type { Sighting } from '../flow-draft.ts';
import { dnsName } from '../wire-values.ts';
import { lineHost, lineRead, NO_TIME } from './network-line-product.ts';
import type { OpenNetworkLines } from './network-line-product.ts';

const LINE =
  /dnsmasq(?:\[\d{1,10}\])?: (?:(\d{1,10}) ([0-9A-Fa-f.:%\w]{2,64})\/\d{1,5} )?(query\[[A-Za-z0-9=-]{1,16}\]|reply|cached|cached-stale|config|\/\S{1,200}) (\S{1,255}) (from|is) (.{1,300})$/;

/** Questions whose answers may still come. */
const MOST_OPEN = 5000;

interface Question {
  readonly name: string;
  readonly client: string | undefined;
  /** Where the chain of names has got to. */
  alias: string;
  readonly aliases: string[];
}

export const openDnsmasq: OpenNetworkLines = (context, clock) => {
  /** By serial number, else by the name that is asked for or that an alias led to. */
  const open = new Map<string, Question>();
  return (frame, place) => {
    const host = lineHost(frame, context);
    const time = clock.timeOf(frame);
    const program = frame.program === undefined ? frame.message : `dnsmasq: ${frame.message}`;
    const found = LINE.exec(program);
    const kind = 'dnsmasq line';
    if (found === null) return lineRead(kind, host, time, undefined);
    const [, serial, client, verb = '', subject, word, rest = ''] = found;
    const name = dnsName(subject);
    if (name === undefined) return lineRead(kind, host, time, undefined);
    if (time === undefined) return lineRead(kind, host, time, NO_TIME);
    const sighting: Sighting = { sensor: 'dns-log', code: 'dnsmasq', host, time, place };
    if (verb.startsWith('query[') && word === 'from') {
      const question = { name, client: canonicalAddress(client ?? rest.trim()), alias: name, aliases: [] };
      if (open.size >= MOST_OPEN) open.clear();
      open.set(serial ?? name, question);
      return lineRead('dnsmasq query', host, time, nameLookup(sighting, name, [], [], question.client));
    }
    return lineRead('dnsmasq answer', host, time, answer(open, serial, name, rest.trim(), sighting));
  };
};

function answer(
  open: Map<string, Question>,
  serial: string | undefined,
  name: string,
  value: string,
  sighting: Sighting,
): NameLookup | undefined {
  const question = open.get(serial ?? name);
  if (value === '<CNAME>') {
    if (question !== undefined && name !== question.name && question.aliases.length < 32)
      question.aliases.push(name);
    // The next answer carries the name this one leads to, whatever it is.
    if (question !== undefined && serial === undefined) open.set('', question);
    return undefined;
  }
  const address = canonicalAddress(value);
  if (address === undefined) return undefined;
  const asked = question ?? (serial === undefined ? open.get('') : undefined);
  if (asked === undefined) return nameLookup(sighting, name, [address], [], undefined);
  if (question === undefined) {
    // Several addresses of one alias follow each other.
    open.set(name, asked);
    open.delete('');
  }
  const aliases = name === asked.name ? [] : [...new Set([...asked.aliases, name])];
  return nameLookup(sighting, asked.name, [address], aliases, asked.client);
}
