/** Which end of a flow was called, where the sensor does not say: half a flow, or the direction of one packet. */

/** Ports above these are handed out to callers (Linux from 32768, Windows and IANA from 49152). */
const FIRST_HANDED_OUT = 32_768;

/** Below 1024, and services above that which nobody confuses with a caller's port. */
const KNOWN = new Set([
  1194, 1433, 1521, 1723, 1883, 3128, 3306, 3389, 4444, 5060, 5222, 5223, 5353, 5432, 5671, 5672, 5900, 5985,
  5986, 6379, 6443, 6667, 6697, 8000, 8080, 8081, 8088, 8333, 8443, 8883, 8888, 9000, 9001, 9090, 9092, 9200,
  9443, 10_000, 27_017, 51_820,
]);

/**
 * The end that was called, by the ports alone: `source` or `destination`; `undefined` when they do not tell. Used only
 * where nothing better is known (flags, the sensor's word).
 */
export function likelyServer(
  sourcePort: number,
  destinationPort: number,
): 'source' | 'destination' | undefined {
  const source = rank(sourcePort);
  const destination = rank(destinationPort);
  if (source === destination) return undefined;
  return source < destination ? 'source' : 'destination';
}

function rank(port: number): number {
  if (port === 0) return 2;
  if (port < 1024) return 0;
  if (KNOWN.has(port)) return 1;
  return port < FIRST_HANDED_OUT ? 2 : 3;
}
