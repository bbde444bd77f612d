/** NetFlow and IPFIX as collectors write them to JSON. */
import { at } from '../../json-object.ts';
import type { JsonProduct } from '../../product.ts';
import { firstTextAt } from '../carried-record.ts';
import { sensorName } from '../wire-values.ts';
import { halfFlow } from './flow-half.ts';
import { NETFLOW_DIALECTS } from './netflow-dialects.ts';

const EXPORTER = [
  'sampler_address',
  'SamplerAddress',
  'ip4_router',
  'ip6_router',
  'peer_ip_src',
  'netflow.exporter.address',
  'observer.ip',
];

export const netflowProduct: JsonProduct = {
  id: 'netflow',
  title: 'NetFlow JSON',
  knows: (record) => NETFLOW_DIALECTS.some((dialect) => dialect.knows(record)),
  open({ fallbackHost }) {
    return (record, place) => {
      const dialect = NETFLOW_DIALECTS.find((one) => one.knows(record));
      const kind = `${dialect?.name ?? 'NetFlow'} flow`;
      // The exporter, without the port some collectors write behind it.
      const exporter = firstTextAt(record, EXPORTER)?.replace(/^(\d{1,3}(?:\.\d{1,3}){3}):\d{1,5}$/, '$1');
      const host = sensorName(exporter) ?? sensorName(text(at(record, 'host.name'))) ?? fallbackHost;
      const half = dialect?.read(record);
      const time = half?.start ?? half?.end;
      const read = { kind, host, time, events: [] };
      if (half === undefined) return read;
      if (time === undefined) {
        const broken = 'the record has no time of day: it counts from the start of the exporter';
        return { ...read, broken };
      }
      const flow = halfFlow(half, { sensor: 'netflow', code: 'flow', host, time, place });
      return typeof flow === 'string' ? { ...read, broken: flow } : { ...read, events: [flow] };
    };
  },
};

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
