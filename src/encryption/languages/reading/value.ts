/** What is known of a value in a script without running it. */
import type { KeySource } from '../../encryption-operation.ts';
import type { CipherUse } from './script-facts.ts';

/** A function written in the script, to be read again with its arguments. Numbers are those of tokens. */
export interface Callable {
  readonly parameters: readonly string[];
  readonly from: number;
  readonly to: number;
  /** `statements` ends with the first `return`. */
  readonly body: 'expression' | 'statements';
}

export interface Value {
  /** A constant text; with `partial`, parts of it are not known and stand as `${name}`. */
  readonly text?: string;
  readonly partial?: boolean;
  /** Where every character of `text` stands; without a map it stands as it is at `from`, if that is given. */
  readonly map?: number[] | undefined;
  readonly from?: number | undefined;
  readonly bytes?: Buffer;
  readonly number?: number;
  readonly items?: readonly Value[];
  readonly members?: ReadonlyMap<string, Value>;
  /** Name of a thing that is not a constant: `Crypto.Cipher.AES`, `self.key`. */
  readonly path?: string;
  /** The variable or member it was read from. */
  readonly place?: string | undefined;
  readonly callable?: Callable;
  /** The object is this cipher, or came out of it (`product`). */
  readonly cipher?: CipherUse;
  readonly product?: boolean;
  /** The cipher object it is a member of. */
  readonly owner?: CipherUse;
  /** Where a value that is not constant comes from. */
  readonly origin?: KeySource;
  /** Names of the files it was read from or stands for. */
  readonly files?: readonly string[];
  /** How the text was got: `base64`, `hex`, `deflate` ...; `undefined` for a text that stands in the script. */
  readonly decoded?: string;
  /** The stretch of the script that is this value. */
  readonly start: number;
  readonly end: number;
}

/** Where a construct stands. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

export function unknownAt({ start, end }: Stretch): Value {
  return { start, end };
}

/** Items of a list that are looked at. */
const LOOKED_AT = 64;

/** Is everything about the value known, so that it may be a literal key? */
export function isConstant(value: Value): boolean {
  if (value.text !== undefined) return value.partial !== true;
  if (value.items !== undefined)
    return (
      value.items.length > 0 &&
      value.items.slice(0, LOOKED_AT).every((item) => item.items === undefined && isConstant(item))
    );
  return value.bytes !== undefined || value.number !== undefined;
}

/** Origins and files of values that one is made of. */
export function mixed(range: Stretch, parts: readonly Value[]): Value {
  const origin = parts.find((part) => part.origin !== undefined)?.origin;
  const cipher = parts.find((part) => part.product === true)?.cipher;
  const files = [...new Set(parts.flatMap((part) => part.files ?? []))].slice(0, 8);
  return {
    start: range.start,
    end: range.end,
    ...(origin === undefined ? {} : { origin }),
    ...(cipher === undefined ? {} : { cipher, product: true }),
    ...(files.length === 0 ? {} : { files }),
  };
}
