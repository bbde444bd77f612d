/** What the kernel's audit system says of itself, when a link is broken and the drill may ask. */
import { execFileSync } from 'node:child_process';

/** One sentence on why no records come, or `undefined` when the state is fine or cannot be asked for. */
export function auditTrouble(): string | undefined {
  let status: string;
  try {
    status = execFileSync('auditctl', ['-s'], {
      encoding: 'utf8',
      timeout: 5_000,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
  } catch {
    return undefined;
  }
  return readAuditStatus(status);
}

/** Reads `auditctl -s`: `enabled 1`, `pid 123`, `lost 0`, one a line. */
export function readAuditStatus(status: string): string | undefined {
  const value = (name: string): string | undefined => new RegExp(`^${name} (\\d+)$`, 'm').exec(status)?.[1];
  if (value('enabled') === '0') return 'auditing is switched off in the kernel: auditctl -e 1';
  if (value('pid') === '0') return 'auditd is not running: systemctl start auditd';
  return undefined;
}
