import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { groupHostNames } from './host-names.ts';

describe('the names of a host', () => {
  it('meet where one short name belongs to one full name', () => {
    expect(groupHostNames(['ws1', 'ws1.corp.example', 'ws2.corp.example'])).toEqual([
      { host: 'ws1.corp.example', aliases: ['ws1'] },
      { host: 'ws2.corp.example', aliases: [] },
    ]);
  });

  it('stay apart where a short name could be either of two', () => {
    expect(groupHostNames(['ws1', 'ws1.a.example', 'ws1.b.example']).map(({ aliases }) => aliases)).toEqual([
      [],
      [],
      [],
    ]);
  });

  it('stay apart where one only begins like another, or is an address', () => {
    const names = ['ws', 'ws1.corp.example', '10', '10.0.0.1', 'fe80::1', '10.0.0.10'];
    expect(groupHostNames(names).map(({ aliases }) => aliases)).toEqual(names.map(() => []));
  });

  it('are all there once, in any order', () => {
    const name = fc.constantFrom('a', 'b', 'a.x', 'a.y', 'b.x', 'b.x.z', '10.0.0.1', 'c');
    fc.assert(
      fc.property(fc.uniqueArray(name), (names) => {
        const groups = groupHostNames(names);
        const all = groups.flatMap(({ host, aliases }) => [host, ...aliases]);
        expect(all.toSorted()).toEqual(names.toSorted());
        expect(groupHostNames(names.toReversed())).toEqual(groups);
      }),
    );
  });
});
