import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { communityId } from './community-id.ts';

/** From the baselines of corelight/community-id-spec and its README. */
const PUBLISHED = [
  [6, '1.2.3.4', 1122, '5.6.7.8', 3344, 0, '1:wCb3OG7yAFWelaUydu0D+125CLM='],
  [6, '1.2.3.4', 1122, '5.6.7.8', 3344, 1, '1:HhA1B+6CoLbiKPEs5nhNYN4XWfk='],
  [17, '1.2.3.4', 1122, '5.6.7.8', 3344, 0, '1:0Mu9InQx6z4ZiCZM/7HXi2WMhOg='],
  [132, '1.2.3.4', 1122, '5.6.7.8', 3344, 0, '1:EKt4MsxuyaE6mL+hmrEkQ9csDD8='],
  [1, '1.2.3.4', 8, '5.6.7.8', 0, 0, '1:crodRHL2FEsHjbv3UkRrfbs4bZ0='],
  [1, '1.2.3.4', 11, '5.6.7.8', 0, 0, '1:f/YiSyWqczrTgfUCZlBUnvHRcPk='],
  [46, '1.2.3.4', 0, '5.6.7.8', 0, 0, '1:ikv3kmf89luf73WPz1jOs49S768='],
  [6, '128.232.110.120', 34855, '66.35.250.204', 80, 0, '1:LQU9qZlK+B5F3KDmev6m5PMibrg='],
  [6, '66.35.250.204', 80, '128.232.110.120', 34855, 0, '1:LQU9qZlK+B5F3KDmev6m5PMibrg='],
  [17, '192.168.1.52', 54585, '8.8.8.8', 53, 0, '1:d/FP5EW3wiY1vCndhwleRRKHowQ='],
  [
    6,
    '2001:470:e5bf:dead:4957:2174:e82c:4887',
    63943,
    '2607:f8b0:400c:c03::1a',
    25,
    0,
    '1:/qFaeAR+gFe1KYjMzVDsMv+wgU4=',
  ],
  [58, 'fe80::200:86ff:fe05:80da', 135, 'fe80::260:97ff:fe07:69ea', 0, 0, '1:dGHyGvjMfljg6Bppwm3bg0LO8TY='],
  [58, '3ffe:501:1800:2345::2', 3, '3ffe:507:0:1:200:86ff:fe05:80da', 0, 0, '1:2ObVBgIn28oZvibYZhZMBgh7WdQ='],
  [1, '192.168.0.1', 0, '192.168.0.89', 8, 0, '1:X0snYXpgwiv9TZtqg64sgzUn6Dk='],
  [1, '10.0.0.1', 11, '10.0.0.2', 0, 0, '1:YHxtAirCG//0OzkcVAukqKQN9xM='],
] as const;

describe('Community ID', () => {
  it.each(PUBLISHED)(
    'of protocol %i, %s %i to %s %i with seed %i',
    (protocol, source, sport, destination, dport, seed, id) => {
      const flow = {
        protocol,
        sourceAddress: source,
        sourcePort: sport,
        destinationAddress: destination,
        destinationPort: dport,
      };
      expect(communityId(flow, seed)).toBe(id);
    },
  );

  it('is the same for both directions', () => {
    const address = fc.oneof(
      fc.ipV4(),
      fc.ipV6().filter((text) => !text.includes('.')),
    );
    const port = fc.nat(65_535);
    fc.assert(
      fc.property(
        address,
        port,
        address,
        port,
        fc.constantFrom(6, 17, 132, 47),
        (a, portA, b, portB, protocol) => {
          const there = {
            protocol,
            sourceAddress: a,
            sourcePort: portA,
            destinationAddress: b,
            destinationPort: portB,
          };
          const back = {
            protocol,
            sourceAddress: b,
            sourcePort: portB,
            destinationAddress: a,
            destinationPort: portA,
          };
          expect(communityId(there)).toBe(communityId(back));
          expect(communityId(there) === undefined).toBe(a.includes(':') !== b.includes(':'));
        },
      ),
    );
  });

  it('of a mapped address is that of version 4', () => {
    const flow = { protocol: 6, sourcePort: 50_699, destinationPort: 80, destinationAddress: '10.10.10.5' };
    const id = '1:6uEOWVoYe6VQw/4J7m04STjDqzY=';
    expect(communityId({ ...flow, sourceAddress: '172.18.39.5' })).toBe(id);
    expect(communityId({ ...flow, sourceAddress: '::ffff:172.18.39.5' })).toBe(id);
  });

  it('of what is no address is none', () => {
    const flow = {
      protocol: 6,
      sourceAddress: '-',
      sourcePort: 1,
      destinationAddress: '10.0.0.1',
      destinationPort: 2,
    };
    expect(communityId(flow)).toBeUndefined();
  });
});
