import type { HuntSettings } from '../config/hunt-settings.ts';
import { ApprovalSet } from '../baseline/approvals/approval-set.ts';
import type { Baseline } from '../baseline/baseline.ts';
import { externalTest } from '../egress/networks.ts';
import { Engine } from '../engine/engine.ts';
import type { SiteFacts } from '../findings/prepare.ts';
import { newRecogniser } from './new-recogniser.ts';
import { observeStitched } from './observe-stitched.ts';
import type { ScanReport } from './scan-report.ts';
import { secretMasker, SHOW_SECRETS } from './redact.ts';

/** What was learned, and which snapshot it is. */
export interface LearnedBaseline {
  readonly baseline: Baseline;
  readonly version: string;
}

/** The pure core with its settings; secrets are masked unless somebody may see them. */
export function newEngine(settings: HuntSettings, showSecrets: boolean, learned?: LearnedBaseline): Engine {
  const recogniser = newRecogniser(settings.patterns);
  return new Engine({
    isExternal: externalTest(settings.networks),
    parameters: settings.parameters,
    recogniser,
    redact: showSecrets ? SHOW_SECRETS : secretMasker(recogniser),
    normality: {
      approvals: new ApprovalSet(settings.approvals, settings.packs),
      baseline: learned?.baseline,
      baselineVersion: learned?.version,
    },
    site: siteOf(settings),
    limits: settings.limits,
    hostAddresses: new Map(Object.entries(settings.hosts).map(([name, { addresses }]) => [name, addresses])),
  });
}

/** Gives the engine what scanning told besides its observations: presence, and records torn over several files. */
export function takeReports(engine: Engine, reports: readonly ScanReport[], settings: HuntSettings): void {
  for (const { tallies } of reports) for (const [host, tally] of tallies) engine.addTally(host, tally);
  const fragments = reports.flatMap((report) => report.fragments);
  if (fragments.length === 0) return;
  const stitched = observeStitched(fragments, settings);
  for (const observation of stitched.observations) engine.push(observation);
  for (const [host, tally] of stitched.tallies) engine.addTally(host, tally);
}

/** What the configuration says of hosts, by any of their names. */
export function siteOf({ hosts, parameters }: HuntSettings): SiteFacts {
  return { groupOf: (host) => hosts[host]?.group, zone: parameters.TimeWindow?.zone };
}
