/** Reading fields of Windows events: placeholders mean absent, numbers may be text, hexadecimal says so itself. */
import type { WindowsRecord } from '../../formats/windows-record.ts';

const UNKNOWN_PROCESS = /^(?:<|&lt;?\s?)unknown process(?:>|&gt;?\s?)$/;

/** Text of a field, `undefined` for `-`, empty, `(null)`, `<unknown process>` and the like. */
export function field(record: WindowsRecord, name: string): string | undefined {
  return present(record.data[name]);
}

export function present(value: unknown): string | undefined {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (typeof value !== 'string') return undefined;
  if (value === '' || value === '-' || value === ' ' || value === '(null)' || value === 'N/A')
    return undefined;
  if (value.length < 40 && value.includes('unknown process') && UNKNOWN_PROCESS.test(value)) return undefined;
  return value;
}

/** Decimal, or hexadecimal with `0x`. Process 0 is nobody. */
export function processId(value: unknown): number | undefined {
  const number = integer(value);
  return number === undefined || number === 0 || number > 0xffff_ffff ? undefined : number;
}

export function integer(value: unknown): number | undefined {
  if (typeof value === 'number') return Number.isInteger(value) && value >= 0 ? value : undefined;
  if (typeof value !== 'string' || value.length > 18) return undefined;
  if (/^\d+$/.test(value)) return Number(value);
  return /^0[xX][0-9a-fA-F]+$/.test(value) ? Number.parseInt(value.slice(2), 16) : undefined;
}

const ZERO_GUID = /^[0-]+$/;

/** A ProcessGuid in lower case without braces; a guid of zeros is nobody. */
export function guid(value: unknown): string | undefined {
  const text = present(value);
  if (text === undefined || text.length > 64) return undefined;
  const bare = text.replace(/^\{/, '').replace(/\}$/, '').toLowerCase();
  return bare === '' || ZERO_GUID.test(bare) ? undefined : bare;
}

/** `DOMAIN\name`, with the parts that are placeholders left out. */
export function account(domain: unknown, name: unknown): string | undefined {
  const user = present(name);
  if (user === undefined) return undefined;
  const realm = present(domain);
  return realm === undefined ? user : `${realm}\\${user}`;
}
