import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isObject } from '../../src/normalize/json-object.ts';
import { auditbeatProduct } from '../../src/normalize/linux/auditbeat.ts';
import { carriedLinuxProduct } from '../../src/normalize/linux/carried.ts';
import { falcoProduct } from '../../src/normalize/linux/falco.ts';
import { laurelProduct } from '../../src/normalize/linux/laurel.ts';
import { tetragonProduct } from '../../src/normalize/linux/tetragon.ts';
import { vmConnectionProduct } from '../../src/normalize/linux/vm-connection.ts';
import { osqueryProduct } from '../../src/normalize/osquery/osquery.ts';
import { sysmonEvent } from './sysmon-event.ts';

const PRODUCTS = [
  auditbeatProduct,
  carriedLinuxProduct,
  falcoProduct,
  laurelProduct,
  tetragonProduct,
  vmConnectionProduct,
  osqueryProduct,
];

/** Names that the readers look for, so that what is generated gets past the first question. */
const NAMES = [
  'ID',
  'SYSCALL',
  'EXECVE',
  'ARGV',
  'PATH',
  'SOCKADDR',
  'saddr',
  'exe',
  'pid',
  'ppid',
  'syscall',
  'arch',
  'success',
  'exit',
  'event',
  'module',
  'auditd',
  'data',
  'sequence',
  'process',
  'args',
  'entity_id',
  '@timestamp',
  'destination',
  'ip',
  'port',
  'output_fields',
  'rule',
  'priority',
  'proc.pid',
  'evt.type',
  'fd.name',
  'time',
  'process_exec',
  'process_kprobe',
  'node_name',
  'function_name',
  'sock_arg',
  'daddr',
  'dport',
  'message',
  'MESSAGE',
  '_TRANSPORT',
  '_AUDIT_ID',
  'columns',
  'name',
  'unixTime',
  'hostIdentifier',
  'snapshot',
  'event_type',
  'remote_address',
  'remote_port',
  'action',
  'Type',
  'SourceIp',
  'DestinationIp',
  '__proto__',
  'constructor',
  'toString',
];
const text = fc.oneof(
  fc.string(),
  fc.constantFrom(
    '1626611363.720:1',
    'auditd',
    'system',
    'auditbeat',
    'execve',
    'connect',
    'openat',
    'yes',
    'success',
    '-115',
    'EINPROGRESS',
    '203.0.113.1',
    'VMConnection',
    '2026-11-22T06:00:00Z',
    'network_flow',
    'audit',
    'type=SYSCALL msg=audit(1.000:1): arch=c000003e syscall=59',
    '{"process_exit":{}}',
    sysmonEvent(1, {}),
    'type=AUOMS_EXECVE audit(1.000:1): syscall=execve path_name=[1',
    '%zz%',
    '0xff',
  ),
);
const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 5, withCrossShrink: true },
    text,
    fc.constantFrom(null, true, false, 0, -1, 59, 42, 1e300, Number.MAX_SAFE_INTEGER, 1_795_310_200),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(fc.oneof(fc.constantFrom(...NAMES), fc.string({ maxLength: 4 })), tie('value'), {
      maxKeys: 8,
    }),
  ),
}));

describe('readers of JSON', () => {
  it('never throw, whatever the record holds', () => {
    const place = { source: 's', offset: 0, length: 1 };
    const readers = PRODUCTS.map((product) => ({
      product,
      reader: product.open({ source: 's', fallbackHost: 'h' }),
    }));
    fc.assert(
      fc.property(value, (record) => {
        if (!isObject(record)) return;
        for (const { product, reader } of readers) {
          product.knows(record);
          // A product may be asked for a record that it does not know when another one carries it.
          const { kind, events } = reader(record, place);
          expect(kind.length).toBeLessThan(100);
          for (const event of events) {
            expect(Number.isFinite(event.time)).toBe(true);
            expect(event.host).not.toBe('');
          }
        }
      }),
      { numRuns: 400 },
    );
  });
});
