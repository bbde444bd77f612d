import { dirname, join } from 'node:path';
import { huntSettings } from '../../src/config/hunt-settings.ts';
import type { HuntSettings } from '../../src/config/hunt-settings.ts';
import { DEFAULT_CONFIG } from '../../src/config/default-config.ts';
import type { JudgedHost } from '../../src/engine/engine.ts';
import { LEVELS } from '../../src/findings/finding.ts';
import type { Finding, Level } from '../../src/findings/finding.ts';
import type { HuntResult } from '../../src/outputs/hunt-result.ts';
import { hunt } from '../../src/run/hunt.ts';
import { SHIPPED_APPROVALS } from '../shipped-approvals.ts';
import type { Label, LabelledAct } from './label.ts';

/** The default configuration with the networks that the label declares. */
export function labelSettings(label: Label): HuntSettings {
  return huntSettings(DEFAULT_CONFIG, {
    internal: label.internal_networks ?? [],
    external: [],
    since: undefined,
    until: undefined,
    approvals: SHIPPED_APPROVALS,
  });
}

/** Hunts in the data set of a label; `labels` is the path of the file it stands in. */
export function huntLabel(
  labels: string,
  label: Label,
  onHost?: (host: JudgedHost, settings: HuntSettings) => void,
): Promise<HuntResult> {
  const settings = labelSettings(label);
  return hunt({
    paths: [join(dirname(labels), ...label.file.split('/'))],
    settings,
    showSecrets: false,
    ...(onHost === undefined ? {} : { onHost: (host) => onHost(host, settings) }),
  });
}

export function isAtLeast(level: Level, wanted: Level): boolean {
  return LEVELS.indexOf(level) >= LEVELS.indexOf(wanted);
}

/** The host under its short or full name, the pid, the file name of the image, and where it sent. */
export function isAboutAct(finding: Finding, act: LabelledAct): boolean {
  const { host, process, egress } = finding;
  return (
    shortName(host) === shortName(act.host) &&
    process.pid === Number(act.pid) &&
    fileName(process.image ?? '') === act.image.toLowerCase() &&
    egress.address === act.dest &&
    egress.port === Number(act.dport)
  );
}

function shortName(host: string): string {
  return host.toLowerCase().split('.')[0] ?? '';
}

function fileName(path: string): string {
  return path.slice(path.lastIndexOf('\\') + 1).toLowerCase();
}
