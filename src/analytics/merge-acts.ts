/**
 * One act, one candidate: a file sent by control and data connection (FTP), in pieces by a loop of `curl`, or to several
 * ports of one place is one sending.
 */
import { taskOf } from '../hosts/process.ts';
import { stem } from '../hosts/process-role.ts';
import type { Process } from '../hosts/process.ts';
import { compareLinks } from './counted-encryption.ts';
import type { Egress } from './host-view.ts';
import { MOST_LINKS } from './link-egresses.ts';
import type { LinkedEgress } from './link-egresses.ts';
import { onWhoseBehalf } from './senders.ts';

export interface Act extends LinkedEgress {
  /** Further connections of the same act, earliest first. */
  readonly also: readonly Egress[];
}

/** A later sending of the same loop still belongs to it within this time of the one before. */
const SAME_ACT = 15 * 60_000;

export function mergeActs(linked: readonly LinkedEgress[]): Act[] {
  const data = linked.filter(({ egress }) => !isLookup(egress));
  const senders = new Set(data.map(({ egress }) => taskOf(egress.process)));
  // Who sends anywhere also asks for names; who only asks may be sending by that.
  const sendings = linked.filter(({ egress }) => !isLookup(egress) || !senders.has(taskOf(egress.process)));
  const groups = new Map<string, LinkedEgress[]>();
  const numbers = new Map<Process, number>();
  for (const one of sendings) {
    const { process, address, name } = one.egress;
    // A loop starts the same program again and again, which may start `ssh` each time; what nobody started stands for itself.
    const outermost = onWhoseBehalf(process).at(-1) ?? process;
    const starter = taskOf(outermost.parent ?? outermost);
    const number = numbers.get(starter) ?? numbers.size;
    numbers.set(starter, number);
    const key = `${number}|${stem(process.image)}|${name?.name ?? address}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [one]);
    else group.push(one);
  }
  return [...groups.values()].flatMap(actsOf);
}

const NAME_PORTS = new Set([53, 853, 5353]);

function isLookup({ port }: Egress): boolean {
  return NAME_PORTS.has(port);
}

function actsOf(group: readonly LinkedEgress[]): Act[] {
  const sorted = [...group].sort(compareSendings);
  const acts: Act[] = [];
  let open: LinkedEgress[] = [];
  let last = Number.NEGATIVE_INFINITY;
  for (const one of sorted) {
    if (open.length > 0 && one.egress.first - last > SAME_ACT) {
      acts.push(actOf(open));
      open = [];
    }
    open.push(one);
    last = Math.max(last, one.egress.last);
  }
  if (open.length > 0) acts.push(actOf(open));
  return acts;
}

function compareSendings(a: LinkedEgress, b: LinkedEgress): number {
  const [x, y] = [a.egress, b.egress];
  return x.first - y.first || x.port - y.port || (x.process.key < y.process.key ? -1 : 1);
}

/** The sending that is tied most closely stands for the act, of equals the first; its ties are those of all. */
function actOf(sendings: readonly LinkedEgress[]): Act {
  const [chosen, ...others] = [...sendings].sort((a, b) => closeness(b) - closeness(a));
  if (chosen === undefined) throw new RangeError('an act has at least one sending');
  if (others.length === 0) return { ...chosen, also: [] };
  const rest = sendings.filter((one) => one !== chosen);
  const links = sendings.flatMap((sending) => sending.links).sort(compareLinks);
  return {
    egress: chosen.egress,
    links: links.slice(0, MOST_LINKS),
    also: rest.map(({ egress }) => egress),
  };
}

/** A tie of the sender itself is closer than one through what started both: `restic init` and `restic backup` each connect. */
function closeness({ links: [best] }: LinkedEgress): number {
  return best === undefined ? 0 : best.link.weight + (best.link.via === undefined ? 0.05 : 0);
}
