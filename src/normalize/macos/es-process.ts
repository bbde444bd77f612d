/** The process object of Endpoint Security messages (`es_process_t`), as eslogger and Jamf Protect write it. */
import type { ProcessRef, Signer } from '../../event/event.ts';
import type { JsonObject } from '../json-object.ts';
import { isObject } from '../json-object.ts';
import { said, sha256Text } from '../loose-value.ts';
import { imageUid, readAuditToken, word32 } from './audit-token.ts';
import type { AuditToken } from './audit-token.ts';

export interface EsProcess extends ProcessRef {
  readonly parentUid: string | undefined;
  /** The parent that started it, even if launchd has adopted it since. */
  readonly parentPid: number | undefined;
  readonly responsibleUid: string | undefined;
  readonly responsiblePid: number | undefined;
  readonly user: string | undefined;
  readonly loginUser: string | undefined;
  readonly session: string | undefined;
  readonly signer: Signer | undefined;
  readonly sha256: string | undefined;
}

/** Bit of `codesigning_flags`: the kernel holds the signature valid (cs_blobs.h CS_VALID). */
const CS_VALID = 1;

/** `undefined` when the value does not even name a pid. */
export function readEsProcess(value: unknown, boot: string | undefined): EsProcess | undefined {
  if (!isObject(value)) return undefined;
  const token = readAuditToken(value['audit_token'] ?? value);
  if (token === undefined) return undefined;
  const uid = imageUid(token, boot);
  const parent = readAuditToken(value['parent_audit_token']);
  const responsible = readAuditToken(value['responsible_audit_token']);
  const responsibleUid = imageUid(responsible, boot);
  // Most processes answer for themselves.
  const forOther = responsible !== undefined && responsible.pid !== token.pid;
  const user = userName(token.euid, token.user);
  const loginUser = token.auid === undefined ? undefined : userName(token.auid, undefined);
  return {
    uid,
    pid: token.pid,
    image: filePath(value['executable']),
    parentUid: imageUid(parent, boot),
    parentPid: parent?.pid ?? word32(value['original_ppid']) ?? word32(value['ppid']),
    responsibleUid: forOther ? responsibleUid : undefined,
    responsiblePid: forOther ? responsible.pid : undefined,
    user,
    loginUser: token.user === undefined && loginUser !== user ? loginUser : undefined,
    session: sessionOf(token),
    signer: signerOf(value),
    sha256: isObject(value['executable']) ? sha256Text(value['executable']['sha256']) : undefined,
  };
}

/** Path of an `es_file_t`. */
export function filePath(file: unknown): string | undefined {
  return isObject(file) ? said(file['path']) : said(file);
}

/** ES tells numbers, not names; root is root on every Mac. */
export function userName(id: number | undefined, name: string | undefined): string | undefined {
  if (name !== undefined) return name;
  if (id === undefined) return undefined;
  return id === 0 ? 'root' : String(id);
}

/** Processes that no login started share one audit session with all of their kind: it ties nothing together. */
function sessionOf(token: AuditToken): string | undefined {
  return token.auid === undefined || token.asid === undefined ? undefined : String(token.asid);
}

function signerOf(process: JsonObject): Signer | undefined {
  const identifier = said(process['signing_id']);
  const platformBinary = process['is_platform_binary'];
  const flags = word32(process['codesigning_flags']);
  if (identifier === undefined && typeof platformBinary !== 'boolean' && flags === undefined)
    return undefined;
  if (flags !== undefined && (flags & CS_VALID) === 0) {
    return { identifier: undefined, team: undefined, platformBinary: false };
  }
  return { identifier, team: said(process['team_id']), platformBinary: platformBinary === true };
}
