/** Zeek's JSON logs: plain, Corelight's and ROCK's stream tags, tagged by log name, or made into ECS by Elastic. */
import type { Place } from '../../../event/place.ts';
import { at, isObject } from '../../json-object.ts';
import type { JsonObject } from '../../json-object.ts';
import type { JsonProduct, ReadRecord, SourceContext } from '../../product.ts';
import { carriedRecord, firstTextAt } from '../carried-record.ts';
import { sensorName } from '../wire-values.ts';
import { readZeek } from './read-zeek.ts';
import { ZeekEcsFields } from './zeek-ecs-fields.ts';
import { ZeekJsonFields, zeekValue } from './zeek-json-fields.ts';
import { isZeekLog, zeekLog } from './zeek-logs.ts';
import { zeekPathByFields } from './zeek-marks.ts';

export const zeekJsonProduct: JsonProduct = {
  id: 'zeek-json',
  title: 'Zeek JSON',
  knows: (record) =>
    streamTag(record) !== undefined || ecsDataset(record) !== undefined || taggedLog(record) !== undefined,
  open: (context) => (record, place) => readJson(record, place, context),
};

function readJson(record: JsonObject, place: Place, context: SourceContext): ReadRecord {
  const dataset = ecsDataset(record);
  if (dataset !== undefined) {
    const host = sensorName(
      firstTextAt(record, ['observer.hostname', 'observer.name', 'host.name', 'agent.hostname']),
    );
    const original = carriedRecord(record);
    if (original !== undefined && streamTag(original) !== undefined)
      return readJson(original, place, { ...context, fallbackHost: host ?? context.fallbackHost });
    const fields = new ZeekEcsFields(record, dataset);
    return readZeek(zeekLog(dataset), fields, host ?? context.fallbackHost, place);
  }
  const tagged = taggedLog(record);
  const inner = tagged === undefined ? undefined : record[tagged];
  const own = isObject(inner) ? inner : record;
  const path = tagged ?? streamTag(own) ?? '';
  const host = sensorName(firstTextAt(own, ['_system_name', '@system', '_node', 'sensorname']));
  return readZeek(zeekLog(path), new ZeekJsonFields(own), host ?? context.fallbackHost, place);
}

/** The log a record says it is of, else the one its fields give away. */
function streamTag(record: JsonObject): string | undefined {
  const hasSides =
    zeekValue(record, 'id.orig_h') !== undefined && zeekValue(record, 'id.resp_h') !== undefined;
  const tag = record['_path'] ?? record['@stream'] ?? (hasSides ? record['stream'] : undefined);
  if (typeof tag === 'string' && (record['ts'] !== undefined || record['_write_ts'] !== undefined)) {
    const path = tag.toLowerCase();
    // A word that might be anybody's needs a second mark.
    if (isZeekLog(path) || hasSides || record['_write_ts'] !== undefined) return path;
  }
  return zeekPathByFields(record, hasSides);
}

/** `{"conn": {"ts": ..., "uid": ...}}`: Kafka writers tag records with their log. */
function taggedLog(record: JsonObject): string | undefined {
  let only: string | undefined;
  for (const key in record) {
    if (only !== undefined) return undefined;
    only = key;
  }
  if (only === undefined || !isZeekLog(only)) return undefined;
  const inner = record[only];
  return isObject(inner) && inner['ts'] !== undefined && Object.keys(inner).length > 2 ? only : undefined;
}

function ecsDataset(record: JsonObject): string | undefined {
  const dataset = at(record, 'event.dataset');
  if (typeof dataset === 'string' && dataset.startsWith('zeek.')) return dataset.slice('zeek.'.length);
  if (at(record, 'event.module') !== 'zeek') return undefined;
  const fileset = at(record, 'fileset.name') ?? dataset;
  return typeof fileset === 'string' ? fileset : undefined;
}
