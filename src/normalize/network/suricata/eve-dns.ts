/** DNS events of EVE in versions 1 (an event an answer), 2 (answers, grouped) and 3 (queries, request/response). */
import { canonicalAddress } from '../../../event/address.ts';
import type { NameLookup } from '../../../event/event.ts';
import { isObject } from '../../json-object.ts';
import type { JsonObject } from '../../json-object.ts';
import { textList, wholeNumber } from '../../loose-value.ts';
import { nameLookup } from '../flow-draft.ts';
import type { Sighting } from '../flow-draft.ts';
import { askedName, dnsName } from '../wire-values.ts';
import { asText } from '../zeek/zeek-json-fields.ts';

const MOST_ANSWERS = 256;
const DNS_PORTS = new Set([53, 5353, 5355]);

interface Answer {
  readonly name: string | undefined;
  readonly type: string;
  readonly data: string;
}

export function readEveDns(record: JsonObject, sighting: Sighting): NameLookup | string | undefined {
  const dns = isObject(record['dns']) ? record['dns'] : {};
  const isAnswer = dns['type'] === 'answer' || dns['type'] === 'response' || dns['qr'] === true;
  const client = clientOf(record, isAnswer);
  if (client === undefined) return 'the asking address is missing';
  const answers = answersOf(dns);
  const aliases = answers.filter(({ type }) => type === 'CNAME').map(({ data }) => dnsName(data));
  const name = askedName(asText(dns['rrname']) ?? queried(dns)) ?? answeredName(answers, new Set(aliases));
  if (name === undefined) return undefined;
  const addresses: string[] = [];
  for (const { type, data } of answers) {
    const address = type === 'A' || type === 'AAAA' ? canonicalAddress(data) : undefined;
    if (address !== undefined) addresses.push(address);
  }
  const others = aliases
    .filter((alias) => alias !== undefined && alias !== name)
    .filter((one) => one !== undefined);
  return nameLookup(sighting, name, addresses, others, client);
}

/** In answers the source is the server, except where Suricata turns the addresses with the flow: the port tells. */
function clientOf(record: JsonObject, isAnswer: boolean): string | undefined {
  const source = asText(record['src_ip']);
  const destination = asText(record['dest_ip']);
  const fromServer = DNS_PORTS.has(wholeNumber(record['src_port']) ?? 0);
  const toServer = DNS_PORTS.has(wholeNumber(record['dest_port']) ?? 0);
  if (fromServer !== toServer) return fromServer ? destination : source;
  return isAnswer ? destination : source;
}

function answersOf(dns: JsonObject): Answer[] {
  const answers: Answer[] = [];
  const add = (name: unknown, type: unknown, data: unknown): void => {
    const text = asText(data);
    if (text !== undefined && answers.length < MOST_ANSWERS)
      answers.push({ name: dnsName(asText(name)), type: asText(type) ?? '', data: text });
  };
  // Version 1 has its one answer in the event itself.
  if (dns['rdata'] !== undefined) add(dns['rrname'], dns['rrtype'], dns['rdata']);
  if (Array.isArray(dns['answers'])) {
    for (const one of dns['answers'].slice(0, MOST_ANSWERS)) {
      if (isObject(one)) add(one['rrname'], one['rrtype'], one['rdata']);
    }
  } else if (isObject(dns['grouped'])) {
    for (const type of ['A', 'AAAA', 'CNAME'])
      for (const data of textList(dns['grouped'][type], MOST_ANSWERS) ?? []) add(undefined, type, data);
  }
  return answers;
}

function queried(dns: JsonObject): string | undefined {
  const list: unknown = dns['queries'] ?? dns['query'];
  const first: unknown = Array.isArray(list) ? list[0] : undefined;
  return isObject(first) ? asText(first['rrname']) : undefined;
}

/** An answer that does not repeat the question: the name that was resolved and is nobody's alias. */
function answeredName(
  answers: readonly Answer[],
  aliases: ReadonlySet<string | undefined>,
): string | undefined {
  const resolved = answers.filter(({ type }) => type === 'A' || type === 'AAAA' || type === 'CNAME');
  return (resolved.find(({ name }) => name !== undefined && !aliases.has(name)) ?? resolved[0])?.name;
}
