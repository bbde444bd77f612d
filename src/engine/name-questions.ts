/**
 * Lookups that carry data: a name server inside passes on what it is asked, so that text in a name leaves the site although
 * the connection does not.
 */
import { transferOf } from '../analytics/transfer-of.ts';
import type { Connection } from '../event/event.ts';
import { stem } from '../hosts/process-role.ts';
import type { Process } from '../hosts/process.ts';

const NAME_PORTS = new Set([53, 853]);
/** Programs that ask what their arguments say. What a resolver library asks for a program stands in no command line. */
const ASKERS = new Set(['dig', 'host', 'nslookup', 'drill', 'kdig', 'delv', 'dog', 'doggo']);
/** What the grammar of name lookups says of a name that holds data, at least. */
const SURE_OF_DATA = 0.7;

/** Does a program that asks about names connect to a name server? */
export function asksNames({ direction, failed, remotePort, image }: Connection): boolean {
  return direction !== 'inbound' && failed !== true && NAME_PORTS.has(remotePort) && ASKERS.has(stem(image));
}

/** Does its command line ask about a name long enough to hold data? */
export function asksWithData(process: Process): boolean {
  const transfer = ASKERS.has(stem(process.image)) ? transferOf(process) : undefined;
  return transfer?.carries === 'literal' && transfer.certainty >= SURE_OF_DATA;
}
