/** What Postern says and why: a judged finding with every point of its score and every record behind it. */
import type { DecodingLayer, EncryptionOperation, TextTrait } from '../encryption/encryption-operation.ts';
import type { WireFacts } from '../analytics/host-view.ts';
import type { LinkKind } from '../analytics/link-kind.ts';
import type { Place } from '../event/place.ts';

export type Level = 'info' | 'low' | 'medium' | 'high' | 'critical';
export const LEVELS: readonly Level[] = ['info', 'low', 'medium', 'high', 'critical'];

/** The claim ladder of the score: what the evidence allows us to say at most. */
export type Claim = 'C0' | 'C1' | 'C2' | 'C3' | 'C4' | 'C5';

/** How an egress is tied to an encryption, strongest first. */
export type { LinkKind };

/** One line of the score. Points that were considered and not given are kept with `points: 0`. */
export interface Contribution {
  /** Modifiers of one group count once: the largest positive and the largest negative. */
  readonly group:
    | 'claim'
    | 'destination'
    | 'volume'
    | 'process'
    | 'crypto'
    | 'network'
    | 'time'
    | 'tamper'
    | 'asset'
    | 'cap';
  readonly points: number;
  /** Plain sentence: "PowerShell is a script host (+6)" without the number. */
  readonly reason: string;
  /** False when another reason of the same group outweighed it, so it added nothing. */
  readonly counted: boolean;
  /** Of the group `cap`: the score may not be higher. */
  readonly cap?: number;
  /** What would change it, if the user can: a setting, a sensor, an approval. */
  readonly wouldChange?: string;
}

/** Process facts as a reader needs them; secrets in command lines are masked already unless asked otherwise. */
export interface ProcessFacts {
  /** Stable key inside the host: the ProcessGuid, else pid and start second. */
  readonly key: string;
  readonly pid: number | undefined;
  readonly image: string | undefined;
  readonly commandLine: string | undefined;
  readonly user: string | undefined;
  readonly session: string | undefined;
  /** Milliseconds UTC; `undefined` when the start was not recorded. */
  readonly start: number | undefined;
  readonly end: number | undefined;
  /** `script-host`, `browser`, `dual-use-transfer`, `os-service`, `unknown` … */
  readonly role: string;
}

/** What an interpreter runs, because "powershell" is no answer. */
export interface ScriptIdentity {
  readonly kind: 'file' | 'inline' | 'block';
  /** Path, or the first 200 characters of the inline text or block, or the block id. */
  readonly label: string;
  readonly blockIds: readonly string[];
}

/** An encryption operation tied to the egress of the finding. */
export interface LinkedOperation {
  readonly operation: EncryptionOperation;
  readonly link: LinkKind;
  /** 0..1, the edge's confidence. */
  readonly linkConfidence: number;
  /** Sentence: "the same process (ProcessGuid ...)" or "powershell.exe 4312 is its parent". */
  readonly linkReason: string;
  /** The process that encrypted (the sender itself for `same-process`). */
  readonly process: ProcessFacts;
  readonly time: number;
  /** "PowerShell 4104", "Sysmon 1" … */
  readonly seenIn: string;
  /** Decoded layers and the exact text; secrets masked unless asked otherwise. */
  readonly layers: readonly DecodingLayer[];
  readonly traits: readonly TextTrait[];
  readonly places: readonly Place[];
}

export interface EgressFacts {
  readonly address: string;
  readonly port: number;
  readonly protocol: string;
  readonly name: string | undefined;
  /** How the name was learned: `flow` is the handshake or request itself, `sensor` a reverse lookup. */
  readonly nameSource: 'dns-same-process' | 'dns-same-host' | 'flow' | 'sensor' | 'none';
  readonly registrableDomain: string | undefined;
  /** What is known of the protocol: `unknown` unless a sensor parsed it; a port is no evidence. */
  readonly protocolEvidence: string;
  readonly connections: number;
  /** True when `connections` reached its counting limit: read it as "at least". */
  readonly connectionsCapped: boolean;
  /** Payload bytes that left and came in, where some sensor counted them. */
  readonly bytesOut?: number | undefined;
  readonly bytesIn?: number | undefined;
  /** Bytes count whole packets. */
  readonly wireBytes?: boolean;
  /** What the sender's command line says of the transfer, where it says something. */
  readonly stated?: string;
  /** What network sensors read in it, and how the flow was matched. */
  readonly wire?: WireFacts | undefined;
  /** Further connections of the same act: a data connection, the next turns of a loop. */
  readonly also?: readonly AlsoSent[];
  readonly first: number;
  readonly last: number;
  readonly attribution: {
    readonly method: 'native' | 'flow' | 'inferred' | 'none';
    readonly confidence: number;
    readonly reason: string;
  };
  /** "Sysmon 3", "Security 5156". */
  readonly sensors: readonly string[];
  readonly places: readonly Place[];
}

/** Another connection of the same act. */
export interface AlsoSent {
  readonly pid: number | undefined;
  readonly image: string | undefined;
  readonly address: string;
  readonly port: number;
  readonly time: number;
}

/** One step of the story, in time order. */
export interface StoryStep {
  readonly time: number;
  readonly what: 'process' | 'script' | 'encryption' | 'name' | 'connection' | 'file' | 'tamper' | 'end';
  readonly text: string;
  readonly places: readonly Place[];
}

/** A record that supports the finding; its raw bytes can be read again from its place. */
export interface EvidenceRecord {
  readonly place: Place;
  readonly what: string;
  readonly time: number;
}

/** What judged an egress as normal or not. */
export interface NormalityFacts {
  /** `insufficient-history` without a baseline that knows enough. */
  readonly standing:
    | 'established'
    | 'provisional'
    | 'new'
    | 'suspect'
    | 'tenant-unknown'
    | 'insufficient-history';
  readonly answeredBy: 'host' | 'peer-group' | 'fleet' | undefined;
  /** Version of the baseline that was asked. */
  readonly baseline: string | undefined;
  readonly approvals: readonly {
    readonly id: string;
    readonly state: 'applies' | 'expired' | 'elsewhere' | 'unproven' | 'impostor';
    readonly owner: string;
    /** Milliseconds UTC. */
    readonly expires: number;
  }[];
}

export interface Observability {
  /** Observed required evidence types divided by required ones, 0..1. */
  readonly share: number;
  readonly observed: readonly string[];
  readonly missing: readonly string[];
}

export interface Finding {
  /** Deterministic: the same act gives the same id in every telemetry shape, in any order. */
  readonly id: string;
  readonly analytic: string;
  readonly title: string;
  readonly claim: Claim;
  /** The words the claim allows: "probable exfiltration". */
  readonly wording: string;
  /** 0..100. */
  readonly score: number;
  readonly level: Level;
  /** 0..1: weakest link of the chain. */
  readonly confidence: number;
  readonly observability: Observability;
  readonly coverage: 'full' | 'partial' | 'compensating';
  readonly contributions: readonly Contribution[];
  readonly host: string;
  readonly process: ProcessFacts;
  /** Direct parent first. */
  readonly ancestry: readonly ProcessFacts[];
  readonly script: ScriptIdentity | undefined;
  readonly encryption: readonly LinkedOperation[];
  readonly egress: EgressFacts;
  readonly story: readonly StoryStep[];
  /** Sentences: what this host's telemetry could not show about this act. */
  readonly notSeen: readonly string[];
  /** What people decided and what was learned about it. */
  readonly normality: NormalityFacts;
  /** ATT&CK technique ids, the main one first. */
  readonly techniques: readonly string[];
  readonly evidence: readonly EvidenceRecord[];
  readonly first: number;
  readonly last: number;
}
