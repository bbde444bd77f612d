import type { Syntax } from './syntax.ts';

/** Stretches of `text` that are code. */
export function codeRanges(text: string, syntax: Syntax): [number, number][] {
  if (syntax.embedded !== true || !text.includes('<?')) return [[0, text.length]];
  const ranges: [number, number][] = [];
  for (const { 0: mark, index } of text.matchAll(/<\?(?:php|=)?/gi)) {
    if (index < (ranges[ranges.length - 1]?.[1] ?? 0)) continue;
    const end = text.indexOf('?>', index);
    ranges.push([index + mark.length, end < 0 ? text.length : end]);
  }
  return ranges;
}
