/** One record of the OpenBSM audit trail, whichever way it was written: binary, or by praudit as text or XML. */
export interface BsmRecord {
  /** As the trail writes it: `execve(2)`, `AUE_EXECVE` or `23`. */
  event: string;
  /** Milliseconds since 1970; text without a zone is read as if UTC. `undefined` when it cannot be read. */
  time: number | undefined;
  /** Words of exec; `undefined` when the trail does not keep them (policy `argv`). */
  arguments: string[] | undefined;
  paths: string[];
  texts: string[];
  /** Values of `argument` tokens by their number: of fork and spawn, 0 is the pid of the child. */
  values: Map<number, number>;
  subject: BsmSubject | undefined;
  socket: BsmSocket | undefined;
  /** How the call ended; `undefined` when no token tells. */
  outcome: 'success' | 'pending' | 'failure' | undefined;
  signer: BsmSigner | undefined;
}

/** Who acted. Names or numbers, as the trail was written. */
export interface BsmSubject {
  readonly auditUser: string;
  readonly user: string;
  readonly pid: number | undefined;
  readonly session: string;
}

/** The remote side of a connect. */
export interface BsmSocket {
  readonly address: string;
  readonly port: number;
}

/** Darwin's identity token: the signature of the subject's image. */
export interface BsmSigner {
  /** 1: part of the system. */
  readonly type: number;
  readonly identifier: string;
  readonly team: string;
}

/** Bounds what one record may hold: far more than the kernel writes. */
export const MOST_TOKENS = 1024;
export const MOST_ARGUMENTS = 65_536;

export function emptyBsmRecord(): BsmRecord {
  return {
    event: '',
    time: undefined,
    arguments: undefined,
    paths: [],
    texts: [],
    values: new Map(),
    subject: undefined,
    socket: undefined,
    outcome: undefined,
    signer: undefined,
  };
}
