/** Writes a sighting into every profile it belongs to: those of its host, its peer group, the fleet and its user. */
import { DAY, HOUR, secondOf } from '../moment.ts';
import { markDays } from '../profile/day-words.ts';
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

/** Which hash tells the items of a profile's activity apart. */
type Items = 'by-host' | 'by-contact';

export class Observer {
  readonly #table: ProfileTable;
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
    this.#learn(host, identity, destination, HOST_CONTACT | wire, 'by-host');
    this.#learn(host, identity, 0, HOST_PROGRAM, 'by-host');
    this.#learn(host, 0, 0, HOST_ALL, 'by-contact');
    this.#learn(host, 0, destination, HOST_DESTINATION, 'by-contact');
    if (sighting.group !== undefined && sighting.group !== '') {
      const group = texts.intern(sighting.group);
      this.#learn(group, identity, destination, GROUP_CONTACT | wire, 'by-host');
      this.#learn(group, identity, 0, GROUP_PROGRAM, 'by-host');
      this.#learn(group, 0, 0, GROUP_ALL, 'by-contact');
    }
    this.#learn(0, identity, destination, FLEET_CONTACT | wire, 'by-host');
    this.#learn(0, identity, 0, FLEET_PROGRAM, 'by-host');
    this.#learn(0, 0, 0, FLEET_ALL, 'by-contact');
    this.#learn(0, 0, destination, FLEET_DESTINATION, 'by-host');
    if (sighting.user !== undefined && sighting.user !== '' && sighting.bytesOut !== undefined) {
      const user = texts.intern(sighting.user);
      this.#learn(user, 0, destination, USER_DESTINATION, 'by-contact');
    }
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

  #learn(name: number, identity: number, destination: number, kind: number, items: Items): void {
    const table = this.#table;
    const record = table.touch(name, identity, destination, kind);
    const page = table.arena.pageOf(record);
    const at = table.arena.offsetOf(record);
    if (this.#first < (page[at + FIRST_SEEN] ?? 0)) page[at + FIRST_SEEN] = this.#first;
    const sameDay = this.#lastDay === this.#day;
    markDays(page, at, this.#day >>> 5, 1 << (this.#day & 31), sameDay ? this.#last : this.#first);
    if (!sameDay) markDays(page, at, this.#lastDay >>> 5, 1 << (this.#lastDay & 31), this.#last);
    const limits = limitsOfKind(kind);
    const hash = items === 'by-host' ? this.#byHost : this.#byContact;
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
