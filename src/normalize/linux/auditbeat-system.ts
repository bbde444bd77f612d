import { canonicalAddress } from '../../event/address.ts';
import type { Connection, EventBase, ProcessLaunch, ProcessRef, TelemetryEvent } from '../../event/event.ts';
import { parseTimestamp } from '../../event/timestamp.ts';
import { ecsText, ecsValue } from '../elastic/ecs-field.ts';
import { joinedArguments } from '../joined-arguments.ts';
import type { JsonObject } from '../json-object.ts';
import { at } from '../json-object.ts';
import { portNumber, sha256Text, textList, wholeNumber } from '../loose-value.ts';

const MOST_ARGUMENTS = 65_536;

/**
 * Events of Auditbeat's system module: processes, which it polls, so that short ones are missed, and sockets, which it
 * watches. Other actions tell nothing here. A sentence where a document lacks what it should have.
 */
export function auditbeatSystemEvents(
  document: JsonObject,
  action: string,
  base: EventBase,
): readonly TelemetryEvent[] | string {
  const process: ProcessRef = {
    uid: ecsText(document, 'process.entity_id'),
    pid: wholeNumber(ecsValue(document, 'process.pid')) || undefined,
    image: ecsText(document, 'process.executable') ?? ecsText(document, 'process.name'),
  };
  switch (action) {
    case 'process_started':
    case 'existing_process':
      return process.pid === undefined ? 'a process without a pid' : [launch(document, base, process)];
    case 'process_stopped':
      return process.pid === undefined ? 'a process without a pid' : [{ kind: 'end', ...base, ...process }];
    case 'network_flow':
    case 'connected':
    case 'accepted': {
      const flow = connection(document, action, base, process);
      return flow === undefined ? 'a flow without addresses' : [flow];
    }
    default:
      return [];
  }
}

function launch(document: JsonObject, base: EventBase, process: ProcessRef): ProcessLaunch {
  const listed = textList(at(document, 'process.args'), MOST_ARGUMENTS);
  const words = listed?.length === 0 ? undefined : listed;
  return {
    kind: 'launch',
    ...base,
    // Polled: the process is older than the document.
    time: timeAt(document, 'process.start') ?? base.time,
    ...process,
    commandLine: words === undefined ? undefined : joinedArguments(words),
    arguments: words,
    user: ecsText(document, 'user.name') ?? ecsText(document, 'user.id'),
    session: undefined,
    cwd: ecsText(document, 'process.working_directory'),
    integrity: undefined,
    originalName: undefined,
    company: undefined,
    sha256: sha256Text(ecsValue(document, 'process.hash.sha256')),
    parentUid: undefined,
    parentPid:
      (wholeNumber(ecsValue(document, 'process.parent.pid')) ??
        wholeNumber(ecsValue(document, 'process.ppid'))) ||
      undefined,
    parentImage: undefined,
    parentCommandLine: undefined,
    how: 'spawn',
  };
}

function connection(
  document: JsonObject,
  action: string,
  base: EventBase,
  process: ProcessRef,
): Connection | undefined {
  const source = side(document, 'source');
  const destination = side(document, 'destination');
  if (source === undefined || destination === undefined) return undefined;
  const direction = directionOf(ecsText(document, 'network.direction'), action);
  const [local, remote] = direction === 'inbound' ? [destination, source] : [source, destination];
  return {
    kind: 'connection',
    ...base,
    time: timeAt(document, 'event.start') ?? base.time,
    ...process,
    user: ecsText(document, 'user.name') ?? ecsText(document, 'user.id'),
    protocol: (ecsText(document, 'network.transport') ?? 'unknown').toLowerCase(),
    direction,
    localAddress: local.address,
    localPort: local.port,
    remoteAddress: remote.address,
    remotePort: remote.port,
    remoteName: remote.name,
    end: timeAt(document, 'event.end'),
    bytesOut: local.bytes,
    bytesIn: remote.bytes,
  };
}

function directionOf(told: string | undefined, action: string): Connection['direction'] {
  if (told === 'ingress' || told === 'inbound' || told === 'incoming' || action === 'accepted')
    return 'inbound';
  if (told === 'egress' || told === 'outbound' || told === 'outgoing' || action === 'connected')
    return 'outbound';
  return 'unknown';
}

interface Side {
  readonly address: string;
  readonly port: number;
  readonly name: string | undefined;
  readonly bytes: number | undefined;
}

function side(document: JsonObject, path: 'source' | 'destination'): Side | undefined {
  const address = canonicalAddress(ecsText(document, `${path}.ip`) ?? '');
  if (address === undefined) return undefined;
  return {
    address,
    port: portNumber(ecsValue(document, `${path}.port`)),
    name: ecsText(document, `${path}.domain`)?.toLowerCase(),
    bytes: wholeNumber(ecsValue(document, `${path}.bytes`)),
  };
}

function timeAt(document: JsonObject, path: string): number | undefined {
  const value = ecsText(document, path);
  return value === undefined ? undefined : parseTimestamp(value)?.time;
}
