/** Words for entities and campaigns, the same on every output. */
import type { Campaign } from '../findings/campaign.ts';
import { counted } from './readable-amount.ts';

/** `3 hosts sent to it`, `2 hosts ran it`. */
export function campaignWords({ shares, hosts }: Campaign): string {
  return `${counted(hosts.length, 'host')} ${shares === 'tenant' ? 'sent to it' : 'ran it'}`;
}

/** `a, b, c and 4 more`. */
export function listWords(texts: readonly string[], most: number): string {
  const more = texts.length - most;
  return more > 0 ? `${texts.slice(0, most).join(', ')} and ${more} more` : texts.join(', ');
}
