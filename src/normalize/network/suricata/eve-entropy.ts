/**
 * Entropy that Suricata 8 measured for its `entropy` keyword and left in `metadata.entropy`, by the name of the buffer.
 * It does not say how many bytes it measured: the largest number they can have been stands in `length`, which can only make
 * a length-aware test more careful.
 */
import type { PayloadFacts } from '../../../event/event.ts';
import { at, isObject } from '../../json-object.ts';
import type { JsonObject } from '../../json-object.ts';
import { amount } from '../wire-values.ts';

export interface EveEntropy {
  readonly out: PayloadFacts | undefined;
  readonly in: PayloadFacts | undefined;
}

/** Where neither the file nor the flow has a size. */
const UNKNOWN_LENGTH = 65_536;

/** `undefined` when the record carries none. `fromServer`: the packet it speaks of went to the client. */
export function eveEntropy(record: JsonObject, fromServer: boolean): EveEntropy | undefined {
  const measured = at(record, 'metadata.entropy');
  if (!isObject(measured)) return undefined;
  let out: PayloadFacts | undefined;
  let into: PayloadFacts | undefined;
  for (const [buffer, value] of Object.entries(measured).slice(0, 32)) {
    const entropy = amount(value);
    if (entropy === undefined || entropy > 8) continue;
    const toClient = isToClient(buffer, fromServer || record['direction'] === 'to_client');
    const facts = { length: longest(record, toClient), entropy, chiSquare: undefined, verdict: 'unknown' };
    if (toClient) into = higher(into, facts);
    else out = higher(out, facts);
  }
  return out === undefined && into === undefined ? undefined : { out, in: into };
}

/** Some buffers have one direction by their name; the others are of the packet at hand. */
function isToClient(buffer: string, fromServer: boolean): boolean {
  if (/(?:response|server|stat_)/.test(buffer)) return true;
  return !/(?:request|client|uri|method|user_agent)/.test(buffer) && fromServer;
}

function longest(record: JsonObject, toClient: boolean): number {
  const file =
    amount(at(record, 'fileinfo.size')) ?? (toClient ? amount(at(record, 'http.length')) : undefined);
  if (file !== undefined && file > 0) return file;
  const bytes = amount(at(record, toClient ? 'flow.bytes_toclient' : 'flow.bytes_toserver'));
  return bytes !== undefined && bytes > 0 ? bytes : UNKNOWN_LENGTH;
}

function higher(a: PayloadFacts | undefined, b: PayloadFacts): PayloadFacts {
  return a !== undefined && a.entropy >= b.entropy ? a : b;
}
