import { describe, expect, it } from 'vitest';
import { knowsArchitecture, syscallByName, syscallByNumber, syscallOfUring } from './audit-syscall.ts';

const name = (arch: number, number: number, first?: number): string | undefined =>
  syscallByNumber(arch, number, () => first)?.name;

/** As `ausyscall ARCH --dump` of auditd 3.0.9 has them. */
const TABLES: Readonly<Record<string, readonly [number, Readonly<Record<string, number>>]>> = {
  x86_64: [
    0xc000_003e,
    {
      execve: 59,
      execveat: 322,
      connect: 42,
      sendto: 44,
      accept4: 288,
      clone: 56,
      exit_group: 231,
      openat: 257,
      renameat2: 316,
      unlinkat: 263,
    },
  ],
  i386: [
    0x4000_0003,
    {
      execve: 11,
      execveat: 358,
      connect: 362,
      sendto: 369,
      accept4: 364,
      clone: 120,
      exit_group: 252,
      openat: 295,
      renameat2: 353,
      unlinkat: 301,
    },
  ],
  aarch64: [
    0xc000_00b7,
    {
      execve: 221,
      execveat: 281,
      connect: 203,
      sendto: 206,
      accept4: 242,
      clone: 220,
      exit_group: 94,
      openat: 56,
      renameat2: 276,
      unlinkat: 35,
    },
  ],
  arm: [
    0x4000_0028,
    {
      execve: 11,
      execveat: 387,
      connect: 283,
      sendto: 290,
      accept4: 366,
      clone: 120,
      exit_group: 248,
      openat: 322,
      renameat2: 382,
      unlinkat: 328,
    },
  ],
  ppc64le: [
    0xc000_0015,
    {
      execve: 11,
      execveat: 362,
      connect: 328,
      sendto: 335,
      accept4: 344,
      clone: 120,
      exit_group: 234,
      openat: 286,
      renameat2: 357,
      unlinkat: 292,
    },
  ],
  s390x: [
    0x8000_0016,
    {
      execve: 11,
      execveat: 354,
      connect: 362,
      sendto: 369,
      accept4: 364,
      clone: 120,
      exit_group: 248,
      openat: 288,
      renameat2: 347,
      unlinkat: 294,
    },
  ],
};

describe('system calls', () => {
  it.each(Object.entries(TABLES))('of %s go by their numbers', (_, [arch, numbers]) => {
    expect(knowsArchitecture(arch)).toBe(true);
    for (const [call, number] of Object.entries(numbers))
      expect([call, name(arch, number)]).toEqual([call, call]);
    expect(name(arch, 9_999)).toBeUndefined();
  });

  it('of the x32 interface carry its bit', () => {
    expect([
      name(0xc000_003e, 0x4000_0000 + 520),
      name(0xc000_003e, 0x4000_0000 + 42),
      name(0xc000_003e, 520),
    ]).toEqual(['execve', 'connect', undefined]);
  });

  it('of sockets on old interfaces go by the first argument', () => {
    expect([3, 5, 11, 16, 18, 20, 2, undefined].map((first) => name(0x4000_0003, 102, first))).toEqual([
      'connect',
      'accept',
      'sendto',
      'sendmsg',
      'accept4',
      'sendmmsg',
      undefined,
      undefined,
    ]);
  });

  it('have stand-ins in io_uring', () => {
    expect([syscallOfUring(16)?.name, syscallOfUring(18)?.name, syscallOfUring(0)]).toEqual([
      'connect',
      'openat',
      undefined,
    ]);
  });

  it('that end a thread are of no use', () => {
    expect([syscallByName('exit'), syscallByName('exit_group')?.role]).toEqual([undefined, 'process']);
  });
});
