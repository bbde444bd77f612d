/**
 * Endpoint Security messages as eslogger writes them, with only what a test is about. Shape and field names follow the
 * one public record of that shape, the exec of Jamf Protect's telemetry test (elastic/integrations, jamf_protect).
 */

export type Json = Record<string, unknown>;

let sequence = 0;

/** An audit token as an object. */
export function token(pid: number, pidversion: number, more: Json = {}): Json {
  return { asid: 100_012, auid: 502, egid: 20, euid: 502, pid, pidversion, rgid: 20, ruid: 502, ...more };
}

/** The same as the kernel's eight words. */
export function tokenWords(pid: number, pidversion: number): number[] {
  return [502, 502, 20, 502, 20, pid, 100_012, pidversion];
}

/** `es_file_t`. */
export function file(path: string): Json {
  return { path, path_truncated: false, stat: { st_ino: 1152921500312524800, st_size: 640 } };
}

/** `es_process_t`. */
export function process(pid: number, pidversion: number, path: string, more: Json = {}): Json {
  return {
    audit_token: token(pid, pidversion),
    ppid: 400,
    original_ppid: 400,
    parent_audit_token: token(400, 900),
    responsible_audit_token: token(380, 870),
    group_id: pid,
    session_id: 1,
    codesigning_flags: 570_493_697,
    is_platform_binary: true,
    is_es_client: false,
    cdhash: '23c70bd9b41017f9878af49bc2c46f7c8a70680b',
    signing_id: `com.apple.${path.slice(path.lastIndexOf('/') + 1)}`,
    team_id: null,
    executable: file(path),
    start_time: '2024-05-31T09:47:12.000Z',
    ...more,
  };
}

/** A message of the acting `actor` with one event. */
export function message(event: Json, actor: Json, more: Json = {}): Json {
  sequence++;
  return {
    schema_version: 1,
    version: 7,
    time: '2024-05-31T09:47:12.436123456Z',
    mach_time: 5_362_529_651_384,
    thread: { thread_id: 5_215_860 },
    action_type: 1,
    action: { result: { result_type: 0, result: { auth: 0 } } },
    deadline: 0,
    seq_num: sequence,
    global_seq_num: sequence,
    event_type: { exec: 9, fork: 11, close: 12, create: 13, exit: 15, mmap: 20, rename: 25, unlink: 32 }[
      Object.keys(event)[0] ?? ''
    ],
    event,
    process: actor,
    ...more,
  };
}

/** zsh becomes openssl in its own pid. */
export function execMessage(more: Json = {}): Json {
  return message(
    {
      exec: {
        target: process(7001, 31_002, '/usr/bin/openssl'),
        args: ['openssl', 'enc', '-aes-256-cbc', '-in', '/Users/ann/a b.txt'],
        env: ['SECRET=1'],
        cwd: file('/Users/ann'),
        script: null,
        last_fd: 2,
      },
    },
    process(7001, 31_001, '/bin/zsh'),
    more,
  );
}
