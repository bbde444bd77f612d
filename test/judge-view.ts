import { an1389 } from '../src/analytics/an1389.ts';
import type { Egress, HostView, ObservedOperation } from '../src/analytics/host-view.ts';
import type { Finding } from '../src/findings/finding.ts';
import { NO_NORMALITY, NO_SITE } from './no-normality.ts';
import type { NormalitySources } from '../src/findings/normality.ts';
import { judge } from '../src/findings/judge.ts';
import { DEFAULT_PARAMETERS } from '../src/findings/parameters.ts';
import type { Parameters } from '../src/findings/parameters.ts';
import type { Redactor } from '../src/findings/redactor.ts';
import type { Process } from '../src/hosts/process.ts';
import { SECOND, T0 } from './host-events.ts';
import { hostView, process } from './host-view.ts';

const AS_IS: Redactor = { commandLine: (text) => text, layers: ({ layers }) => layers };
/** Masks the word `hunter2`. */
export const MASKED: Redactor = {
  commandLine: (text) => text.replace('hunter2', '*******'),
  layers: ({ layers }) =>
    layers.map((layer) => ({ ...layer, text: layer.text.replace('hunter2', '*******') })),
};

/** What AN1389 and its judgement say of a host. */
export function findings(
  view: Partial<HostView>,
  parameters: Partial<Parameters> = {},
  redact = AS_IS,
  normality: NormalitySources = NO_NORMALITY,
): Finding[] {
  const settings = { ...DEFAULT_PARAMETERS, ...parameters };
  const judging = { parameters: settings, site: NO_SITE, normality, redact };
  const found = an1389.candidates(hostView(view), settings.correlationWindow);
  return found.map((candidate) => judge(candidate, an1389, judging));
}

/** The one finding about one egress. */
export function finding(
  sending: Egress,
  operations: readonly ObservedOperation[],
  view: Partial<HostView> = {},
): Finding {
  const [found] = findings({ egresses: [sending], operations, ...view });
  if (found === undefined) throw new Error('no finding');
  return found;
}

/** A destination whose name the process itself looked up. */
export const named = (name: string): Partial<Egress> => ({
  name: {
    name,
    source: 'dns-same-process',
    place: { source: 'host.json', offset: 30, length: 5 },
    time: T0 + 9 * SECOND,
  },
});
export const cmd = (more: Partial<Process> = {}): Process =>
  process({ image: 'C:\\Windows\\System32\\cmd.exe', ...more });
