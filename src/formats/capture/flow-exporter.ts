import { communityIdOfWords } from '../../event/community-id.ts';
import { addressText } from './address-words.ts';
import type { CaptureFlow, FlowEnd, InitiatorEvidence } from './capture-flow.ts';
import type { Datagrams } from './datagrams.ts';
import { historyText } from './flag-history.ts';
import { DOUBLE, MARK, sideWords, WORD } from './flow-layout.ts';
import type { FlowTable } from './flow-table.ts';
import type { FtpAnnouncements } from './ftp-announcements.ts';
import type { FlowContext } from './payload/flow-ciphertext.ts';
import { isFullyEncrypted } from './payload/fully-encrypted.ts';
import type { PayloadStore } from './payload-store.ts';
import { isHttpRequest, isHttpResponse } from './protocol/http.ts';
import type { Application } from './protocol/identify.ts';
import { identifyDatagrams, identifyStream } from './protocol/identify.ts';
import { hasClientHello } from './protocol/tls-stream.ts';
import type { ContentPlace } from './side-exporter.ts';
import { SideExporter } from './side-exporter.ts';

const TCP = 6;

/** Turns the record of the table's opened flow into what is told of it. */
export class FlowExporter {
  readonly #table: FlowTable;
  readonly #datagrams: Datagrams;
  readonly #ftp: FtpAnnouncements;
  readonly #sides: SideExporter;

  constructor(table: FlowTable, store: PayloadStore, datagrams: Datagrams, ftp: FtpAnnouncements) {
    this.#table = table;
    this.#datagrams = datagrams;
    this.#ftp = ftp;
    this.#sides = new SideExporter(table, store);
  }

  export(why: FlowEnd): CaptureFlow {
    const { words, doubles, base } = this.#table;
    const marks = words[base + WORD.marks]!;
    const isTcp = (marks & MARK.protocol) === TCP;
    const fromStart = !isTcp || (marks & MARK.synSeen) !== 0;
    const mine = this.#sides.beginning(base + sideWords(0));
    const other = this.#sides.beginning(base + sideWords(1));
    const isTurned = !fromStart && isBackwards(mine, other);
    const [client, server] = isTurned ? [other, mine] : [mine, other];
    const from = base + sideWords(isTurned ? 1 : 0);
    const to = base + sideWords(isTurned ? 0 : 1);
    const initiator = base + (isTurned ? WORD.responder : WORD.initiator);
    const responder = base + (isTurned ? WORD.initiator : WORD.responder);
    const ports = words[base + WORD.ports]!;
    const initiatorPort = isTurned ? ports & 0xffff : ports >>> 16;
    const responderPort = isTurned ? ports >>> 16 : ports & 0xffff;
    const ftpData = this.#ftp.facts(words[base + WORD.announced]!);
    const application = isTcp
      ? identifyStream({ responderPort, fromStart, client, server, ftpData })
      : identifyDatagrams(this.#split(from, client), this.#split(to, server), responderPort);
    const isTested = isTcp && fromStart && application.protocol === 'unknown';
    const first = isTested ? this.#sides.first(from, client) : undefined;
    const flow: FlowContext = {
      application: application.protocol,
      transport: isTcp ? 'tcp' : 'udp',
      fromStart,
      fullyEncrypted: first && isFullyEncrypted(first),
    };
    const began = doubles[(base >> 1) + DOUBLE.first]!;
    const ended = doubles[(base >> 1) + DOUBLE.last]!;
    const protocol = marks & MARK.protocol;
    const id = communityIdOfWords(protocol, words, initiator, initiatorPort, responder, responderPort);
    return {
      start: Math.floor(began / 1000),
      end: Math.floor(ended / 1000),
      durationMicroseconds: Math.round(ended - began),
      transport: flow.transport,
      initiatorAddress: addressText(words, initiator),
      initiatorPort,
      responderAddress: addressText(words, responder),
      responderPort,
      initiatorBy: isTurned ? 'handshake' : evidence(marks),
      communityId: id ?? '',
      history: isTcp ? historyText(this.#table) : '',
      ended: why,
      part: words[base + WORD.part]!,
      fromStart,
      shortened: (marks & MARK.shortened) !== 0,
      fullyEncrypted: flow.fullyEncrypted,
      sent: this.#sides.export(from, client, contentPlace(application, client, true), flow, first),
      received: this.#sides.export(to, server, contentPlace(application, server, false), flow, undefined),
      application: application.protocol,
      upgradedFrom: application.upgradedFrom,
      tls: application.tls,
      quic: application.quic,
      ssh: application.ssh,
      http: application.http,
      dns: application.dns,
      ftp: application.ftp,
      ftpData: application.ftpData,
      smtp: application.smtp,
    };
  }

  /** The datagrams whose bounds are known, as far as they were kept. */
  #split(side: number, beginning: Buffer): readonly Buffer[] {
    const datagrams: Buffer[] = [];
    let at = 0;
    for (let i = 0; i < this.#datagrams.count(side); i++) {
      const length = this.#datagrams.lengthOf(side, i);
      if (at + length > beginning.length) break;
      if (length > 0) datagrams.push(beginning.subarray(at, at + length));
      at += length;
    }
    return datagrams;
  }
}

function evidence(marks: number): InitiatorEvidence {
  return marks & MARK.synSeen ? 'syn' : marks & MARK.byPort ? 'port' : 'first-packet';
}

/** Does what the supposed responder sent show that it asked? */
function isBackwards(sent: Buffer, received: Buffer): boolean {
  if (hasClientHello(received, 0)) return !hasClientHello(sent, 0);
  if (isHttpRequest(received, 0)) return !isHttpRequest(sent, 0);
  return received.length === 0 && isHttpResponse(sent, 0);
}

/** Where the content lies in what one side began with. */
function contentPlace(application: Application, beginning: Buffer, isSent: boolean): ContentPlace {
  const { protocol, http, smtp } = application;
  const place = { start: 0, end: beginning.length, framing: undefined };
  if (protocol === 'http') {
    const body = isSent ? http?.requestBody : http?.responseBody;
    if (body === undefined) return place;
    const framing = http?.upgrade === 'websocket' ? http.upgrade : body.isChunked ? 'chunked' : undefined;
    return { start: body.start, end: body.end, framing };
  }
  if (protocol === 'smtp' && isSent && smtp !== undefined && smtp.messageStart >= 0) {
    return { ...place, start: smtp.messageStart };
  }
  return place;
}
