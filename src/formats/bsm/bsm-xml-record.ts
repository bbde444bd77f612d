/** One `<record>` of `praudit -x` (bsm_io.c, print functions with AU_OFLAG_XML). */
import { emptyBsmRecord, MOST_ARGUMENTS, MOST_TOKENS } from './bsm-record.ts';
import type { BsmRecord } from './bsm-record.ts';
import { bsmNumber, bsmOutcome, bsmTime } from './bsm-words.ts';

/** A tag with its attributes, and the text up to the next tag. praudit escapes `<` in values. */
const TAG = /<([a-z_-]{1,24})([^<>]{0,65536})>([^<]*)/g;
const ATTRIBUTE = /([a-z-]{1,32})="([^"]*)"/g;

type Attributes = ReadonlyMap<string, string>;

/** Reads the text of one record; `decode` turns entities into what they stand for. */
export function readXmlRecord(xml: string, decode: (text: string) => string): BsmRecord {
  const record = emptyBsmRecord();
  let list: 'args' | 'env' | undefined;
  let tokens = 0;
  for (const [, name = '', inside = '', text = ''] of xml.matchAll(TAG)) {
    if (name === 'exec_args' || name === 'exec_env') {
      list = name === 'exec_args' ? 'args' : 'env';
      if (list === 'args') record.arguments ??= [];
      continue;
    }
    if (name === 'arg' && list === 'args') {
      if ((record.arguments?.length ?? 0) < MOST_ARGUMENTS) record.arguments?.push(decode(text));
      continue;
    }
    if (name === 'arg' || name === 'env') continue;
    if (++tokens > MOST_TOKENS) break;
    readToken(name, attributes(inside, decode), decode(text.trim()), record);
  }
  return record;
}

function readToken(name: string, tag: Attributes, text: string, record: BsmRecord): void {
  const of = (key: string): string => tag.get(key) ?? '';
  switch (name) {
    case 'record':
      record.event = of('event');
      record.time = bsmTime(of('time'), of('msec'));
      break;
    case 'path':
      record.paths.push(text);
      break;
    case 'text':
      record.texts.push(text);
      break;
    case 'argument': {
      const number = bsmNumber(of('arg-num'));
      const value = bsmNumber(of('value'));
      if (number !== undefined && value !== undefined && number < 256) record.values.set(number, value);
      break;
    }
    case 'subject':
    case 'subject_ex':
      record.subject = {
        auditUser: of('audit-uid'),
        user: of('uid'),
        pid: bsmNumber(of('pid')),
        session: of('sid'),
      };
      break;
    case 'socket-inet':
    case 'socket-inet6':
    case 'socket-inet32':
    case 'socket-inet128':
      record.socket = { address: of('addr'), port: bsmNumber(of('port')) ?? 0 };
      break;
    case 'return':
      record.outcome = bsmOutcome(of('errval'));
      break;
    case 'identity':
      record.signer = {
        type: bsmNumber(of('signer-type')) ?? 0,
        identifier: of('signing-id'),
        team: of('team-id'),
      };
      break;
    default:
  }
}

function attributes(inside: string, decode: (text: string) => string): Attributes {
  const found = new Map<string, string>();
  for (const [, key = '', value = ''] of inside.matchAll(ATTRIBUTE)) found.set(key, decode(value));
  return found;
}
