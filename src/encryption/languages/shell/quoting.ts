/** Which characters of a word as written stand in quotes: 1 single, 2 double. */
export function quoting(raw: string): Uint8Array {
  const kinds = new Uint8Array(raw.length);
  let open = 0;
  for (let at = 0; at < raw.length; at++) {
    const letter = raw.charAt(at);
    if (letter === '\\' && open !== 1) {
      kinds[at] = open;
      if (at + 1 < raw.length) kinds[at + 1] = 1;
      at++;
      continue;
    }
    if (letter === "'" && open !== 2) open = open === 1 ? 0 : 1;
    else if (letter === '"' && open !== 1) open = open === 2 ? 0 : 2;
    kinds[at] = open;
  }
  return kinds;
}
