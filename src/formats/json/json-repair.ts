/**
 * Mends the two faults that real exporters make in otherwise whole records: raw control characters inside strings
 * (tabs above all) and commas before a closing bracket or the end. Nothing else is guessed. Linear time.
 */
export function repairJson(text: string): string {
  let repaired = '';
  let done = 0;
  let comma = -1;
  let inString = false;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (inString) {
      if (code === 0x5c) i++;
      else if (code === 0x22) inString = false;
      else if (code < 0x20) {
        repaired += `${text.slice(done, i)}\\u${code.toString(16).padStart(4, '0')}`;
        done = i + 1;
      }
    } else if (code > 0x20) {
      if (comma >= 0 && (code === 0x7d || code === 0x5d)) {
        repaired += text.slice(done, comma);
        done = comma + 1;
      }
      comma = code === 0x2c ? i : -1;
      inString = code === 0x22;
    }
  }
  return repaired + text.slice(done, comma < 0 ? undefined : comma);
}
