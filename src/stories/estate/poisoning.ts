/**
 * How an attacker may teach a baseline before the attack: the program that will send talks to the place it will send to,
 * with nothing encrypted, for as long as others learn from it.
 */
import type { ProcessStep, StoryStep } from '../story-step.ts';
import type { Story } from '../story.ts';
import type { DaySpan } from './host-days.ts';
import { HOST_HANDLE } from './host-days.ts';
import { offsetText } from './scene.ts';

/**
 * `slow`: a little every day. `volume`: every day more, up to what will be sent. `hosts`: from many hosts, one each day.
 * `burst`: from many hosts within an hour.
 */
export type Poisoning = 'slow' | 'volume' | 'hosts' | 'burst';
export const POISONINGS: readonly Poisoning[] = ['slow', 'volume', 'hosts', 'burst'];

const DAY = 86_400_000;
const HOUR = 3_600_000;

export interface PoisonPlan {
  readonly attack: Story;
  readonly kind: Poisoning;
  readonly days: DaySpan;
  /** 0 is the host that will be attacked; the others lend it popularity. */
  readonly accomplice: number;
}

/** What the plan lets one host do, to be added to its days. */
export function poisonSteps({ attack, kind, days, accomplice }: PoisonPlan): StoryStep[] {
  const sender = senderOf(attack);
  if (sender === undefined) return [];
  const own = accomplice === 0;
  const steps: StoryStep[] = [];
  for (let day = days.from; day < days.until; day++) {
    if (kind === 'hosts' && !own && day < days.from + (accomplice % 7)) continue;
    if (kind === 'burst' && day < days.from + 5) continue;
    if (!own && (kind === 'slow' || kind === 'volume')) continue;
    const grown = kind === 'volume' ? 2 ** (day - days.from) : 1;
    steps.push(...visit(sender, day * DAY + 9 * HOUR + accomplice * 60_000, `taught-${day}`, grown));
  }
  return steps;
}

interface Sender {
  readonly process: ProcessStep;
  readonly connect: NonNullable<StoryStep['connect']>;
  readonly name: string | undefined;
}

/** Whom the first expected finding names, and its connection. */
function senderOf({ steps, expect }: Story): Sender | undefined {
  const expected = expect.findings?.[0];
  const process = steps.find((step) => step.process?.as === expected?.process)?.process;
  const connect = steps.find(
    ({ connect: one }) => one?.process === expected?.process && one?.to === expected?.destination,
  )?.connect;
  if (process === undefined || connect === undefined) return undefined;
  const name = steps.find(({ dns }) => dns?.addresses.includes(connect.to) === true)?.dns?.name;
  return { process, connect, name };
}

function visit({ process, connect, name }: Sender, time: number, as: string, grown: number): StoryStep[] {
  const { image, user, originalName, company, product, script, signed } = process;
  const windows = !image.startsWith('/');
  const target = `https://${name ?? connect.to}/`;
  const base = image.slice(Math.max(image.lastIndexOf('/'), image.lastIndexOf('\\')) + 1);
  const words = [base, ...(script === undefined ? [] : [script]), target];
  const known = { user, originalName, company, product, script, signed };
  const given = Object.fromEntries(Object.entries(known).filter(([, value]) => value !== undefined));
  const at = (offset: number): { at: string; host: string } => ({
    at: offsetText(time + offset),
    host: HOST_HANDLE,
  });
  return [
    {
      ...at(0),
      process: {
        as,
        image,
        ...(windows ? { commandLine: words.join(' ') } : { arguments: words }),
        ...given,
      },
    },
    ...(name === undefined ? [] : [{ ...at(200), dns: { process: as, name, addresses: [connect.to] } }]),
    {
      ...at(300),
      connect: { ...connect, process: as, bytesOut: 2_000 * grown, bytesIn: 4_000, sourcePort: undefined },
    },
    { ...at(4_000), end: { process: as } },
  ];
}
