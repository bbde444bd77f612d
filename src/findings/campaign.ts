/**
 * Several hosts, one hand: findings of at least three hosts that sent to one tenant, or of at least two on which one script
 * encrypted. Sets alone decide, so neither order nor repetition matters. [scoring notes, section 4]
 */
import { identifyDestination } from '../egress/destination.ts';
import { lastingHostName } from './egress-program.ts';
import type { Finding } from './finding.ts';
import { levelOf } from './weights.ts';

export interface Campaign {
  /** What the hosts share. */
  readonly shares: 'tenant' | 'script';
  /** Names that outlive one hunt, sorted. */
  readonly hosts: readonly string[];
  /** Ids, sorted. */
  readonly findings: readonly string[];
}

/** Hosts from which on it is one. */
const LEAST_HOSTS = { tenant: 3, script: 2 } as const;
/** What it adds to the risk of the destination or script. */
export const CAMPAIGN_POINTS = 10;

type Sender = Pick<Finding, 'id' | 'host' | 'score' | 'egress'>;

interface Party {
  readonly hosts: Set<string>;
  readonly findings: Set<string>;
}

/** Gathers who shares something; findings come in any order and any number of times. */
export class CampaignGatherer {
  readonly #shares: Campaign['shares'];
  readonly #parties = new Map<string, Party>();

  constructor(shares: Campaign['shares']) {
    this.#shares = shares;
  }

  /**
   * What is approved or usual is no part of one, nor is a place that says nothing of who is behind it: a bare address, its
   * reverse lookup (which names the hoster), a name that all tenants of a service share.
   */
  add({ id, host, score, egress }: Sender): void {
    if (levelOf(score) === 'info') return;
    const party = this.#shares === 'script' ? '' : tenantOf(egress);
    if (party === undefined) return;
    let known = this.#parties.get(party);
    if (known === undefined) this.#parties.set(party, (known = { hosts: new Set(), findings: new Set() }));
    known.hosts.add(lastingHostName(host).toLowerCase());
    known.findings.add(id);
  }

  /** `undefined` while too few hosts take part. */
  get campaign(): Campaign | undefined {
    const enough = [...this.#parties.values()].filter(({ hosts }) => hosts.size >= LEAST_HOSTS[this.#shares]);
    if (enough.length === 0) return undefined;
    return {
      shares: this.#shares,
      hosts: sorted(enough.flatMap(({ hosts }) => [...hosts])),
      findings: sorted(enough.flatMap(({ findings }) => [...findings])),
    };
  }
}

function tenantOf({ name, nameSource, address }: Sender['egress']): string | undefined {
  if (nameSource === 'sensor') return undefined;
  const { tenant, key } = identifyDestination(name, address);
  return tenant === 'unknown' ? undefined : key;
}

function sorted(texts: readonly string[]): string[] {
  return [...new Set(texts)].sort();
}
