import { resolveStory } from '../../resolve-story.ts';
import type { Timeline } from '../../timeline.ts';
import { TextFiles } from '../posix/text-files.ts';
import type { Renderer } from '../renderer.ts';
import { auditLines } from './audit-lines.ts';
import { auditTrail } from './audit-trail.ts';

/** auditd 3 with an enriched log and `name_format = hostname`, one log for each host. */
export const auditd: Renderer = {
  id: 'auditd',
  title: 'auditd (audit.log)',
  platform: 'linux',
  lacks: ['volumes', 'files', 'forks'],
  render: (story) => {
    const files = new TextFiles();
    addAuditLogs(resolveStory(story), files);
    return files.files();
  },
};

/** Adds the log of every host in a folder of its own. */
export function addAuditLogs(timeline: Timeline, files: TextFiles): void {
  for (const told of auditTrail(timeline)) {
    const name = `${timeline.story.id}/${told.machine.name.toLowerCase()}/audit.log`;
    for (const line of auditLines(told)) files.add(name, line);
  }
}
