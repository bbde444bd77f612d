/** What one option of curl sends: `@file`, `name=@file`, `<file`, text. */
import { payloadOf } from '../payload.ts';
import type { Payload } from '../payload.ts';

const LITERAL: Payload = { carries: 'literal', files: [] };
const MOST = 64;

/** The payload of an option of curl, or `undefined` where the option sends nothing. */
export function curlPayload(name: string, value: string): Payload | undefined {
  switch (name) {
    case 'upload-file':
      // `.` is the standard input without waiting.
      return payloadOf(value === '.' ? ['-'] : expandBraces(value));
    case 'data':
    case 'data-ascii':
    case 'data-binary':
    case 'json':
      return value.startsWith('@') ? payloadOf([value.slice(1)]) : LITERAL;
    case 'data-raw':
    case 'form-string':
      return LITERAL;
    case 'data-urlencode':
    case 'url-query':
      return urlEncoded(value);
    case 'form':
      return form(value);
    default:
      return undefined;
  }
}

/** `name@file`, `@file`; with a `=` before the `@` it is text. */
function urlEncoded(value: string): Payload {
  const sign = value.search(/[=@]/);
  return sign >= 0 && value[sign] === '@' ? payloadOf([value.slice(sign + 1)]) : LITERAL;
}

/** `name=@file,file2;type=x`, `name=<file`. */
function form(value: string): Payload {
  const content = value.slice(value.indexOf('=') + 1);
  if (!content.startsWith('@') && !content.startsWith('<')) return LITERAL;
  return payloadOf(formFiles(content));
}

function formFiles(content: string): string[] {
  const files: string[] = [];
  let at = 0;
  while (at < content.length && files.length < MOST) {
    at++;
    if (content[at] === '"') {
      const close = content.indexOf('"', at + 1);
      files.push(content.slice(at + 1, close < 0 ? content.length : close));
    } else {
      const end = content.slice(at).search(/[,;]/);
      files.push(end < 0 ? content.slice(at) : content.slice(at, at + end));
    }
    const comma = content.indexOf(',', at);
    const semicolon = content.indexOf(';', at);
    if (content[0] !== '@' || comma < 0 || (semicolon >= 0 && semicolon < comma)) break;
    at = comma;
  }
  return files;
}

/** curl itself expands `{a,b}` in names to upload. */
function expandBraces(value: string): string[] {
  const open = value.indexOf('{');
  const close = value.indexOf('}', open);
  if (open < 0 || close < open + 2) return [value];
  const before = value.slice(0, open);
  return value
    .slice(open + 1, close)
    .split(',', MOST)
    .map((part) => before + part + value.slice(close + 1));
}
