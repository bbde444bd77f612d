const MOST = 64;
const LONGEST = 65_536;

/** Commands of a file client's script text (`put a; quit`): parted by `;`, `&&`, `||` and lines, quotes taken off. */
export function commandWords(text: string): string[][] {
  const commands: string[][] = [];
  let words: string[] = [];
  let word = '';
  let quote = '';
  let started = false;
  const endWord = (): void => {
    if (started) words.push(word);
    word = '';
    started = false;
  };
  const endCommand = (): void => {
    endWord();
    if (words.length > 0) commands.push(words);
    words = [];
  };
  for (const character of text.slice(0, LONGEST)) {
    if (commands.length >= MOST) break;
    if (quote !== '') {
      if (character === quote) quote = '';
      else word += character;
    } else if (character === '"' || character === "'") {
      quote = character;
      started = true;
    } else if (/[;\n\r&|]/.test(character)) endCommand();
    else if (/\s/.test(character)) endWord();
    else {
      word += character;
      started = true;
    }
  }
  endCommand();
  return commands;
}
