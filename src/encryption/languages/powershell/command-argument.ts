import type { CommandArgument, CommandUse } from './script-observer.ts';

/** The argument given by name (any beginning of at least `least` letters), else the positional one. */
export function argument(
  use: CommandUse,
  name: string,
  least: number,
  position?: number,
): CommandArgument | undefined {
  const named = use.given.find(
    ({ parameter }) => parameter !== undefined && parameter.length >= least && name.startsWith(parameter),
  );
  if (named !== undefined || position === undefined) return named;
  return use.given.filter(({ parameter }) => parameter === undefined)[position];
}
