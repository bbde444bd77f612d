/** Who a connecting process carries for: `scp` starts `ssh`, `restic` starts `ssh`, `sudo` starts `curl`. */
import { processRole, stem } from '../hosts/process-role.ts';
import type { Process } from '../hosts/process.ts';

/** Programs that only start another one. */
const WRAPPERS = new Set([
  'sudo',
  'doas',
  'env',
  'setsid',
  'nice',
  'ionice',
  'nohup',
  'timeout',
  'proxychains4',
  'torsocks',
]);
const MOST_STEPS = 3;

/** The process itself and the transfer programs that started it to do their work, nearest first. */
export function onWhoseBehalf(sender: Process): readonly Process[] {
  const chain = [sender];
  for (let next = sender.parent; next !== undefined && chain.length <= MOST_STEPS; next = next.parent) {
    if (processRole(next) !== 'dual-use-transfer' && !WRAPPERS.has(stem(next.image))) break;
    if (chain.includes(next)) break;
    chain.push(next);
  }
  return chain;
}
