import { expect, it } from 'vitest';
import { colourWanted } from './colour-wanted.ts';
import { terminalWidth } from './terminal-width.ts';

it.each([
  ['a terminal', true, {}, true],
  ['a pipe', false, {}, false],
  ['NO_COLOR', true, { NO_COLOR: '1' }, false],
  ['an empty NO_COLOR', true, { NO_COLOR: '' }, true],
  ['a dumb terminal', true, { TERM: 'dumb' }, false],
  ['FORCE_COLOR on a pipe', false, { FORCE_COLOR: '1' }, true],
  ['FORCE_COLOR against NO_COLOR', false, { FORCE_COLOR: '1', NO_COLOR: '1' }, true],
  ['FORCE_COLOR=0 on a terminal', true, { FORCE_COLOR: '0' }, false],
])('decides on colour for %s', (_, isTTY, environment, wanted) => {
  expect(colourWanted({ isTTY }, environment)).toBe(wanted);
});

it('lays out for the terminal, and for 100 columns without one', () => {
  expect(terminalWidth({ isTTY: true, columns: 72 })).toBe(72);
  expect(terminalWidth({ isTTY: true, columns: 400 })).toBe(140);
  expect(terminalWidth({})).toBe(100);
  expect(terminalWidth({ isTTY: false, columns: 72 })).toBe(100);
});
