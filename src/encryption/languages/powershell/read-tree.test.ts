import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import type { ScriptNode } from './node.ts';
import { readScriptTree } from './read-tree.ts';

function flat(nodes: readonly ScriptNode[]): string[] {
  return nodes.flatMap((node) =>
    node.kind === 'group' ? [node.text, ...flat(node.children), ''] : [node.text],
  );
}

describe('readScriptTree', () => {
  it.each([
    ["$a = 'it''s' # comment 'x'", ['a', '=', "it's"]],
    ['$a-bxor$b', ['a', '-bxor', 'b']],
    ['$a –bXoR $b', ['a', '-bxor', 'b']],
    ['Ne`w-Ob`ject <# not this #> X', ['New-Object', 'X']],
    ['"a`"b""c`n"', ['a"b"c\n']],
    ["@'\n'a' \"b\"\n'@", ['\'a\' "b"']],
    ['@"\nx "y"\n"@', ['x "y"']],
    ['$x.Foo.Bar()', ['x', '.', 'Foo', '.', 'Bar', '(', '']],
    ['[Text.Encoding]::UTF8', ['[', 'Text.Encoding', '', '::', 'UTF8']],
    ['0..255|%{$_%256}', ['0', '..', '255', '|', '%', '{', '_', '%', '256', '']],
    ['7z.exe a -pX C:\\t\\o.7z', ['7z.exe', 'a', 'pX', 'C:\\t\\o.7z']],
    ['a `\n b', ['a', 'b']],
    ['$script:x; ${y z}; $env:COMSPEC', ['x', ';', 'y z', ';', 'env:comspec']],
    ['‘a’ + “b”', ['a', '+', 'b']],
    ['1,\n2\n3', ['1', ',', '2', '\n', '3']],
  ] as [string, string[]][])('reads %j', (source, expected) => {
    expect(flat(readScriptTree(source).nodes).slice(0, expected.length)).toEqual(expected);
  });

  it('reads subexpressions in strings as scripts of their own', () => {
    const { nodes, embedded } = readScriptTree('"a $(Get-X "b $(Get-Y)") c"; z');
    expect(nodes.map(({ kind }) => kind)).toEqual(['string', 'separator', 'word']);
    expect(embedded.map((row) => row[0]?.text)).toEqual(['Get-X', 'Get-Y']);
  });

  it('reads anything, and every node stands inside its group', () => {
    const unit = fc.constantFrom(
      ...'aZ0 \n;|&.,:=+-%*/!?#@$\'"`()[]{}<>\\–’“'.split(''),
      '$(',
      '@"\n',
      '<#',
      '#>',
      '-f',
      '..',
      '::',
    );
    const inside = (nodes: readonly ScriptNode[], start: number, end: number): void => {
      let before = start;
      for (const node of nodes) {
        expect(node.start).toBeGreaterThanOrEqual(before);
        expect(node.end).toBeGreaterThanOrEqual(node.start);
        expect(node.end).toBeLessThanOrEqual(end);
        before = node.end;
        inside(node.children, node.start, node.end);
      }
    };
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 80 }), (source) => {
        inside(readScriptTree(source).nodes, 0, source.length);
      }),
    );
  });

  it('keeps its head under deep nesting', () => {
    for (const open of ['(', '{', '[', '$(', '@{', '"$('])
      expect(() => readScriptTree(open.repeat(20_000))).not.toThrow();
  });
});
