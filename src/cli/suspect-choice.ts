/** Which suspect contacts the flags of `postern baseline clear` choose. */
import type { ProfileKey } from '../baseline/profile/profile-key.ts';
import { identifyDestination } from '../egress/destination.ts';
import { lastingHostName } from '../findings/egress-program.ts';
import { matchesWildcard } from '../findings/wildcard.ts';

export interface SuspectChoice {
  readonly host?: string;
  readonly program?: string;
  readonly destination?: string;
  readonly port?: number;
}

export function isChoosing({ host, program, destination, port }: SuspectChoice): boolean {
  return [host, program, destination, port].some((one) => one !== undefined);
}

/** As profiles name it. */
export function hostName(host: string): string {
  return lastingHostName(host.toLowerCase());
}

export function isChosen({ name, identity, destination, port }: ProfileKey, choice: SuspectChoice): boolean {
  return (
    (choice.host === undefined || hostName(choice.host) === name) &&
    (choice.program === undefined || isProgram(identity, choice.program)) &&
    (choice.destination === undefined || isPlace(destination, choice.destination)) &&
    (choice.port === undefined || choice.port === port)
  );
}

/** The whole identity as it is shown, its path or the name at the path's end; `*` stands for anything. */
function isProgram(identity: string, pattern: string): boolean {
  const whole = identity.toLowerCase();
  const path = whole.split(' | ', 1)[0] ?? whole;
  const name = path.slice(Math.max(path.lastIndexOf('\\'), path.lastIndexOf('/')) + 1);
  return [whole, path, name].some((text) => matchesWildcard(text, pattern.toLowerCase()));
}

/** A name, an address, or the key as it is shown (`name:drop.example`). */
function isPlace(destination: string, wanted: string): boolean {
  return destination === wanted.toLowerCase() || destination === identifyDestination(wanted, undefined).key;
}
