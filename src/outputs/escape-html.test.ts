import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { escapeHtml, escapeHtmlBlock } from './escape-html.ts';

const anyText = fc
  .array(
    fc.oneof(
      fc.integer({ min: 0, max: 0xffff }),
      fc.constantFrom(0x3c, 0x3e, 0x26, 0x22, 0x27, 0x60, 0x0a, 0x09),
    ),
    {
      maxLength: 60,
    },
  )
  .map((units) => String.fromCharCode(...units));

describe('escapeHtml', () => {
  it('leaves nothing that ends a text or an attribute value', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const safe = escapeHtml(text);
        expect(safe).not.toMatch(/[<>"'`\p{Cc}]/u);
        expect(safe.replaceAll(/&(?:amp|lt|gt|quot|#39|#96);/g, '')).not.toContain('&');
      }),
    );
  });

  it('shows markup as text', () => {
    expect(escapeHtml(`<img src=x onerror="alert('1')">`)).toBe(
      '&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt;',
    );
  });
});

describe('escapeHtmlBlock', () => {
  it('keeps line feeds and tabs and nothing else', () => {
    expect(escapeHtmlBlock('a\r\n\tb\u001b\n<c>\r')).toBe('a\n\tb\\u{1b}\n&lt;c&gt;\\r');
  });
});
