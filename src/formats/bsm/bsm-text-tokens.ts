/**
 * Tokens of praudit's text, one a line: a name (or a number with -r), then fields between commas. Words of exec are not
 * escaped: a comma in one makes two of it, and a line end begins another line, which is taken for part of the word.
 */
import { MOST_ARGUMENTS, MOST_TOKENS } from './bsm-record.ts';
import type { BsmRecord } from './bsm-record.ts';
import { bsmNumber, bsmOutcome, bsmTime } from './bsm-words.ts';

/** Numbers of tokens (-r) and their names. */
const NAMES: Readonly<Record<string, string>> = {
  '19': 'trailer',
  '20': 'header',
  '21': 'header_ex',
  '35': 'path',
  '36': 'subject',
  '38': 'process',
  '39': 'return',
  '40': 'text',
  '45': 'argument',
  '60': 'exec arg',
  '61': 'exec env',
  '62': 'attribute',
  '122': 'subject_ex',
  '128': 'socket-inet',
  '129': 'socket-inet6',
  '130': 'socket-unix',
  '237': 'identity',
};
const KNOWN = new Set([
  ...Object.values(NAMES),
  'exit',
  'process_ex',
  'process',
  'socket',
  'arbitrary',
  'opaque',
  'ip addr',
  'ip',
  'IPC',
  'IPC perm',
  'sequence',
  'group',
  'zone',
  'ip port',
  'ip addr ex',
  'attribute',
  'file',
  'unix socket',
]);

/** Name of the token on a line; `undefined` when the line goes on with the one before. */
export function textTokenName(line: string): string | undefined {
  const comma = line.indexOf(',');
  const word = comma < 0 ? line : line.slice(0, comma);
  if (Object.hasOwn(NAMES, word)) return NAMES[word];
  return KNOWN.has(word) ? word : undefined;
}

/** Puts what a token tells into the record. Of subject and outcome the last counts: the kernel writes them last. */
export function readTextToken(name: string, line: string, record: BsmRecord): void {
  const fields = line.slice(line.indexOf(',') + 1).split(',');
  switch (name) {
    case 'header':
      record.event = fields[2] ?? '';
      record.time = bsmTime(fields[4] ?? '', fields[5] ?? '');
      break;
    case 'header_ex':
      record.event = fields[2] ?? '';
      record.time = bsmTime(fields[5] ?? '', fields[6] ?? '');
      break;
    case 'exec arg':
      // The environment is written under the same name, behind the arguments.
      record.arguments ??= fields.slice(0, MOST_ARGUMENTS);
      break;
    case 'path':
      if (record.paths.length < MOST_TOKENS) record.paths.push(fields.join(','));
      break;
    case 'text':
      if (record.texts.length < MOST_TOKENS) record.texts.push(fields.join(','));
      break;
    case 'argument': {
      const number = bsmNumber(fields[0] ?? '');
      const value = bsmNumber(fields[1] ?? '');
      if (number !== undefined && value !== undefined && number < 256) record.values.set(number, value);
      break;
    }
    case 'subject':
    case 'subject_ex':
      record.subject = {
        auditUser: fields[0] ?? '',
        user: fields[1] ?? '',
        pid: bsmNumber(fields[5] ?? ''),
        session: fields[6] ?? '',
      };
      break;
    case 'socket-inet':
    case 'socket-inet6':
      record.socket = { port: bsmNumber(fields[1] ?? '') ?? 0, address: fields[2] ?? '' };
      break;
    case 'return':
      record.outcome = bsmOutcome(fields[0] ?? '');
      break;
    case 'identity':
      record.signer = {
        type: bsmNumber(fields[0] ?? '') ?? 0,
        identifier: fields[1] ?? '',
        team: fields[3] ?? '',
      };
      break;
    default:
  }
}

/** Parts of a record that `praudit -l` wrote on one line, each with the name of its token first. */
export function splitLongLine(line: string): string[] {
  const parts: string[] = [];
  let open: string[] = [];
  for (const field of line.split(',')) {
    const begins =
      KNOWN.has(field) && !(field === 'group' || field === 'ip' || field === 'file' || field === 'text');
    if (begins && open.length > 0) {
      parts.push(open.join(','));
      open = [];
    }
    open.push(field);
  }
  parts.push(open.join(','));
  return parts;
}
