/**
 * What one sensor told of one flow, folded from any number of records in any order: every operation here gives the same
 * result whichever record came first, and however often it came.
 */
import type { Flow, HttpFacts, PayloadFacts, TlsFacts } from '../../event/event.ts';
import { comparePlaces } from '../../event/place.ts';
import type { Place } from '../../event/place.ts';
import type { Sensor } from '../../event/sensor.ts';
import { flowEnds } from './flow-ends.ts';
import type { FlowEnds } from './flow-ends.ts';

const MOST_KEPT = 4;
const MOST_SERVICES = 16;
/** Records of one long flow that are added up. */
const MOST_PIECES = 4096;

export interface Translation {
  readonly address: string;
  readonly port: number | undefined;
}

/** Something told at a moment; of several the earliest stands. */
export interface Told<T> {
  readonly time: number;
  readonly value: T;
  readonly text: string;
}

/** Shared by the many flows that have none of it. */
const NOTHING: readonly never[] = [];

export class FlowTelling {
  readonly sensor: Sensor;
  readonly sensorHost: string;
  readonly protocol: string;
  readonly ends: FlowEnds;
  start: number;
  end: number | undefined;
  /** How strongly it is told which end opened it. */
  openedByLow = 0;
  openedByHigh = 0;
  /** Bytes each end sent: payload, and whole packets. */
  payloadLow: number | undefined;
  payloadHigh: number | undefined;
  wireLow: number | undefined;
  wireHigh: number | undefined;
  established: boolean | undefined;
  /** In the order of the alphabet. */
  services: readonly string[] = NOTHING;
  tls: readonly Told<TlsFacts>[] = NOTHING;
  http: readonly Told<HttpFacts>[] = NOTHING;
  names: readonly Told<string>[] = NOTHING;
  users: readonly Told<string>[] = NOTHING;
  translations: readonly Told<Translation>[] = NOTHING;
  payloadFromLow: PayloadFacts | undefined;
  payloadFromHigh: PayloadFacts | undefined;
  places: readonly Place[] = NOTHING;
  /** Records that are parts of a flow and add up, by content: a repeated one is one. */
  #pieces: Set<string> | undefined;

  constructor(event: Flow, ends: FlowEnds) {
    this.sensor = event.sensor;
    this.sensorHost = event.host;
    this.protocol = event.protocol;
    this.ends = ends;
    this.start = event.time;
  }

  add(event: Flow, ends: FlowEnds): void {
    const { turned } = ends;
    this.start = Math.min(this.start, event.time);
    this.end = latest(this.end, event.end);
    const weight = openingWeight(event);
    if (turned) this.openedByHigh = Math.max(this.openedByHigh, weight);
    else this.openedByLow = Math.max(this.openedByLow, weight);
    this.#addBytes(event, turned);
    if (event.established !== undefined) this.established = this.established === true || event.established;
    if (event.service !== undefined) this.services = withService(this.services, event.service);
    const { tls, http, destinationName, user, translatedSource } = event;
    if (tls !== undefined) this.tls = earliest(this.tls, event.time, tls);
    if (http !== undefined) this.http = earliest(this.http, event.time, http);
    if (destinationName !== undefined) this.names = earliest(this.names, event.time, destinationName);
    if (user !== undefined) this.users = earliest(this.users, event.time, user);
    if (translatedSource !== undefined) {
      const translation = { address: translatedSource, port: event.translatedSourcePort };
      this.translations = earliest(this.translations, event.time, translation);
    }
    this.payloadFromLow = larger(this.payloadFromLow, turned ? event.payloadIn : event.payloadOut);
    this.payloadFromHigh = larger(this.payloadFromHigh, turned ? event.payloadOut : event.payloadIn);
    this.places = withPlace(this.places, event.place);
  }

  /** Takes over another telling of the same flow by the same sensor. */
  absorb(other: FlowTelling): void {
    this.start = Math.min(this.start, other.start);
    this.end = latest(this.end, other.end);
    this.openedByLow = Math.max(this.openedByLow, other.openedByLow);
    this.openedByHigh = Math.max(this.openedByHigh, other.openedByHigh);
    if (other.established !== undefined) this.established = this.established === true || other.established;
    for (const service of other.services) this.services = withService(this.services, service);
    this.tls = mergeTold(this.tls, other.tls);
    this.http = mergeTold(this.http, other.http);
    this.names = mergeTold(this.names, other.names);
    this.users = mergeTold(this.users, other.users);
    this.translations = mergeTold(this.translations, other.translations);
    this.payloadFromLow = larger(this.payloadFromLow, other.payloadFromLow);
    this.payloadFromHigh = larger(this.payloadFromHigh, other.payloadFromHigh);
    for (const place of other.places) this.places = withPlace(this.places, place);
    this.payloadLow = most(this.payloadLow, other.payloadLow);
    this.payloadHigh = most(this.payloadHigh, other.payloadHigh);
    if (other.#pieces === undefined) {
      this.wireLow = most(this.wireLow, other.wireLow);
      this.wireHigh = most(this.wireHigh, other.wireHigh);
    } else for (const piece of other.#pieces) this.#addPiece(piece);
  }

  #addBytes(event: Flow, turned: boolean): void {
    const fromLow = turned ? event.bytesIn : event.bytesOut;
    const fromHigh = turned ? event.bytesOut : event.bytesIn;
    if (isPiece(event)) {
      if (fromLow !== undefined || fromHigh !== undefined)
        this.#addPiece(`${event.time}|${event.end ?? ''}|${fromLow ?? ''}|${fromHigh ?? ''}`);
      return;
    }
    if (event.wireBytes) {
      this.wireLow = most(this.wireLow, fromLow);
      this.wireHigh = most(this.wireHigh, fromHigh);
    } else {
      this.payloadLow = most(this.payloadLow, fromLow);
      this.payloadHigh = most(this.payloadHigh, fromHigh);
    }
  }

  #addPiece(piece: string): void {
    this.#pieces ??= new Set();
    if (this.#pieces.has(piece) || this.#pieces.size >= MOST_PIECES) return;
    this.#pieces.add(piece);
    const [, , fromLow = '', fromHigh = ''] = piece.split('|');
    if (fromLow !== '') this.wireLow = (this.wireLow ?? 0) + Number(fromLow);
    if (fromHigh !== '') this.wireHigh = (this.wireHigh ?? 0) + Number(fromHigh);
  }
}

/** The ends of an event as its sensor gives them. */
export function endsOf(event: Flow): FlowEnds {
  return flowEnds(event.sourceAddress, event.sourcePort, event.destinationAddress, event.destinationPort);
}

/** Timers cut flows into records that each count their own part; all other sensors count the whole. */
function isPiece(event: Flow): boolean {
  return event.sensor === 'netflow' || event.code === 'netflow';
}

/** Single packets and halves of flows guess who called; whoever follows a connection knows. */
const GUESSING = new Set<string | number>(['netflow', 'fileinfo', 'alert', 'netfilter', 'pf', 'pfirewall']);

function openingWeight(event: Flow): number {
  return event.sensor === 'netflow' || GUESSING.has(event.code) ? 1 : 2;
}

function latest(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined || b === undefined ? (a ?? b) : Math.max(a, b);
}

const most = latest;

function larger(a: PayloadFacts | undefined, b: PayloadFacts | undefined): PayloadFacts | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  if (a.length !== b.length) return a.length > b.length ? a : b;
  if (a.entropy !== b.entropy) return a.entropy > b.entropy ? a : b;
  return a.verdict <= b.verdict ? a : b;
}

function earliest<T>(known: readonly Told<T>[], time: number, value: T): readonly Told<T>[] {
  const text = JSON.stringify(value);
  if (known.some((one) => one.text === text && one.time <= time)) return known;
  return sortTold([...known.filter((one) => one.text !== text), { time, value, text }]);
}

/** The earliest of what several told. */
export function mergeTold<T>(a: readonly Told<T>[], b: readonly Told<T>[]): readonly Told<T>[] {
  if (a.length === 0) return b;
  let merged = a;
  for (const { time, value } of b) merged = earliest(merged, time, value);
  return merged;
}

function sortTold<T>(told: readonly Told<T>[]): readonly Told<T>[] {
  return [...told].sort((a, b) => a.time - b.time || (a.text < b.text ? -1 : 1)).slice(0, MOST_KEPT);
}

function withService(services: readonly string[], service: string): readonly string[] {
  if (services.includes(service) || services.length >= MOST_SERVICES) return services;
  return services.length === 0 ? sharedList(service) : [...services, service].sort();
}

/** Most flows have one of few protocols: they share the list. */
const SHARED = new Map<string, readonly string[]>();

function sharedList(service: string): readonly string[] {
  let list = SHARED.get(service);
  if (list === undefined) {
    list = [service];
    if (SHARED.size < 1000) SHARED.set(service, list);
  }
  return list;
}

/** The first few in the order of places. */
export function withPlace(places: readonly Place[], place: Place): readonly Place[] {
  if (places.length === 0) return [place];
  if (places.some((known) => comparePlaces(known, place) === 0)) return places;
  return [...places, place].sort(comparePlaces).slice(0, MOST_KEPT);
}
