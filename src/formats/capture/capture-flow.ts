import type { Ciphertext } from './payload/flow-ciphertext.ts';
import type { ByteMeasure, ContentFacts, FirstPayloadFacts } from './payload/payload-facts.ts';
import type { PayloadVerdict } from './payload/payload-verdict.ts';
import type { ApplicationProtocol } from './protocol/application.ts';
import type { DnsFacts } from './protocol/dns.ts';
import type { FtpDataFacts, FtpFacts } from './protocol/ftp.ts';
import type { HttpFacts } from './protocol/http.ts';
import type { SmtpFacts } from './protocol/mail.ts';
import type { QuicFacts } from './protocol/quic.ts';
import type { SshFacts } from './protocol/ssh.ts';
import type { TlsFacts } from './protocol/tls-facts.ts';

/**
 * Why a flow was told: `closed` by both sides, `reset`, silent for too long (`idle`), its tuple was used again
 * (`reused`), it lasts and goes on in the next part (`part`), there were too many (`evicted`), or the capture ended.
 */
export type FlowEnd = 'closed' | 'reset' | 'idle' | 'reused' | 'part' | 'evicted' | 'capture-end';

/** How it is known who began: a SYN, a hello of the application, the lower port, or only who was seen first. */
export type InitiatorEvidence = 'syn' | 'handshake' | 'port' | 'first-packet';

/** What one side sent. */
export interface FlowSide {
  readonly packets: number;
  /** IP packets with their headers. */
  readonly wireBytes: number;
  /** Payload of the transport, each byte once; what was never captured is not in it. */
  readonly payloadBytes: number;
  /** TCP payload that must have been sent and is in no frame. */
  readonly missedBytes: number;
  readonly retransmittedBytes: number;
  /** Payload of frames that were cut when captured: counted in `payloadBytes`, not looked at. */
  readonly snappedBytes: number;
  /** Bytes that were kept from the beginning without a gap. */
  readonly keptBytes: number;
  /** Facts of the first 64 KiB of content; `undefined` when no payload was kept. */
  readonly content: ContentFacts | undefined;
  /**
   * The same numbers over all payload, or over all of the body where the stream is one HTTP message. Of TLS and SSH only
   * the beginning is measured.
   */
  readonly whole: ByteMeasure | undefined;
  /** Of the client of a TCP stream whose protocol stayed unknown. */
  readonly first: FirstPayloadFacts | undefined;
  /** What the content is, and how ciphertext travels if it is that. */
  readonly verdict: PayloadVerdict;
  readonly ciphertext: Ciphertext;
}

/** A flow of a packet capture, both directions. Times are milliseconds since 1970. */
export interface CaptureFlow {
  readonly start: number;
  readonly end: number;
  readonly durationMicroseconds: number;
  readonly transport: 'tcp' | 'udp';
  /** Canonical text, as `event/address.ts` writes it. */
  readonly initiatorAddress: string;
  readonly initiatorPort: number;
  readonly responderAddress: string;
  readonly responderPort: number;
  readonly initiatorBy: InitiatorEvidence;
  readonly communityId: string;
  /** What happened first, in Zeek's letters: `ShADadFf`. Empty for UDP. */
  readonly history: string;
  readonly ended: FlowEnd;
  /** 0 for the first part of a long flow; counts and times are those of the part alone. */
  readonly part: number;
  /** The first byte of the conversation was captured (TCP: a SYN). */
  readonly fromStart: boolean;
  /** Less of the payload was kept than settings allow, because memory was short. */
  readonly shortened: boolean;
  /** What the client sent first looks like nothing at all; `undefined` where that test does not apply. */
  readonly fullyEncrypted: boolean | undefined;
  /** What the initiator sent, and what it received. */
  readonly sent: FlowSide;
  readonly received: FlowSide;
  /** `unknown` also where no payload was captured: `sent.content` and `received.content` tell. */
  readonly application: ApplicationProtocol;
  /** What it was before TLS began: `smtp` after STARTTLS, `http` through a proxy. */
  readonly upgradedFrom: ApplicationProtocol | undefined;
  readonly tls: TlsFacts | undefined;
  readonly quic: QuicFacts | undefined;
  readonly ssh: SshFacts | undefined;
  readonly http: HttpFacts | undefined;
  readonly dns: DnsFacts | undefined;
  readonly ftp: FtpFacts | undefined;
  readonly ftpData: FtpDataFacts | undefined;
  readonly smtp: SmtpFacts | undefined;
}
