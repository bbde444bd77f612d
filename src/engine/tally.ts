/**
 * What was present in a host's telemetry: flags and extremes only, so that merging and repeating change nothing.
 * Kept apart from the events, because most of what proves presence is not worth keeping.
 */
import type { Platform } from '../event/event.ts';

export interface HostTally {
  first: number;
  last: number;
  /** `Sysmon 3`-like labels of records that reached the core. */
  readonly kinds: Set<string>;
  readonly platforms: Set<Platform>;
  commandLine: boolean;
  scriptText: boolean;
  connections: boolean;
  names: boolean;
  imageSignatures: boolean;
  volumes: boolean;
}

export function newTally(): HostTally {
  return {
    first: Number.POSITIVE_INFINITY,
    last: Number.NEGATIVE_INFINITY,
    kinds: new Set(),
    platforms: new Set(),
    commandLine: false,
    scriptText: false,
    connections: false,
    names: false,
    imageSignatures: false,
    volumes: false,
  };
}

export function mergeTally(into: HostTally, from: HostTally): void {
  into.first = Math.min(into.first, from.first);
  into.last = Math.max(into.last, from.last);
  for (const kind of from.kinds) into.kinds.add(kind);
  for (const platform of from.platforms) into.platforms.add(platform);
  into.commandLine ||= from.commandLine;
  into.scriptText ||= from.scriptText;
  into.connections ||= from.connections;
  into.names ||= from.names;
  into.imageSignatures ||= from.imageSignatures;
  into.volumes ||= from.volumes;
}
