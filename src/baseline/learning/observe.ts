/** Writes a sighting into every profile it belongs to: those of its host, its peer group, the fleet and its user. */
import { DAY, HOUR, secondOf } from '../moment.ts';
import { markDays } from '../profile/day-words.ts';
import { KeyBatch } from '../profile/key-batch.ts';
import { protocolNumber } from '../profile/profile-key.ts';
import { kindOf, limitsOfKind } from '../profile/profile-table.ts';
import type { ProfileTable } from '../profile/profile-table.ts';
import { FIRST_SEEN, SUSPECT_FIRST, SUSPECT_LAST } from '../profile/record-layout.ts';
import { bytesCode, countCode } from '../sketch/log-code.ts';
import { mixHash } from '../storage/text-hash.ts';
import type { Sighting } from './sighting.ts';

const HOST_CONTACT = kindOf('host', 'contact');
const HOST_DESTINATION = kindOf('host', 'destination');
const HOST_PROGRAM = kindOf('host', 'program');
const HOST_ALL = kindOf('host', 'all');
const GROUP_CONTACT = kindOf('peer-group', 'contact');
const GROUP_PROGRAM = kindOf('peer-group', 'program');
const GROUP_ALL = kindOf('peer-group', 'all');
const FLEET_CONTACT = kindOf('fleet', 'contact');
const FLEET_DESTINATION = kindOf('fleet', 'destination');
const FLEET_PROGRAM = kindOf('fleet', 'program');
const FLEET_ALL = kindOf('fleet', 'all');
const USER_DESTINATION = kindOf('user', 'destination');

/** Kinds of profiles whose active hours are told apart by contact, not by host. */
const IS_BY_CONTACT = new Uint8Array(256);
for (const kind of [HOST_ALL, HOST_DESTINATION, GROUP_ALL, FLEET_ALL, USER_DESTINATION])
  IS_BY_CONTACT[kind] = 1;

export class Observer {
  readonly #table: ProfileTable;
  readonly #keys = new KeyBatch();
  // What the sighting at hand gives, so that nothing is made anew for each of its profiles.
  #first = 0;
  #last = 0;
  #hour = 0;
  #day = 0;
  #lastDay = 0;
  #connections = 0;
  #bytes = 0;
  #host = 0;
  #principal = 0;
  #image = 0;
  #byHost = 0;
  #byContact = 0;

  constructor(table: ProfileTable) {
    this.#table = table;
  }

  /** Learns a sighting that may be learned. */
  learn(sighting: Sighting): void {
    const { texts } = this.#table;
    const host = texts.intern(sighting.host);
    const identity = texts.intern(sighting.identity);
    const destination = texts.intern(sighting.destination);
    const wire = wireOf(sighting);
    this.#read(sighting, host, identity, destination, wire);
    const keys = this.#keys;
    keys.count = 0;
    keys.add(host, identity, destination, HOST_CONTACT | wire);
    keys.add(host, identity, 0, HOST_PROGRAM);
    keys.add(host, 0, 0, HOST_ALL);
    keys.add(host, 0, destination, HOST_DESTINATION);
    if (sighting.group !== undefined && sighting.group !== '') {
      const group = texts.intern(sighting.group);
      keys.add(group, identity, destination, GROUP_CONTACT | wire);
      keys.add(group, identity, 0, GROUP_PROGRAM);
      keys.add(group, 0, 0, GROUP_ALL);
    }
    keys.add(0, identity, destination, FLEET_CONTACT | wire);
    keys.add(0, identity, 0, FLEET_PROGRAM);
    keys.add(0, 0, 0, FLEET_ALL);
    keys.add(0, 0, destination, FLEET_DESTINATION);
    if (sighting.user !== undefined && sighting.user !== '' && sighting.bytesOut !== undefined) {
      keys.add(texts.intern(sighting.user), 0, destination, USER_DESTINATION);
    }
    this.#table.touchAll(keys);
    for (let i = 0; i < keys.count; i++) this.#learn(keys.records[i] ?? 0, keys.kinds[i] ?? 0);
  }

  /** Keeps of a withheld sighting only that there was suspicion, so that it is not forgotten by being common later. */
  withhold(sighting: Sighting): void {
    const { texts } = this.#table;
    const host = texts.intern(sighting.host);
    const identity = texts.intern(sighting.identity);
    const destination = texts.intern(sighting.destination);
    const wire = wireOf(sighting);
    const first = secondOf(sighting.first);
    const last = secondOf(sighting.last);
    this.#suspect(host, identity, destination, HOST_CONTACT | wire, first, last);
    if (sighting.group !== undefined && sighting.group !== '') {
      this.#suspect(texts.intern(sighting.group), identity, destination, GROUP_CONTACT | wire, first, last);
    }
    this.#suspect(0, identity, destination, FLEET_CONTACT | wire, first, last);
    this.#suspect(0, 0, destination, FLEET_DESTINATION, first, last);
  }

  #read(sighting: Sighting, host: number, identity: number, destination: number, wire: number): void {
    const { texts } = this.#table;
    this.#first = secondOf(sighting.first);
    this.#last = secondOf(sighting.last);
    this.#hour = Math.floor(sighting.first / HOUR);
    this.#day = Math.floor(sighting.first / DAY);
    this.#lastDay = Math.floor(sighting.last / DAY);
    this.#connections = countCode(sighting.connections);
    this.#bytes = (bytesCode(sighting.bytesOut) << 16) | bytesCode(sighting.bytesIn);
    this.#host = texts.hash(host);
    this.#principal =
      sighting.user === undefined || sighting.user === '' ? this.#host : texts.hashOf(sighting.user);
    this.#image = sighting.image === undefined ? 0 : texts.hashOf(sighting.image);
    this.#byHost = mixHash(mixHash(this.#host, this.#principal), this.#hour);
    const contact = mixHash(mixHash(texts.hash(identity), texts.hash(destination)), wire);
    this.#byContact = mixHash(this.#byHost, contact);
  }

  #learn(record: number, kind: number): void {
    const table = this.#table;
    const page = table.arena.pageOf(record);
    const at = table.arena.offsetOf(record);
    if (this.#first < (page[at + FIRST_SEEN] ?? 0)) page[at + FIRST_SEEN] = this.#first;
    const sameDay = this.#lastDay === this.#day;
    markDays(page, at, this.#day >>> 5, 1 << (this.#day & 31), sameDay ? this.#last : this.#first);
    if (!sameDay) markDays(page, at, this.#lastDay >>> 5, 1 << (this.#lastDay & 31), this.#last);
    const limits = limitsOfKind(kind);
    const hash = IS_BY_CONTACT[kind & 0xff] === 1 ? this.#byContact : this.#byHost;
    table.activity.add(record, hash, this.#hour, this.#connections, this.#bytes, limits.activity);
    if (limits.hosts > 0) table.members.add(record, 1, this.#host, this.#first, limits.hosts);
    if (limits.principals > 0) table.members.add(record, 2, this.#principal, this.#first, limits.principals);
    if (limits.images > 0 && this.#image !== 0) {
      table.members.add(record, 3, this.#image, this.#first, limits.images);
    }
  }

  #suspect(
    name: number,
    identity: number,
    destination: number,
    kind: number,
    first: number,
    last: number,
  ): void {
    const record = this.#table.touch(name, identity, destination, kind);
    const page = this.#table.arena.pageOf(record);
    const at = this.#table.arena.offsetOf(record);
    page[at + SUSPECT_FIRST] = Math.min(page[at + SUSPECT_FIRST] ?? first, first);
    page[at + SUSPECT_LAST] = Math.max(page[at + SUSPECT_LAST] ?? 0, last);
  }
}

function wireOf(sighting: Sighting): number {
  return (sighting.port << 16) | (protocolNumber(sighting.protocol) << 8);
}
