import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalAddress } from '../../event/address.ts';
import { draftFlow } from './flow-draft.ts';

const SIGHTING = {
  sensor: 'zeek',
  code: 'conn',
  host: 's',
  time: 0,
  place: { source: 's', offset: 0, length: 1 },
} as const;

function addressIn(text: string): string {
  return draftFlow(SIGHTING, 'tcp', text, 1, text, 2).sourceAddress;
}

describe('the addresses of a flow', () => {
  it('are in their one form, or empty where the text is no address', () => {
    const part = fc.constantFrom(
      '0',
      '1',
      '00',
      '007',
      '255',
      '256',
      '1000',
      '.',
      ':',
      '::',
      'ffff',
      ' ',
      '%',
      'x',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.ipV4(),
          fc.ipV6(),
          fc.array(part, { maxLength: 9 }).map((parts) => parts.join('')),
        ),
        (text) => {
          expect(addressIn(text)).toBe(canonicalAddress(text) ?? '');
          expect(addressIn(text)).toBe(canonicalAddress(text) ?? '');
        },
      ),
      { numRuns: 1000 },
    );
  });

  it('have ports that exist', () => {
    const ports = [-1, 0.5, 65_536, Number.NaN, undefined, 443].map(
      (port) => draftFlow(SIGHTING, 6, '', port, '', 1).sourcePort,
    );
    expect(ports).toEqual([0, 0, 0, 0, 0, 443]);
  });
});
