import { ArgumentCount } from './argument-count.ts';
import { rawField } from './raw-field.ts';
import { Cwd, Execve, OpenHow, Path, Sockaddr, Syscall, Terminator, Uring } from './record-type.ts';

/** Hexadecimal digits of the addresses of IPv4, IPv6 and the longest of unix sockets. */
const ADDRESS_LENGTHS = new Set([32, 56, 220]);

/**
 * Does the text of a record that lacks its end of line end where a record ends? A torn one would give half a path or
 * half an argument for a whole one.
 */
export function endsWhole(role: number, text: string): boolean {
  switch (role) {
    case Syscall:
    case Uring:
      return isClosed(rawField(text, ' key=')) || text.includes('\u001d');
    case Execve: {
      const count = new ArgumentCount();
      count.add(text);
      return count.complete && text.endsWith('"');
    }
    case Cwd:
      return isClosed(rawField(text, ' cwd=')) && text.endsWith('"');
    case Path:
      return /(?:nametype|objtype)=(?:NORMAL|PARENT|CREATE|DELETE|UNKNOWN)/.test(text);
    case Sockaddr:
      return text.includes('SADDR={') || ADDRESS_LENGTHS.has(rawField(text, ' saddr=')?.length ?? 0);
    case OpenHow:
      return rawField(text, ' resolve=') !== undefined;
    case Terminator:
      return true;
    default:
      return text !== '';
  }
}

/** A quoted value with its closing quote, or `(null)`. */
function isClosed(value: string | undefined): boolean {
  return value !== undefined && (value === '(null)' || (value.length > 1 && value.endsWith('"')));
}
