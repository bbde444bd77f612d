/** Tokens of PowerShell as sticky patterns; each is linear, none can give back what it took more than once. */

export const NUMBER: RegExp = /(?:0x[0-9a-f]+|\d+(?:\.\d+)?)(?:kb|mb|gb|l|d)?(?![\w\\/:])/iy;
export const VARIABLE: RegExp = /\$(?:\{[^}]{1,200}\}|(?:\w{1,60}:(?!:))?\w[\w?]{0,200}|[$?^_])/y;
export const MEMBER: RegExp = /[A-Za-z_][\w`]*/y;
export const WORD: RegExp = /[^\s(){}[\];,|&'"‘’‚‛“”„$@=+*<>!%]+/y;
export const DASHED: RegExp = /[-–—―]{1,2}((?:[A-Za-z?]|`(?=[A-Za-z]))(?:[\w-]|`(?=\w))*)/y;
export const SYMBOL: RegExp = /\.\.|::|&&|\|\||\+\+|[-+*/%]=|[=+*/%<>!&|,.]|[-–—―]{1,2}/y;
export const OPERATORS: ReadonlySet<string> = new Set(
  'f join split csplit isplit replace creplace ireplace bxor band bor bnot shl shr as is isnot eq ne gt ge lt le like notlike match notmatch contains notcontains in notin and or xor not ceq cne ieq ine clike cmatch ilike imatch'.split(
    ' ',
  ),
);
