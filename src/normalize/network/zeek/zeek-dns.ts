/** Zeek dns.log: question and answer in one row. */
import { canonicalAddress } from '../../../event/address.ts';
import type { NameLookup } from '../../../event/event.ts';
import { nameLookup } from '../flow-draft.ts';
import type { Sighting } from '../flow-draft.ts';
import { askedName, dnsName } from '../wire-values.ts';
import type { ZeekFields } from './zeek-fields.ts';

/** Only these answers hold a chain of names; a TXT or MX answer is text of another kind. */
const WITH_ALIASES = new Set(['A', 'AAAA', 'CNAME', 'HTTPS', 'SVCB', '*']);

export function readZeekDns(fields: ZeekFields, sighting: Sighting): NameLookup | string | undefined {
  const client = fields.text('id.orig_h');
  if (client === undefined) return 'the asking address is missing';
  const name = askedName(fields.text('query'));
  if (name === undefined) return undefined;
  const type = fields.text('qtype_name');
  const addresses: string[] = [];
  const aliases: string[] = [];
  for (const answer of fields.list('answers')) {
    const address = canonicalAddress(answer);
    if (address !== undefined) addresses.push(address);
    else if (type === undefined || WITH_ALIASES.has(type)) {
      const alias = dnsName(answer);
      if (alias !== undefined && alias !== name) aliases.push(alias);
    }
  }
  return nameLookup(sighting, name, addresses, aliases, client);
}
