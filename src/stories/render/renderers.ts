/** Every telemetry shape a story can be rendered in. A new one is one file and one line here. */
import type { Story } from '../story.ts';
import { azure } from './azure.ts';
import { eventXml } from './event-xml.ts';
import { evtx } from './evtx.ts';
import { flat2023 } from './flat-2023.ts';
import { noScriptLog } from './no-script-log.ts';
import { nxlog } from './nxlog.ts';
import { nxlog2019 } from './nxlog-2019.ts';
import { auditd } from './linux/auditd.ts';
import { auditdZeek } from './linux/auditd-zeek.ts';
import { elasticLinux } from './linux/elastic-linux.ts';
import { laurel } from './linux/laurel.ts';
import { osqueryLinux } from './linux/osquery-linux.ts';
import { sysmonLinux } from './linux/sysmon-linux.ts';
import { tetragon } from './linux/tetragon.ts';
import { elasticMacos } from './macos/elastic-macos.ts';
import { esloggerZeek } from './macos/eslogger-zeek.ts';
import { jamfProtect } from './macos/jamf-protect.ts';
import { osqueryMacos } from './macos/osquery-macos.ts';
import { LACKS, type Renderer } from './renderer.ts';
import { securityNoCommandLine } from './security-no-command-line.ts';
import { securityOnly } from './security-only.ts';
import { sysmonOnly } from './sysmon-only.ts';
import { winlogbeat } from './winlogbeat.ts';
import { winlogbeatEcs } from './winlogbeat-ecs.ts';

export const RENDERERS: readonly Renderer[] = [
  evtx,
  eventXml,
  nxlog,
  nxlog2019,
  winlogbeat,
  winlogbeatEcs,
  azure,
  flat2023,
  sysmonOnly,
  securityOnly,
  securityNoCommandLine,
  noScriptLog,
  esloggerZeek,
  jamfProtect,
  osqueryMacos,
  elasticMacos,
  auditd,
  auditdZeek,
  laurel,
  sysmonLinux,
  elasticLinux,
  osqueryLinux,
  tetragon,
] satisfies readonly Renderer[];

/** What a story's `notVisibleIn` may name. */
export const NOT_VISIBLE_KEYS: readonly string[] = [...RENDERERS.map(({ id }) => id), ...LACKS];

/** The renderers that fit a story's platform. */
export function renderersFor(story: Story): readonly Renderer[] {
  return RENDERERS.filter(({ platform }) => platform === story.platform);
}
