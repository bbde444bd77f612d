/** Jamf Protect's telemetry stream: ES messages with a host and its addresses, and connections of its own. */
import { HostAddresses } from '../host-addresses.ts';
import type { JsonObject } from '../json-object.ts';
import { isObject } from '../json-object.ts';
import type { JsonProduct, JsonReader, SourceContext } from '../product.ts';
import { bootSession } from './audit-token.ts';
import { openEsReader } from './es-reader.ts';
import { jamfConnection } from './jamf-network.ts';

export const jamfProduct: JsonProduct = {
  id: 'jamf-protect',
  title: 'Jamf Protect telemetry',
  knows: isJamfMessage,
  open: openJamf,
};

function openJamf(context: SourceContext): JsonReader {
  const addresses = new HostAddresses();
  return openEsReader(
    {
      sensor: 'jamf',
      title: 'Jamf Protect',
      globalNumber: 'glob_seq_num',
      own: ({ name, payload }, record, base) =>
        name === 'network_connect' ? jamfConnection(payload, record, base, bootSession(record)) : undefined,
      beside: (record, base) => {
        const host = record['host'];
        return isObject(host) ? addresses.tell({ ...base, code: 'host' }, host['ips']) : [];
      },
    },
    context,
  );
}

function isJamfMessage(record: JsonObject): boolean {
  if (record['event_type'] === undefined && !isObject(record['event'])) return false;
  const metadata = record['metadata'];
  if (isObject(metadata) && metadata['vendor'] === 'Jamf') return true;
  return record['glob_seq_num'] !== undefined && isObject(record['process']);
}
