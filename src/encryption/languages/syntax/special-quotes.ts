/** Quotes that Perl, Ruby, PHP and shells have beside the plain ones. */
import { closingBracket, closingOf } from './brackets.ts';
import type { ScanBudget } from './quoted.ts';
import type { QuoteForm } from './syntax.ts';

export interface SpecialQuote {
  /** `undefined` for patterns. */
  readonly form: QuoteForm | undefined;
  /** The quoted text, without its delimiters. */
  readonly from: number;
  readonly to: number;
  /** Offset after everything. */
  readonly end: number;
}

const PERL = /(qq|qw|qx|q|m|s|tr|y)(?:\s{0,8}([^\w\s,;)=.>-])|\s+([^\w\s#,;)=.>-]))/y;
const RUBY = /%([qQwWix]?)([^\w\s=])/y;
const HERE = /<<<?([~-]?)\s?(["'`]?)([A-Za-z_]\w{0,60})\2/y;
/** Longest quoted text of this kind, so that texts of nothing but openings stay cheap. */
const LONGEST = 65_536;

function formOf(letter: string, open: string, close: string): QuoteForm | undefined {
  switch (letter) {
    case 'q':
    case 'qw':
    case 'w':
      return { open, close, escapes: 'quote', lines: true };
    case 'qx':
    case 'x':
      return { open, close, escapes: 'backslash', lines: true, command: true };
    case 'm':
    case 's':
    case 'tr':
    case 'y':
    case 'i':
      return undefined;
    default:
      return { open, close, escapes: 'backslash', lines: true };
  }
}

/** Perl's `q{}`, `qq()`, `s///` and Ruby's `%q()` at `at`. */
export function quoteOperator(
  text: string,
  at: number,
  to: number,
  language: 'perl' | 'ruby',
  afterOperand: boolean,
  budget: ScanBudget,
): SpecialQuote | undefined {
  const first = text.charAt(at);
  if (language === 'perl' ? !'qmsty'.includes(first) : first !== '%') return undefined;
  if (budget.left <= 0) return undefined;
  if (language === 'perl' && /[\w$@%>{]/.test(text.charAt(at - 1))) return undefined;
  if (afterOperand && (language === 'ruby' || first !== 'q')) return undefined;
  const pattern = language === 'perl' ? PERL : RUBY;
  pattern.lastIndex = at;
  const found = pattern.exec(text);
  if (found === null) return undefined;
  const letter = found[1] ?? '';
  const open = found[2] ?? found[3] ?? '';
  const from = at + found[0].length;
  const close = closingBracket(text, from, to, open, LONGEST, false);
  if (close < 0) {
    budget.left -= Math.min(LONGEST, to - from);
    return undefined;
  }
  const twice = letter === 's' || letter === 'tr' || letter === 'y';
  const again = !twice
    ? close
    : open === closingOf(open)
      ? closingBracket(text, close + 1, to, open, LONGEST, false)
      : secondPart(text, close + 1, to);
  return {
    form: formOf(letter, open, closingOf(open)),
    from,
    to: close,
    end: (again < 0 ? close : again) + 1,
  };
}

function secondPart(text: string, at: number, to: number): number {
  const open = /\s{0,8}([^\w\s])/y;
  open.lastIndex = at;
  const found = open.exec(text);
  return found === null ? -1 : closingBracket(text, at + found[0].length, to, found[1] ?? '', LONGEST, false);
}

/** The tag of a here-document that begins at `at`; its text follows on the next line. */
export function hereDocument(
  text: string,
  at: number,
  mark: '<<' | '<<<',
  shift: boolean,
): (SpecialQuote & { readonly tag: string }) | undefined {
  HERE.lastIndex = at;
  const found = HERE.exec(text);
  if (found === null || text.startsWith('<<<', at) !== (mark === '<<<')) return undefined;
  const [all, squeeze, quote, tag] = found;
  // `list << name` appends.
  if (shift && quote === '' && squeeze === '' && !/^[A-Z_]+$/.test(tag ?? '')) return undefined;
  const form: QuoteForm = { open: '', close: tag ?? '', escapes: 'raw', lines: true, command: quote === '`' };
  return { form, from: at, to: at, end: at + all.length, tag: tag ?? '' };
}
