/**
 * Names of Endpoint Security events by number (`es_event_type_t`, ESTypes.h), for messages whose payload is not keyed
 * by a name. AUTH and NOTIFY are two numbers of one event. Events that cannot matter here are left out.
 */
import { wholeNumber } from '../loose-value.ts';

const NUMBERS: Readonly<Record<string, readonly number[]>> = {
  exec: [0, 9],
  open: [1, 10],
  mmap: [3, 20],
  rename: [6, 25],
  unlink: [8, 32],
  fork: [11],
  close: [12],
  create: [13, 44],
  exchangedata: [14, 80],
  exit: [15],
  link: [19, 42],
  write: [33],
  clone: [60, 61],
  copyfile: [109, 110],
};

const BY_NUMBER = new Map(
  Object.entries(NUMBERS).flatMap(([name, numbers]) => numbers.map((number) => [number, name] as const)),
);

/** Events that are only counted, so that the account of what was read stays a bounded set of names. */
const COUNTED = new Set([
  'access',
  'authentication',
  'authorization_judgement',
  'authorization_petition',
  'btm_launch_item_add',
  'btm_launch_item_remove',
  'chdir',
  'chroot',
  'cs_invalidated',
  'deleteextattr',
  'dup',
  'fcntl',
  'file_provider_materialize',
  'file_provider_update',
  'fsgetpath',
  'gatekeeper_user_override',
  'get_task',
  'get_task_inspect',
  'get_task_name',
  'get_task_read',
  'getattrlist',
  'getextattr',
  'iokit_open',
  'kextload',
  'kextunload',
  'listextattr',
  'login_login',
  'login_logout',
  'lookup',
  'lw_session_lock',
  'lw_session_login',
  'lw_session_logout',
  'lw_session_unlock',
  'mount',
  'mprotect',
  'od_attribute_set',
  'od_attribute_value_add',
  'od_attribute_value_remove',
  'od_create_group',
  'od_create_user',
  'od_delete_group',
  'od_delete_user',
  'od_disable_user',
  'od_enable_user',
  'od_group_add',
  'od_group_remove',
  'od_group_set',
  'od_modify_password',
  'openssh_login',
  'openssh_logout',
  'proc_check',
  'proc_suspend_resume',
  'profile_add',
  'profile_remove',
  'pty_close',
  'pty_grant',
  'readdir',
  'readlink',
  'remote_thread_create',
  'remount',
  'screensharing_attach',
  'screensharing_detach',
  'searchfs',
  'setacl',
  'setattrlist',
  'setegid',
  'seteuid',
  'setextattr',
  'setflags',
  'setgid',
  'setmode',
  'setowner',
  'setregid',
  'setreuid',
  'settime',
  'setuid',
  'signal',
  'stat',
  'su',
  'sudo',
  'tcc_modify',
  'trace',
  'truncate',
  'uipc_bind',
  'uipc_connect',
  'unmount',
  'utimes',
  'xp_malware_detected',
  'xp_malware_remediated',
  'xpc_connect',
  // Jamf Protect's own.
  'bios_uefi',
  'file_collection',
  'log_collection',
  'network_connect',
  'system_performance',
  'unified_log_event',
]);

/** The name of an event that is read, from its number or its constant (`ES_EVENT_TYPE_NOTIFY_EXEC`). */
export function esEventName(type: unknown): string | undefined {
  const number = wholeNumber(type);
  if (number !== undefined) return BY_NUMBER.get(number);
  if (typeof type !== 'string' || type.length > 64) return undefined;
  const name = type.replace(/^ES_EVENT_TYPE_(?:AUTH|NOTIFY)_/, '').toLowerCase();
  return Object.hasOwn(NUMBERS, name) ? name : undefined;
}

/** The name if it is a known one, else `other`: names come from the record and may be anything. */
export function knownEsEvent(name: string): string {
  return Object.hasOwn(NUMBERS, name) || COUNTED.has(name) ? name : 'other';
}
