import type { CommandWord } from '../../command-line/command-word.ts';
import type { ScriptNode } from './node.ts';

/** The words a native program gets from a PowerShell command: nodes that touch make one argument. */
export function commandWords(source: string, nodes: readonly ScriptNode[]): CommandWord[] {
  const words: CommandWord[] = [];
  let text = '';
  let map: number[] = [];
  let start = -1;
  let end = -1;
  const close = (): void => {
    if (start >= 0) words.push({ text, start, end, map });
    text = '';
    map = [];
    start = -1;
  };
  for (const node of nodes) {
    if (node.spaced || start < 0) close();
    if (start < 0) ({ start } = node);
    ({ end } = node);
    const value = node.kind === 'string' ? node.text : source.slice(node.start, node.end);
    // One quote before the text; where escapes were removed inside, offsets may be a few characters early.
    const shift = node.kind === 'string' ? 1 : 0;
    text += value;
    for (let index = 0; index < value.length; index++)
      map.push(Math.min(node.start + shift + index, node.end - 1));
  }
  close();
  return words;
}
