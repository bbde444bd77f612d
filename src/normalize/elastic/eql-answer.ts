/**
 * Answers of Elasticsearch to EQL searches, kept whole: `hits.events`, or `hits.sequences` of events. (Answers to other
 * searches keep their documents in `hits.hits`, which the JSON reader takes apart.)
 */
import type { TelemetryEvent } from '../../event/event.ts';
import type { Place } from '../../event/place.ts';
import type { JsonObject } from '../json-object.ts';
import { isObject } from '../json-object.ts';
import type { JsonProduct, ReadRecord } from '../product.ts';
import { elasticEndpointProduct } from './elastic-endpoint.ts';

/** EQL gives ten documents unless asked for more, and ten thousand at most. */
const MOST_DOCUMENTS = 10_000;

export const eqlAnswerProduct: JsonProduct = {
  id: 'eql-answer',
  title: 'Elasticsearch EQL answer',
  knows: (record) => {
    const hits = record['hits'];
    return isObject(hits) && (Array.isArray(hits['events']) || Array.isArray(hits['sequences']));
  },
  open: (context) => {
    const readEndpoint = elasticEndpointProduct.open(context);
    return (record: JsonObject, place: Place): ReadRecord => {
      const events: TelemetryEvent[] = [];
      let host: string | undefined;
      let time: number | undefined;
      let broken = 0;
      for (const document of documentsOf(record)) {
        if (!elasticEndpointProduct.knows(document)) {
          broken++;
          continue;
        }
        const read = readEndpoint(document, place);
        events.push(...read.events);
        host ??= read.host;
        time ??= read.time;
        if (read.broken !== undefined) broken++;
      }
      return {
        kind: 'Elasticsearch EQL answer',
        host,
        time,
        events,
        broken: broken === 0 ? undefined : `${broken} documents of a search answer that could not be read`,
      };
    };
  },
};

function documentsOf(record: JsonObject): readonly JsonObject[] {
  const hits = record['hits'];
  if (!isObject(hits)) return [];
  const found: JsonObject[] = [];
  const take = (list: unknown): void => {
    if (!Array.isArray(list)) return;
    for (const hit of list.slice(0, MOST_DOCUMENTS - found.length)) {
      const source = isObject(hit) ? (hit['_source'] ?? hit) : undefined;
      if (isObject(source)) found.push(source);
    }
  };
  take(hits['events']);
  const sequences = hits['sequences'];
  if (Array.isArray(sequences)) {
    for (const sequence of sequences.slice(0, MOST_DOCUMENTS)) {
      if (isObject(sequence)) take(sequence['events']);
    }
  }
  return found;
}
