import { stem } from './process-role.ts';

/** Programs whose work is to start another one, mostly in their own place. */
const STARTERS = new Set([
  'doas',
  'env',
  'ionice',
  'nice',
  'nohup',
  'proxychains4',
  'setsid',
  'stdbuf',
  'sudo',
  'timeout',
  'torsocks',
]);

export function isStarter(image: string | undefined): boolean {
  return STARTERS.has(stem(image));
}
