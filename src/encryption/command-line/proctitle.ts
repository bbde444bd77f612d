const HEX = /^(?:[0-9A-Fa-f]{2})+$/;
/** Arguments beyond this are noise. */
const MOST = 4096;

/**
 * The arguments in an audit `proctitle` (or a hex-coded `a1=`): hexadecimal, NUL between the arguments. `undefined` for
 * a text that is not hexadecimal, which auditd writes in quotes when a title is plain. The kernel cuts a title off at
 * 128 bytes, so the last argument may be incomplete.
 *
 * @example
 * decodeProctitle('6C73002D6C'); // ['ls', '-l']
 */
export function decodeProctitle(hex: string): string[] | undefined {
  if (hex === '' || hex.length % 2 !== 0 || !HEX.test(hex)) return undefined;
  const text = Buffer.from(hex, 'hex').toString('utf8');
  // Some programs pad the area of their title with NULs.
  return text.replace(/\0+$/, '').split('\0', MOST);
}
