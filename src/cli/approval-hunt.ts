import type { Approval } from '../baseline/approvals/approval.ts';
import { DEFAULT_CONFIG } from '../config/default-config.ts';
import { huntSettings } from '../config/hunt-settings.ts';
import type { JudgedHost } from '../engine/engine.ts';
import { huntInMemory } from '../run/hunt-in-memory.ts';
import type { ImpostorHunt } from '../stories/impostor-proof.ts';

/** Hunts as anywhere, with all packs selected. The acts are made up, so nothing of the site but its approvals has a part. */
export function approvalHunt(approvals: readonly Approval[]): ImpostorHunt {
  const packs = [...new Set(approvals.flatMap(({ pack }) => pack ?? []))];
  return async (files, { internal, external, host, group }) => {
    const hosts: JudgedHost[] = [];
    const config = {
      ...DEFAULT_CONFIG,
      approvals: { ...DEFAULT_CONFIG.approvals, packs },
      hosts: { [host]: { addresses: [], ...(group === undefined ? {} : { group }) } },
    };
    const times = { since: undefined, until: undefined };
    await huntInMemory(files, huntSettings(config, { internal, external, ...times, approvals }), {
      onHost: (seen) => hosts.push(seen),
    });
    return hosts;
  };
}
