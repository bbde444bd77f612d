import type { ApplicationProtocol } from '../protocol/application.ts';
import type { PayloadVerdict } from './payload-verdict.ts';

/**
 * How ciphertext travels in one direction of a flow.
 *
 * - `without-handshake`: raw, no known protocol explains it.
 * - `inside-plain-protocol`: as a body, file or message of a protocol that does not encrypt (HTTP, FTP data, mail).
 * - `none`: nothing looks like ciphertext, or a protocol that encrypts explains it.
 * - `not-observable`: no payload, too little of it, or a handshake may have come before the capture began.
 */
export type CiphertextForm = 'without-handshake' | 'inside-plain-protocol' | 'none' | 'not-observable';

/**
 * `certain`: the payload names its encryption; `likely`: random in every test over 64 KiB or more; `possible`: it may
 * be compressed as well.
 */
export type CiphertextCertainty = 'certain' | 'likely' | 'possible';

export interface Ciphertext {
  readonly form: CiphertextForm;
  /** `undefined` unless the form is one of the first two. */
  readonly certainty: CiphertextCertainty | undefined;
}

/** What besides the payload decides how it travels. */
export interface FlowContext {
  readonly application: ApplicationProtocol;
  readonly transport: 'tcp' | 'udp';
  /** The first byte of the conversation was captured. */
  readonly fromStart: boolean;
  /** The answer of the test of fully encrypted traffic; `undefined` where it does not apply. */
  readonly fullyEncrypted: boolean | undefined;
}

/**
 * Protocols that carry content as it is and do not encrypt. Of the others only frames are seen, sealed by themselves or not.
 */
const CARRIERS: ReadonlySet<ApplicationProtocol> = new Set(['http', 'ftp-data', 'smtp']);
/** Datagrams of games, calls and unknown discovery protocols look random sooner than streams do. */
const LEAST_DATAGRAM_BYTES = 1024;

const NONE: Ciphertext = { form: 'none', certainty: undefined };
const NOT_OBSERVABLE: Ciphertext = { form: 'not-observable', certainty: undefined };

/** How ciphertext travels in a direction whose payload was judged. */
export function ciphertextOf(verdict: PayloadVerdict, flow: FlowContext): Ciphertext {
  if (verdict.kind === 'not-observable' || verdict.kind === 'too-short') return NOT_OBSERVABLE;
  const certainty = certaintyOf(verdict);
  if (certainty === undefined) return NONE;
  if (CARRIERS.has(flow.application)) return { form: 'inside-plain-protocol', certainty };
  if (flow.application !== 'unknown') return NONE;
  // What a container names stands whatever came before.
  if (certainty !== 'certain') {
    if (!flow.fromStart) return NOT_OBSERVABLE;
    if (flow.transport === 'udp' && verdict.length < LEAST_DATAGRAM_BYTES) return NOT_OBSERVABLE;
    // A first payload with a plain beginning, and nothing more than entropy to go by: a protocol of someone's own.
    if (certainty === 'possible' && flow.fullyEncrypted === false) return NONE;
    // No packet of a datagram protocol says that it is the first.
    if (flow.transport === 'udp') return { form: 'without-handshake', certainty: 'possible' };
  }
  return { form: 'without-handshake', certainty };
}

function certaintyOf({ kind, containerKind }: PayloadVerdict): CiphertextCertainty | undefined {
  if (kind === 'container') return containerKind === 'encrypted' ? 'certain' : undefined;
  if (kind === 'ciphertext') return 'likely';
  return kind === 'compressed-or-encrypted' ? 'possible' : undefined;
}
