/** Network events of Elastic Endpoint. The vendor says that they are aggregated and not complete. */
import { canonicalAddress } from '../../event/address.ts';
import type { Connection, EventBase, NameLookup } from '../../event/event.ts';
import { parseTimestamp } from '../../event/timestamp.ts';
import type { JsonObject } from '../json-object.ts';
import { portNumber, wholeNumber } from '../loose-value.ts';
import { ecsText, ecsTexts, ecsValue } from './ecs-field.ts';
import { endpointProcess, endpointUser } from './endpoint-process.ts';

const MOST_ADDRESSES = 256;

/** Connections: attempted, accepted, ended, or several of it in one document; bytes come with the end. */
export function endpointConnection(
  document: JsonObject,
  actions: ReadonlySet<string>,
  base: EventBase,
): Connection | undefined {
  const source = side(document, 'source');
  const destination = side(document, 'destination');
  if (destination.address === '' && source.address === '') return undefined;
  const direction = directionOf(document, actions);
  const localIsSource = isLocalSource(document, source.address, destination.address, direction);
  const [local, remote] = localIsSource ? [source, destination] : [destination, source];
  const ended = actions.has('disconnect_received');
  const began = timeAt(document, 'event.start');
  return {
    kind: 'connection',
    ...base,
    time: began ?? base.time,
    ...endpointProcess(document),
    user: endpointUser(document),
    protocol: (
      ecsText(document, 'network.transport') ??
      ecsText(document, 'network.iana_number') ??
      'unknown'
    ).toLowerCase(),
    direction,
    localAddress: local.address,
    localPort: local.port,
    remoteAddress: remote.address,
    remotePort: remote.port,
    remoteName: remote.name,
    end: ended ? (timeAt(document, 'event.end') ?? base.time) : undefined,
    bytesOut: local.bytes,
    bytesIn: remote.bytes,
    failed: ecsText(document, 'event.outcome') === 'failure' ? true : undefined,
  };
}

/** DNS: what was asked, and where told, what was answered. */
export function endpointLookup(document: JsonObject, base: EventBase): NameLookup | undefined {
  const name = ecsText(document, 'dns.question.name')?.toLowerCase().replace(/\.$/, '');
  if (name === undefined) return undefined;
  const addresses = new Set<string>();
  const aliases = new Set<string>();
  for (const path of ['dns.resolved_ip', 'dns.answers.data']) {
    for (const answer of ecsTexts(document, path, MOST_ADDRESSES)) {
      const address = canonicalAddress(answer);
      if (address !== undefined) addresses.add(address);
      else if (/^[\w-]+(?:\.[\w-]+)+\.?$/.test(answer.slice(0, 255)))
        aliases.add(answer.toLowerCase().replace(/\.$/, ''));
    }
  }
  const process = endpointProcess(document);
  return { kind: 'name', ...base, ...process, name, addresses: [...addresses], aliases: [...aliases] };
}

interface Side {
  readonly address: string;
  readonly port: number;
  readonly name: string | undefined;
  readonly bytes: number | undefined;
}

function side(document: JsonObject, path: 'source' | 'destination'): Side {
  const text = ecsText(document, `${path}.ip`) ?? ecsText(document, `${path}.address`) ?? '';
  return {
    address: canonicalAddress(text) ?? '',
    port: portNumber(ecsValue(document, `${path}.port`)),
    name: ecsText(document, `${path}.domain`)?.toLowerCase().replace(/\.$/, ''),
    bytes: wholeNumber(ecsValue(document, `${path}.bytes`)),
  };
}

function directionOf(document: JsonObject, actions: ReadonlySet<string>): Connection['direction'] {
  const word = ecsText(document, 'network.direction')?.toLowerCase() ?? '';
  if (word === 'egress' || word.startsWith('out')) return 'outbound';
  if (word === 'ingress' || word.startsWith('in')) return 'inbound';
  if (actions.has('connection_attempted')) return 'outbound';
  return actions.has('connection_accepted') ? 'inbound' : 'unknown';
}

/** The source began the connection; the host knows its own addresses, and tells them with every document. */
function isLocalSource(
  document: JsonObject,
  source: string,
  destination: string,
  direction: Connection['direction'],
): boolean {
  const own = new Set(
    ecsTexts(document, 'host.ip', MOST_ADDRESSES).map((address) => canonicalAddress(address)),
  );
  if (own.has(source) !== own.has(destination)) return own.has(source);
  return direction !== 'inbound';
}

function timeAt(document: JsonObject, path: string): number | undefined {
  const text = ecsText(document, path);
  return text === undefined ? undefined : parseTimestamp(text)?.time;
}
