/** Sticky patterns of the words that all languages share. */

export const SPACE: RegExp = /[ \t\f\v\r\u00A0\uFEFF]+/y;
export const NUMBER: RegExp =
  /0[xX][0-9a-fA-F_]+n?|0[bB][01_]+|0[oO][0-7_]+|(?:\d[\d_]*)(?:\.\d[\d_]*)?(?:[eE][+-]?\d+)?[nlL]?/y;
export const SYMBOL: RegExp =
  />>>=?|\*\*=?|<<=|>>=|===|!==|&&=?|\|\|=?|\?\?=?|\?->|->|=>|::|:=|\?\.|&\.|\.\.\.?|=~|!~|==|!=|<=|>=|<>|<<|>>|\+=|-=|\*=|\/=|%=|\.=|&=|\|=|\^=|\+\+|--|[^\s\w]/y;
/** Words behind which an operand follows, so that `/` begins a pattern. */
export const BEFORE_OPERAND: ReadonlySet<string> = new Set(
  'return if elsif elif while until unless and or not in of case when then typeof await yield print puts split grep map join push'.split(
    ' ',
  ),
);
