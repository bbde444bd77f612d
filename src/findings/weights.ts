/**
 * Every number of the score in one place. Provenance: all points are judgement until calibrated on labelled data
 * (scoring notes, section 3); the bands and the ladder's shape follow the published models named there.
 */
import type { Claim, Level } from './finding.ts';

export interface ClaimRule {
  readonly base: number;
  readonly cap: number;
  /** The words the evidence allows. */
  readonly wording: string;
  /** What has to be true, for `postern explain`. */
  readonly gates: string;
}

export const CLAIMS: Readonly<Record<Claim, ClaimRule>> = {
  C0: {
    base: 5,
    cap: 19,
    wording: 'encryption-capable program connected',
    gates: 'a script host or transfer tool connected; no encryption seen',
  },
  C1: {
    base: 20,
    cap: 45,
    wording: 'data encrypted',
    gates: 'an encryption was seen, no connection is tied to it',
  },
  C2: {
    base: 30,
    cap: 60,
    wording: 'unusual encrypted-looking connection',
    gates: 'a sensor saw an encrypted or unknown payload to an unusual place',
  },
  C3: {
    base: 45,
    cap: 70,
    wording: 'possible exfiltration',
    gates: 'encryption and connection share only session, user or host',
  },
  C4: {
    base: 60,
    cap: 90,
    wording: 'probable exfiltration',
    gates: 'encryption and connection share process, process tree or file',
  },
  C5: {
    base: 75,
    cap: 100,
    wording: 'exfiltration of encrypted data',
    gates: 'the ciphertext itself was seen leaving',
  },
};

export const POINTS = {
  destinationClass: 12,
  tenantUnknown: 4,
  impostor: 12,
  scriptHost: 6,
  userWritable: 6,
  automatedBrowser: 8,
  literalKey: 3,
  opaqueStage: 6,
  archiveInput: 5,
  companion: 4,
  oddPort: 5,
  ciphertextNoHandshake: 8,
  littleSent: -10,
  outsideHours: 4,
  loggingTamper: 10,
  watchlisted: 10,
  allowlistedPath: -8,
  newDestination: 12,
  rareDestination: 8,
  establishedDestination: -20,
  establishedAlone: -8,
  approvedDestination: -20,
  approvedByPathOnly: -8,
  approvedClass: -25,
  unusualVolume: 10,
  volumeShape: 6,
  rhythm: 2,
} as const;

/** Lower bound of each level. */
const BANDS: readonly (readonly [number, Level])[] = [
  [80, 'critical'],
  [60, 'high'],
  [40, 'medium'],
  [20, 'low'],
];

export function levelOf(score: number): Level {
  return BANDS.find(([from]) => score >= from)?.[1] ?? 'info';
}

/** Ports on which programs normally speak to the outside; others are odd, which is all a port can say. */
export const USUAL_PORTS: ReadonlySet<number> = new Set([
  21, 22, 25, 53, 80, 110, 123, 143, 443, 465, 587, 853, 989, 990, 993, 995, 8080, 8443,
]);
