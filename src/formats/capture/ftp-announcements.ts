import { canonicalAddress } from '../../event/address.ts';
import { addressText } from './address-words.ts';
import { DOUBLE, WORD } from './flow-layout.ts';
import type { FlowTable } from './flow-table.ts';
import type { Packet } from './packet.ts';
import type { FtpDataFacts } from './protocol/ftp.ts';
import { ftpEndpointOf, ftpTransferOf } from './protocol/ftp.ts';

const MOST_ANNOUNCED = 1024;
const LONGEST_READ = 2048;

interface Announcement {
  readonly control: number;
  readonly controlInitiator: string;
  readonly controlResponder: string;
  command: string | undefined;
  path: string | undefined;
}

/**
 * What FTP control connections say of the data connections to come, read packet by packet because a data connection
 * ends before its control connection does.
 */
export class FtpAnnouncements {
  /** Numbers of announcements by the endpoint they name, those not used yet. */
  readonly #byEndpoint = new Map<string, number>();
  readonly #byNumber = new Map<number, Announcement>();
  /** The last announcement of each control connection. */
  readonly #latest = new Map<number, Announcement>();
  #last = 0;

  /** Is this what FTP servers, and others, greet with? */
  static isGreeting(packet: Packet): boolean {
    const { bytes, payload, captured } = packet;
    return captured >= 4 && bytes.toString('latin1', payload, payload + 3) === '220';
  }

  /** Reads a packet of the table's opened flow, a control connection. */
  read(table: FlowTable, packet: Packet, direction: number): void {
    const end = packet.payload + Math.min(packet.captured, LONGEST_READ);
    const text = packet.bytes.toString('latin1', packet.payload, end);
    for (const line of text.split('\n')) {
      const endpoint = ftpEndpointOf(line, direction === 1);
      if (endpoint !== undefined) this.#announce(table, endpoint.address, endpoint.port, direction);
      else if (direction === 0) this.#name(table, line);
    }
  }

  /** Number of the announcement of the table's opened flow, which just began; 0 for none. */
  announcedFor(table: FlowTable): number {
    if (this.#byEndpoint.size === 0) return 0;
    const { words, base } = table;
    const key = endpointKey(addressText(words, base + WORD.responder), words[base + WORD.ports]! & 0xffff);
    const number = this.#byEndpoint.get(key);
    if (number === undefined) return 0;
    this.#byEndpoint.delete(key);
    return number;
  }

  facts(number: number): FtpDataFacts | undefined {
    if (number === 0) return undefined;
    const known = this.#byNumber.get(number);
    return {
      controlInitiator: known?.controlInitiator ?? '',
      controlResponder: known?.controlResponder ?? '',
      command: known?.command,
      path: known?.path,
    };
  }

  #announce(table: FlowTable, address: string | undefined, port: number, direction: number): void {
    const { words, doubles, base } = table;
    const ports = words[base + WORD.ports]!;
    const initiator = addressText(words, base + WORD.initiator);
    const responder = addressText(words, base + WORD.responder);
    const announcement: Announcement = {
      control: doubles[(base >> 1) + DOUBLE.offset]!,
      controlInitiator: endpointKey(initiator, ports >>> 16),
      controlResponder: endpointKey(responder, ports & 0xffff),
      command: undefined,
      path: undefined,
    };
    const number = ++this.#last;
    this.#byNumber.set(number, announcement);
    this.#latest.set(announcement.control, announcement);
    // Behind address translation a server names an address of its own that nobody outside can use.
    const own = direction === 1 ? responder : initiator;
    this.#byEndpoint.set(endpointKey(own, port), number);
    const named = address && canonicalAddress(address);
    if (named !== undefined) this.#byEndpoint.set(endpointKey(named, port), number);
    forgetOldest(this.#byNumber);
    forgetOldest(this.#latest);
    forgetOldest(this.#byEndpoint);
  }

  #name(table: FlowTable, line: string): void {
    const transfer = ftpTransferOf(line.replace(/\r$/, ''));
    if (transfer === undefined) return;
    const latest = this.#latest.get(table.doubles[(table.base >> 1) + DOUBLE.offset]!);
    if (latest === undefined || latest.command !== undefined) return;
    latest.command = transfer.command;
    latest.path = transfer.path;
  }
}

function endpointKey(address: string, port: number): string {
  return address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
}

function forgetOldest(map: Map<unknown, unknown>): void {
  for (const key of map.keys()) {
    if (map.size <= MOST_ANNOUNCED) return;
    map.delete(key);
  }
}
