/** A way to hide a text: what is run stays the same, what is seen changes. */

/** Who reads the text: a shell of one of the two families, or the interpreter of a language. */
export type Reader =
  | 'cmd'
  | 'powershell'
  | 'posix'
  | 'python'
  | 'javascript'
  | 'ruby'
  | 'perl'
  | 'php'
  | 'applescript'
  | 'vbscript';

/** Chance in a repeatable form. */
export interface Dice {
  /** An integer from 0 to `sides - 1`. */
  readonly roll: (sides: number) => number;
  readonly pick: <Choice>(choices: readonly Choice[]) => Choice;
}

export interface Disguise {
  readonly name: string;
  /** The reader of the text that is hidden. */
  readonly from: Reader;
  /** The reader of the text that is made of it. */
  readonly to: Reader;
  /** `undefined` where the text cannot be hidden this way. */
  readonly hide: (text: string, dice: Dice) => string | undefined;
}

/** Throws the same for the same seed (mulberry32). */
export function newDice(seed: number): Dice {
  let state = seed >>> 0;
  const roll = (sides: number): number => {
    state = (state + 0x6d_2b_79_f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % sides;
  };
  return {
    roll,
    pick: (choices) => {
      const choice = choices[roll(choices.length)];
      if (choice === undefined) throw new Error('there is nothing to choose from');
      return choice;
    },
  };
}
