/**
 * What a command line says about a transfer: which way the data go, what is carried, whereto. A sibling that only fetches
 * is no second half of an encrypt-and-send; one that carries a file out is (FileTransferIndicator of AN1390).
 */

/**
 * `upload`: local data go out. `download`: data come in. `both`: the command moves data each way or opens a channel that
 * does. `interactive`: a person or a fed script decides later. `listen`: it waits for others to connect.
 * `unknown`: it reaches the network, and its arguments do not say what for.
 */
export type TransferDirection = 'upload' | 'download' | 'both' | 'interactive' | 'listen' | 'unknown';

/** What leaves: named files, what is fed in, output of a command it runs, text in the arguments, nothing. */
export type TransferPayload = 'files' | 'stdin' | 'command-output' | 'literal' | 'none' | 'unknown';

/** Where to, as far as the arguments name it. Passwords and query strings are never kept. */
export interface TransferTarget {
  readonly host?: string;
  readonly port?: number;
  /** Lower case, without `:`. */
  readonly scheme?: string;
  readonly path?: string;
  readonly user?: string;
}

export interface Transfer {
  /** Canonical name of the tool, whatever its file is called: `curl`, `netcat`. */
  readonly tool: string;
  readonly direction: TransferDirection;
  readonly carries: TransferPayload;
  /** Local paths named as what is sent, as written; wild cards and folders are not expanded. */
  readonly files: readonly string[];
  /** `undefined` when the arguments name none: a remote of a configuration file, an environment variable. */
  readonly target: TransferTarget | undefined;
  /** Does the tool itself encrypt the channel (https, ssh)? `undefined` when the arguments do not tell. */
  readonly encryptsChannel: boolean | undefined;
  /** 0..1: how surely tool and direction are read. */
  readonly certainty: number;
  /** One plain sentence; holds nothing of the arguments but names of options and commands. */
  readonly reason: string;
}

/** A transfer as a tool's grammar reads it; what is left out has the default. */
export interface TransferReading {
  readonly direction: TransferDirection;
  readonly carries: TransferPayload;
  readonly reason: string;
  /** Defaults to the grammar's id. */
  readonly tool?: string;
  /** Defaults to none. */
  readonly files?: readonly string[];
  readonly target?: TransferTarget | undefined;
  readonly encryptsChannel?: boolean | undefined;
  /** Defaults to 0.9: named tool, stated direction. */
  readonly certainty?: number;
}
