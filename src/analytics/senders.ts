/** Who a connecting process carries for: `scp` starts `ssh`, `restic` starts `ssh`, `sudo` starts `curl`. */
import { processRole } from '../hosts/process-role.ts';
import type { Process } from '../hosts/process.ts';
import { isStarter } from '../hosts/starters.ts';

const MOST_STEPS = 3;

/** The process itself and the transfer programs that started it to do their work, nearest first. */
export function onWhoseBehalf(sender: Process): readonly Process[] {
  const chain = [sender];
  for (let next = sender.parent; next !== undefined && chain.length <= MOST_STEPS; next = next.parent) {
    if (processRole(next) !== 'dual-use-transfer' && !isStarter(next.image)) break;
    if (chain.includes(next)) break;
    chain.push(next);
  }
  return chain;
}
