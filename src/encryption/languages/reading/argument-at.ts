import type { Call } from './call.ts';
import type { ArgumentPlace } from './construct.ts';
import type { Value } from './value.ts';

/** The argument in this place: `1`, `key` or `1|key|password`. */
export function argumentAt(
  call: Pick<Call, 'args' | 'named'>,
  place: ArgumentPlace | undefined,
): Value | undefined {
  for (const part of place?.split('|') ?? []) {
    const value = /^\d+$/.test(part) ? call.args[Number(part)] : call.named.get(part);
    if (value !== undefined) return value;
    // An object of options, as JavaScript and Ruby pass them.
    for (const argument of call.args) {
      const member = argument.members?.get(part);
      if (member !== undefined) return member;
    }
  }
  return undefined;
}
