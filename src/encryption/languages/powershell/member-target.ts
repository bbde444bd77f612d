import type { Constant } from './constant.ts';

/** What a row of members, indexes and calls has come to: `[Text.Encoding]::Unicode.GetString(...)[0]`. */
export interface MemberTarget {
  value: Constant | undefined;
  type: string | undefined;
  variable: string | undefined;
  /** Last static property, the encoding of `[Text.Encoding]::Unicode.GetString`. */
  property: string | undefined;
  /** A method that was named and not called: `.Invoke(...)` may follow. */
  method: (Omit<MemberTarget, 'method'> & { readonly name: string }) | undefined;
}

export function newTarget(): MemberTarget {
  return { value: undefined, type: undefined, variable: undefined, property: undefined, method: undefined };
}

/** Forgets everything, before the next member is read; gives what was known. */
export function takeTarget(target: MemberTarget): MemberTarget {
  const before = { ...target };
  Object.assign(target, newTarget());
  return before;
}
