import { resolveStory } from '../../resolve-story.ts';
import { TextFiles } from '../posix/text-files.ts';
import { addZeekLogs } from '../posix/zeek-logs.ts';
import type { Renderer } from '../renderer.ts';
import { addAuditLogs } from './auditd.ts';

/** auditd on every host, which knows who connected where, and Zeek on the wire, which knows how much was sent. */
export const auditdZeek: Renderer = {
  id: 'auditd-zeek',
  title: 'auditd with Zeek',
  platform: 'linux',
  lacks: ['files', 'forks'],
  render: (story) => {
    const timeline = resolveStory(story);
    const files = new TextFiles();
    addAuditLogs(timeline, files);
    addZeekLogs(timeline, `${story.id}/zeek`, files);
    return files.files();
  },
};
