import { describe, expect, it } from 'vitest';

import { chunkLength, chunksOf } from './chunk-pattern.ts';

describe('expressions that cut a text into pieces', () => {
  it.each([
    ['..', 2],
    ['.{2}', 2],
    ['\\w\\w', 2],
    ['[0-9A-F]{2}', 2],
    ['.', 1],
    ['.+', undefined],
    ['a.', undefined],
    ['', undefined],
    ['.{0}', undefined],
  ])('%s stands for %s characters', (pattern, length) => {
    expect(chunkLength(pattern)).toBe(length);
  });

  it('leave a shorter rest out', () => {
    expect(chunksOf('414243f', 2)).toEqual(['41', '42', '43']);
  });
});
