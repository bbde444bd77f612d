/**
 * Values of Santa's protobuf messages as JSON (santa.proto). Keys come as in the proto or in camel case, whole numbers
 * of 64 bits as text, bytes in base64, values that equal the default not at all.
 */
import type { ProcessRef, Signer } from '../../event/event.ts';
import type { JsonObject } from '../json-object.ts';
import { isObject } from '../json-object.ts';
import { said } from '../loose-value.ts';
import { imageUid, word32 } from './audit-token.ts';
import { filePath, userName } from './es-process.ts';

/** The value under a proto field name, whichever case the writer chose. */
export function field(message: JsonObject, name: string): unknown {
  return message[name] ?? message[name.replaceAll(/_(\w)/g, (_, letter: string) => letter.toUpperCase())];
}

export function inner(message: JsonObject, name: string): JsonObject {
  const value = field(message, name);
  return isObject(value) ? value : {};
}

/** `ProcessInfo` and `ProcessInfoLight`. */
export interface SantaProcess extends ProcessRef {
  readonly parentUid: string | undefined;
  readonly parentPid: number | undefined;
  readonly responsibleUid: string | undefined;
  readonly responsiblePid: number | undefined;
  readonly user: string | undefined;
  readonly signer: Signer | undefined;
}

export function santaProcess(value: unknown, boot: string | undefined): SantaProcess | undefined {
  if (!isObject(value)) return undefined;
  const id = processId(field(value, 'id'));
  if (id === undefined) return undefined;
  const parent = processId(field(value, 'parent_id'));
  const responsible = processId(field(value, 'responsible_id'));
  // Pid 0 is the kernel: nobody is told.
  const forOther = responsible !== undefined && responsible.pid !== 0 && responsible.pid !== id.pid;
  const user = inner(value, 'effective_user');
  return {
    uid: imageUid(id, boot),
    pid: id.pid,
    image: filePath(field(value, 'executable')),
    parentUid: imageUid(parent, boot),
    parentPid: parent?.pid ?? word32(field(value, 'original_parent_pid')),
    responsibleUid: forOther ? imageUid(responsible, boot) : undefined,
    responsiblePid: forOther ? responsible.pid : undefined,
    user: userName(word32(user['uid']), said(user['name'])),
    signer: signer(value),
  };
}

function processId(value: unknown): { pid: number; pidversion: number | undefined } | undefined {
  if (!isObject(value)) return undefined;
  const pid = word32(value['pid']);
  return pid === undefined ? undefined : { pid, pidversion: word32(value['pidversion']) };
}

/** Light messages carry no signature at all; a full one without any is unsigned. */
function signer(process: JsonObject): Signer | undefined {
  const signature = field(process, 'code_signature');
  const platform = field(process, 'is_platform_binary');
  if (!isObject(signature)) {
    if (typeof platform !== 'boolean' && field(process, 'cs_flags') === undefined) return undefined;
    return { identifier: undefined, team: undefined, platformBinary: platform === true };
  }
  return {
    identifier: said(field(signature, 'signing_id')),
    team: said(field(signature, 'team_id')),
    platformBinary: platform === true,
  };
}

/**
 * A list of byte strings. They are base64 in protobuf's own JSON; some forwarders write them as text. Text is told by
 * what cannot be base64 or does not decode to UTF-8, looked for over the whole list.
 */
export function byteTexts(value: unknown, most: number): readonly string[] | undefined {
  if (!Array.isArray(value)) return undefined;
  const texts = value.filter((item) => typeof item === 'string').slice(0, most);
  const decoded: string[] = [];
  for (const text of texts) {
    const bytes = Buffer.from(text, 'base64');
    const plain = bytes.toString('utf8');
    if (
      bytes.toString('base64') !== text ||
      Buffer.byteLength(plain) !== bytes.length ||
      plain.includes('\uFFFD')
    ) {
      return texts;
    }
    decoded.push(plain);
  }
  return decoded;
}
