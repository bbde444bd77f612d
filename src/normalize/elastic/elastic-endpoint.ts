/**
 * Elastic Endpoint (Elastic Defend) on macOS, Linux and Windows: process, network, DNS, file and library documents
 * (elastic/endpoint-package, custom_documentation).
 */
import type { EventBase, FileActivity, ModuleLoad, Platform, TelemetryEvent } from '../../event/event.ts';
import type { Place } from '../../event/place.ts';
import { parseTimestamp } from '../../event/timestamp.ts';
import { HostAddresses } from '../host-addresses.ts';
import type { JsonObject } from '../json-object.ts';
import { at } from '../json-object.ts';
import { isCryptoLibrary } from '../macos/crypto-library.ts';
import type { JsonProduct, JsonReader, ReadRecord, SourceContext } from '../product.ts';
import { ecsText, ecsTexts, ecsValue } from './ecs-field.ts';
import { endpointConnection, endpointLookup } from './endpoint-network.ts';
import { endpointProcess, endpointProcessEvents } from './endpoint-process.ts';

export const elasticEndpointProduct: JsonProduct = {
  id: 'elastic-endpoint',
  title: 'Elastic Endpoint',
  knows: (record) =>
    ecsText(record, 'agent.type') === 'endpoint' ||
    ecsText(record, 'event.module') === 'endpoint' ||
    datasetOf(record).startsWith('endpoint.'),
  open: openEndpoint,
};

/** Data sets whose documents become events; others are only counted. */
const DATASETS = new Set(['process', 'network', 'file', 'library']);
const LOOKUPS = ['lookup_result', 'lookup_requested', 'dns_query'];

function openEndpoint(context: SourceContext): JsonReader {
  const addresses = new HostAddresses();
  return (document: JsonObject, place: Place): ReadRecord => {
    const dataset = datasetOf(document).replace(/^endpoint\.(?:events\.)?/, '');
    const known = DATASETS.has(dataset) ? dataset : 'other';
    const host = (ecsText(document, 'host.hostname') ?? ecsText(document, 'host.name'))?.toLowerCase();
    const time = parseTimestamp(ecsText(document, '@timestamp') ?? '')?.time;
    const kind = `Elastic Endpoint ${known}`;
    if (known === 'other') return { kind, host, time, events: [] };
    if (time === undefined) {
      return { kind, host, time, events: [], broken: 'a document of Elastic Endpoint without @timestamp' };
    }
    const platform = platformOf(document);
    const base: EventBase = {
      host: host ?? context.fallbackHost,
      time,
      sensor: 'elastic-endpoint',
      platform,
      code: known,
      place,
    };
    const reading = readDocument(known, document, base, platform);
    const beside = addresses.tell({ ...base, code: 'host' }, at(document, 'host.ip'));
    if (typeof reading === 'string') return { kind, host, time, events: beside, broken: reading };
    return { kind, host, time, events: [...beside, ...reading] };
  };
}

function readDocument(
  dataset: string,
  document: JsonObject,
  base: EventBase,
  platform: Platform | undefined,
): readonly TelemetryEvent[] | string {
  const actions = new Set(ecsTexts(document, 'event.action', 8).map((action) => action.toLowerCase()));
  const process = endpointProcess(document);
  // A connection of nobody known is still one of the host.
  if (dataset !== 'network' && process.uid === undefined && process.pid === undefined) {
    return 'a document that names no process';
  }
  switch (dataset) {
    case 'process':
      return endpointProcessEvents(document, actions, base, platform);
    case 'network': {
      if (LOOKUPS.some((action) => actions.has(action))) {
        const lookup = endpointLookup(document, base);
        return lookup === undefined ? 'a lookup that names nothing' : [lookup];
      }
      const connection = endpointConnection(document, actions, base);
      return connection === undefined ? 'a connection without addresses' : [connection];
    }
    case 'file':
      return fileEvents(document, actions, base);
    default:
      return libraryEvents(document, base, platform);
  }
}

const FILE_ACTIONS: Readonly<Record<string, FileActivity['action']>> = {
  creation: 'write',
  modification: 'write',
  overwrite: 'write',
  rename: 'rename',
  deletion: 'delete',
  open: 'read',
  access: 'read',
};

function fileEvents(
  document: JsonObject,
  actions: ReadonlySet<string>,
  base: EventBase,
): readonly TelemetryEvent[] | string {
  const told = [...actions].find((action) => Object.hasOwn(FILE_ACTIONS, action));
  const action = told === undefined ? undefined : FILE_ACTIONS[told];
  if (action === undefined) return [];
  const path = ecsText(document, 'file.path');
  if (path === undefined) return 'a file document that names no file';
  const from = action === 'rename' ? ecsText(document, 'file.Ext.original.path') : undefined;
  return [{ kind: 'file', ...base, ...endpointProcess(document), path, action, from }];
}

/** On Windows every load may identify an image; elsewhere only cryptography is of interest. */
function libraryEvents(
  document: JsonObject,
  base: EventBase,
  platform: Platform | undefined,
): readonly ModuleLoad[] {
  const module = ecsText(document, 'dll.path');
  if (module === undefined || (platform !== 'windows' && !isCryptoLibrary(module))) return [];
  const exists = ecsValue(document, 'dll.code_signature.exists');
  return [
    {
      kind: 'module',
      ...base,
      ...endpointProcess(document),
      module,
      signed: typeof exists === 'boolean' ? exists : undefined,
      signature: ecsText(document, 'dll.code_signature.subject_name'),
      signatureStatus: ecsText(document, 'dll.code_signature.status'),
    },
  ];
}

function datasetOf(document: JsonObject): string {
  return ecsText(document, 'event.dataset') ?? ecsText(document, 'data_stream.dataset') ?? '';
}

const PLATFORMS: Readonly<Record<string, Platform>> = {
  macos: 'macos',
  darwin: 'macos',
  windows: 'windows',
  linux: 'linux',
  debian: 'linux',
  redhat: 'linux',
  suse: 'linux',
  ubuntu: 'linux',
  centos: 'linux',
};

/** Agents before 8.0 have no `host.os.type`. */
function platformOf(document: JsonObject): Platform | undefined {
  for (const path of ['host.os.type', 'host.os.family', 'host.os.platform', 'host.os.kernel']) {
    const word = ecsText(document, path)?.toLowerCase() ?? '';
    const first = word.split(/[\s-]/, 1)[0] ?? '';
    if (Object.hasOwn(PLATFORMS, first)) return PLATFORMS[first];
  }
  return platformOfPath(ecsText(document, 'process.executable') ?? '');
}

function platformOfPath(path: string): Platform | undefined {
  if (/^[A-Za-z]:\\/.test(path)) return 'windows';
  if (/^\/(?:Applications|Library|System|Users|private)\//.test(path)) return 'macos';
  return path.startsWith('/') ? 'linux' : undefined;
}
