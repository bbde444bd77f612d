import type { Tool, ToolArguments, ToolReading } from './tool.ts';

const ASKS_KEY = /^(?:\+|:)?X$/;

function read({ words, program }: ToolArguments): ToolReading {
  const texts = words.map((word) => word.text);
  const end = texts.indexOf('--');
  const before = end < 0 ? texts : texts.slice(0, end);
  const encrypts =
    before.includes('-x') ||
    before.some(
      (text, index) => text === '+X' || (/^-c$|^--cmd$/.test(before[index - 1] ?? '') && ASKS_KEY.test(text)),
    );
  if (!encrypts) return { class: 'none', reason: `${program} edits plain text` };
  const method = texts
    .map((text) => /(?:cm|cryptmethod)=(zip|blowfish2?|xchacha20v?2?)/.exec(text)?.[1])
    .find((found) => found !== undefined);
  return {
    class: 'symmetric',
    direction: 'encrypt',
    algorithm: method ?? 'blowfish2',
    keySource: 'prompt',
    inputs: texts.filter(
      (text, index) => !/^[-+]/.test(text) && !/^-c$|^--cmd$/.test(texts[index - 1] ?? ''),
    ),
    outputs: texts.filter(
      (text, index) => !/^[-+]/.test(text) && !/^-c$|^--cmd$/.test(texts[index - 1] ?? ''),
    ),
    reason: `${program} -x writes the file encrypted`,
  };
}

/** Vim's own file encryption (`-x`). */
export const vim: Tool = {
  id: 'vim',
  names: ['vim', 'vi', 'gvim', 'mvim', 'rvim', 'view', 'ex', 'vimdiff'],
  gate: ['vim', 'gvim', 'mvim', 'vi -x', 'ex -x'],
  read,
  examples: {
    positive: [
      {
        line: 'vim -x plan.txt',
        platform: 'posix',
        class: 'symmetric',
        direction: 'encrypt',
        algorithm: 'blowfish2',
        keySource: 'prompt',
        outputs: ['plan.txt'],
      },
      {
        line: "vim -c 'set cm=xchacha20' -c X plan.txt",
        platform: 'posix',
        class: 'symmetric',
        algorithm: 'xchacha20',
      },
    ],
    negative: [
      { line: 'vim plan.txt', platform: 'posix' },
      { line: 'vim -- -x', platform: 'posix' },
      { line: 'nvim -x plan.txt', platform: 'posix' },
    ],
  },
};
