/**
 * Audit tokens: who a process is, as the Darwin kernel tells it (bsm/libbsm.h). pid and pidversion together are unique
 * for one boot; exec keeps the pid and raises the pidversion.
 */
import type { JsonObject } from '../json-object.ts';
import { isObject } from '../json-object.ts';
import { said, wholeNumber } from '../loose-value.ts';

export interface AuditToken {
  readonly pid: number;
  /** `undefined` where only a pid is told (ES messages before version 4). */
  readonly pidversion: number | undefined;
  readonly euid: number | undefined;
  /** User of the login; `undefined` when unset: a system process. */
  readonly auid: number | undefined;
  readonly asid: number | undefined;
  /** Login names, which Jamf adds. */
  readonly user: string | undefined;
}

/** 2^32 - 1 in the audit id of processes that no login started. */
const UNSET = 4_294_967_295;
/** Order of the eight words in `audit_token_t`. */
const WORDS = { auid: 0, euid: 1, pid: 5, asid: 6, pidversion: 7 } as const;

/** Reads a token written as an object, or as its eight words (also as `{ val: [...] }`). */
export function readAuditToken(value: unknown): AuditToken | undefined {
  if (Array.isArray(value)) return value.length === 8 ? fromWords(value) : undefined;
  if (!isObject(value)) return undefined;
  if (Array.isArray(value['val'])) return readAuditToken(value['val']);
  return fromFields(value);
}

function fromWords(words: readonly unknown[]): AuditToken | undefined {
  const pid = word32(words[WORDS.pid]);
  if (pid === undefined) return undefined;
  return {
    pid,
    pidversion: word32(words[WORDS.pidversion]),
    euid: word32(words[WORDS.euid]),
    auid: setUser(words[WORDS.auid]),
    asid: word32(words[WORDS.asid]),
    user: undefined,
  };
}

function fromFields(token: JsonObject): AuditToken | undefined {
  const pid = word32(token['pid']);
  if (pid === undefined) return undefined;
  return {
    pid,
    pidversion: word32(token['pidversion'] ?? token['pid_version']),
    euid: word32(token['euid']),
    auid: setUser(token['auid']),
    asid: word32(token['asid']),
    user: said(token['e_username']),
  };
}

/** 32 bits without a sign; writers that think of them as signed give negative numbers. */
export function word32(value: unknown): number | undefined {
  if (typeof value === 'number' && value < 0) {
    return Number.isInteger(value) && value >= -2_147_483_648 ? value >>> 0 : undefined;
  }
  const word = wholeNumber(value);
  return word === undefined || word > UNSET ? undefined : word;
}

function setUser(value: unknown): number | undefined {
  const user = word32(value);
  return user === UNSET ? undefined : user;
}

/**
 * The id of a process image on its host: `pid.pidversion`, followed by the boot session where one is told, because the
 * pair comes again after a restart.
 */
export function imageUid(
  token: Pick<AuditToken, 'pid' | 'pidversion'> | undefined,
  boot: string | undefined,
): string | undefined {
  if (token?.pidversion === undefined) return undefined;
  const uid = `${token.pid}.${token.pidversion}`;
  return boot === undefined ? uid : `${uid}@${boot}`;
}

/** The boot session a record names, lower case; products call it differently. */
export function bootSession(record: JsonObject): string | undefined {
  const named =
    record['boot_session_uuid'] ?? record['bootSessionUuid'] ?? record['boot_uuid'] ?? record['bootUUID'];
  const text = said(named);
  return text === undefined || text.length > 64 ? undefined : text.toLowerCase();
}
