import { describe, expect, it } from 'vitest';
import { MAC_STORY } from '../../../../test/macos/mac-story.ts';
import { resolveStory } from '../../resolve-story.ts';
import { posixEvents } from './posix-events.ts';

const timeline = resolveStory(MAC_STORY);
const events = posixEvents(timeline);
const told = events.flatMap((event) => {
  switch (event.kind) {
    case 'fork':
      return [`fork ${event.parent.path} -> ${event.child.path}`];
    case 'exec':
      return [`exec ${event.before.path} -> ${event.after.path}`];
    case 'exit':
      return [`exit ${event.image.path}`];
    default:
      return [];
  }
});

describe('posixEvents', () => {
  it('tells of forks with the image of the parent, and of execs with both images', () => {
    expect(told).toEqual([
      'fork /bin/zsh -> /bin/zsh',
      'exec /bin/zsh -> /bin/bash',
      'fork /bin/bash -> /bin/bash',
      'exec /bin/bash -> /usr/bin/openssl',
      'exit /usr/bin/openssl',
      'fork /bin/bash -> /bin/bash',
      'exec /bin/bash -> /opt/tools/sender',
      'exit /opt/tools/sender',
      'exit /bin/bash',
    ]);
  });

  it('keeps the pid over an exec and raises its version', () => {
    for (const event of events) {
      if (event.kind !== 'exec') continue;
      expect(event.after.process.pid).toBe(event.before.process.pid);
      expect(event.after.version).toBe(event.before.version + 1);
    }
  });

  it('comes in the order of time', () => {
    const times = events.map(({ time }) => time);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
  });
});
