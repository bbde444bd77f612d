/** Where the names of a simulated world lead: large services answer from many addresses and change them, others from two. */
import { chosenNumber } from '../stable-choice.ts';

/** The world outside of a simulated estate: a range reserved for benchmarks (RFC 2544), declared external. */
export const ESTATE_EXTERNAL = '198.18.0.0/15';
export const ESTATE_INTERNAL = '10.0.0.0/8';

/** Services that stand behind content networks and balance by address. */
const SPREAD = [
  'amazonaws.com',
  'windows.net',
  'cloudfront.net',
  'microsoft.com',
  'windowsupdate.com',
  'office365.com',
  'office.com',
  'live.com',
  'googleapis.com',
  'google.com',
  'icloud.com',
  'apple.com',
  'cdn-apple.com',
  'docker.io',
  'docker.com',
  'npmjs.org',
  'pythonhosted.org',
  'slack.com',
  'zoom.us',
  'dropboxapi.com',
  'backblazeb2.com',
  'datadoghq.com',
];
const SPREAD_POOL = 40;
const POOL = 2;
/** How long one resolver hands out one answer, in hours. */
const ANSWER_HOURS = 6;

/** The address a host gets for a name at an hour since the story's start. The same words, the same address. */
export function addressOf(name: string, host: string, hour: number): string {
  const spread = SPREAD.some((suffix) => name === suffix || name.endsWith(`.${suffix}`));
  const pool = spread ? SPREAD_POOL : POOL;
  const turn = Math.floor(hour / ANSWER_HOURS);
  const member = chosenNumber(pool, 'answer', name, host, turn);
  // 198.18.0.0/15, without the first and last address of each /24.
  const place = chosenNumber(2 * 256 * 254, 'address', name, member);
  const last = 1 + (place % 254);
  const third = Math.floor(place / 254) % 256;
  return `198.${18 + Math.floor(place / (254 * 256))}.${third}.${last}`;
}
