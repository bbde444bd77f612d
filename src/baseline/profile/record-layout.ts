/** The words of a profile's record. Times are seconds since 1970; the lists follow `LISTS_AT` of the list store. */
import { LISTS_AT, LIST_WORDS } from '../sketch/list-store.ts';

export const KEY_HASH = 0;
/** Numbers of the text table; 0 stands for "any". */
export const NAME = 1;
export const IDENTITY = 2;
export const DESTINATION = 3;
/** port << 16 | protocol << 8 | level << 4 | shape. */
export const KIND = 4;
export const FIRST_SEEN = 5;
export const LAST_SEEN = 6;
/** Three words of days, one bit a day: the word of an epoch is its number modulo 3. */
export const DAYS = 7;
export const SUSPECT_FIRST = 10;
export const SUSPECT_LAST = 11;
export const CLEARED = 12;
export const RECORD_WORDS = LISTS_AT + LIST_WORDS;

/** A minimum nobody has lowered yet. */
export const NEVER = 0xffffffff;
