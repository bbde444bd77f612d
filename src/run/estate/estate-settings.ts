/** The settings of a hunt in a simulated estate: what a careful site would declare, and no more. */
import type { Approval } from '../../baseline/approvals/approval.ts';
import type { Config } from '../../config/config-schema.ts';
import { huntSettings } from '../../config/hunt-settings.ts';
import type { HuntSettings } from '../../config/hunt-settings.ts';
import { ESTATE_EXTERNAL } from '../../stories/estate/address-book.ts';
import type { EstateHost } from '../../stories/estate/estate-host.ts';
import { DEFAULT_EXTERNAL, DEFAULT_INTERNAL } from '../../stories/story.ts';

/** Peer groups are the roles. `approvals`: the starting set, of which `config` may select packs. */
export function estateSettings(
  hosts: readonly EstateHost[],
  config: Config,
  approvals: readonly Approval[],
): HuntSettings {
  const declared = hosts.flatMap(({ name, fqdn, role }) =>
    [name, fqdn].map((known) => [known, { addresses: [] as string[], group: role.id }] as const),
  );
  return huntSettings(
    { ...config, hosts: { ...config.hosts, ...Object.fromEntries(declared) } },
    {
      internal: DEFAULT_INTERNAL,
      external: [ESTATE_EXTERNAL, ...DEFAULT_EXTERNAL],
      since: undefined,
      until: undefined,
      approvals,
    },
  );
}
