import type { Connection } from '../../event/event.ts';

/** One process of one host as far as a connection names it. A connection that names none is a stranger to all others. */
export function claimantOf(connection: Connection, hostName: (host: string) => string): string {
  const { host, pid, uid, place } = connection;
  const process =
    pid !== undefined ? `pid ${pid}` : uid !== undefined ? `uid ${uid}` : `${place.source}@${place.offset}`;
  return `${hostName(host)}|${process}`;
}
