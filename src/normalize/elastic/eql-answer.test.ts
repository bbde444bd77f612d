import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../json-object.ts';
import type { ReadRecord } from '../product.ts';
import { eqlAnswerProduct } from './eql-answer.ts';

const place = { source: 'eql.json', offset: 0, length: 10 };

function hit(pid: number): JsonObject {
  return {
    _index: 'x',
    _source: {
      '@timestamp': '2021-01-14T09:07:18Z',
      event: { dataset: 'endpoint.events.process', action: 'exec' },
      host: { hostname: 'mac', os: { family: 'macos' } },
      process: { pid, entity_id: `e${pid}` },
    },
  };
}

function read(record: JsonObject): ReadRecord {
  return eqlAnswerProduct.open({ source: 'eql.json', fallbackHost: 'x' })(record, place);
}

describe('EQL answers', () => {
  it('are known by their lists', () => {
    expect(eqlAnswerProduct.knows({ took: 1, hits: { events: [] } })).toBe(true);
    expect(eqlAnswerProduct.knows({ took: 1, hits: { hits: [] } })).toBe(false);
  });

  it('give the events of all their documents', () => {
    const answer = { took: 1, hits: { events: [hit(1), hit(2)], sequences: [{ events: [hit(3)] }] } };
    expect(read(answer)).toMatchObject({ host: 'mac', events: [{ pid: 1 }, { pid: 2 }, { pid: 3 }] });
  });

  it('say how many documents could not be read', () => {
    expect(read({ hits: { events: [hit(1), { _source: { a: 1 } }] } })).toMatchObject({
      events: [{ pid: 1 }],
      broken: expect.stringContaining('1 documents'),
    });
  });

  it('survive any content', () => {
    fc.assert(
      fc.property(fc.array(fc.anything()), fc.anything(), (events, sequences) => {
        read({ hits: { events, sequences } });
      }),
    );
  });
});
