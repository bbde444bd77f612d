import { describe, expect, it } from 'vitest';
import type { ProcessLaunch, TelemetryEvent } from '../../src/event/event.ts';
import { renderersFor } from '../../src/stories/render/renderers.ts';
import { resolveStory } from '../../src/stories/resolve-story.ts';
import type { Story } from '../../src/stories/story.ts';
import { readMember } from '../macos/read-member.ts';
import { LINUX_STORY } from './linux-story.ts';

/** The events that are read back from a story in one shape. */
function eventsOf(story: Story, shape: string): readonly TelemetryEvent[] {
  const renderer = renderersFor(story).find(({ id }) => id === shape);
  return (renderer?.render(story) ?? []).flatMap(({ name, bytes }) => {
    const account = readMember(name, bytes);
    expect(account.rejected, name).toEqual([]);
    expect(account.unknown, name).toBe(0);
    expect(account.records, name).toBeGreaterThan(0);
    return account.events;
  });
}

const isLaunch = (event: TelemetryEvent): event is ProcessLaunch => event.kind === 'launch';
const SHAPES = renderersFor(LINUX_STORY).map(({ id }) => id);
/** The argument list comes through exactly. */
const EXACT = ['auditd', 'auditd-zeek', 'laurel', 'elastic-linux', 'osquery-linux'];
const AUDIT = ['auditd', 'auditd-zeek', 'laurel'];
const { processes } = resolveStory(LINUX_STORY);
const pidOf = (handle: string): number => processes.get(handle)?.pid ?? -1;

describe('a Linux story read back', () => {
  it.each(SHAPES)('tells the same execs in %s', (shape) => {
    const execs = eventsOf(LINUX_STORY, shape)
      .filter(isLaunch)
      .filter(({ how }) => how !== 'fork');
    expect(execs).toMatchObject([
      { image: '/usr/bin/bash', pid: pidOf('script'), platform: 'linux', cwd: '/home/ann' },
      { image: '/usr/bin/openssl', pid: pidOf('sub') },
      { image: '/usr/bin/sudo', parentPid: pidOf('script') },
      { image: '/usr/bin/curl', parentPid: pidOf('sudo') },
    ]);
    for (const event of execs) expect(event.commandLine).toBeDefined();
  });

  it.each(EXACT)('keeps every argument as it was in %s', (shape) => {
    const told = eventsOf(LINUX_STORY, shape).filter(isLaunch);
    for (const handle of ['script', 'openssl', 'curl']) {
      const process = processes.get(handle);
      if (process === undefined) throw new Error(`no process ${handle}`);
      const found = told.find(
        ({ pid, image, how }) => pid === process.pid && image === process.image && how !== 'fork',
      );
      expect(found?.arguments, handle).toEqual(process.posix?.arguments);
    }
  });

  it.each(SHAPES)('tells the connections with their process in %s', (shape) => {
    const connections = eventsOf(LINUX_STORY, shape).filter((event) => event.kind === 'connection');
    const outside = connections.filter(({ remotePort }) => remotePort !== 53);
    const begun = [
      ...new Set(
        outside.map(
          ({ pid, image, remoteAddress, remotePort, failed }) =>
            `${pid} ${image} ${remoteAddress} ${remotePort} ${failed}`,
        ),
      ),
    ];
    expect(begun).toEqual([
      `${pidOf('sub')} /usr/bin/bash 203.0.113.9 9001 undefined`,
      `${pidOf('curl')} /usr/bin/curl 2001:db8::7 443 undefined`,
    ]);
  });

  it.each(AUDIT)('tells script, login and the user who changed in %s', (shape) => {
    const [script, openssl, , curl] = eventsOf(LINUX_STORY, shape).filter(isLaunch);
    expect(script).toMatchObject({ scriptPath: '/home/ann/go.sh', user: 'ann', session: '43' });
    expect(openssl).toMatchObject({ user: 'ann', session: '43', parentPid: pidOf('script') });
    expect(curl).toMatchObject({ user: 'root', loginUser: 'ann', session: '43' });
  });

  it('tells bytes where the sensor counts them', () => {
    const bytes = (shape: string): number[] =>
      eventsOf(LINUX_STORY, shape).flatMap((event) => ('bytesOut' in event ? [event.bytesOut ?? 0] : []));
    expect(Math.max(...bytes('elastic-linux'))).toBe(50_000);
    expect(Math.max(...bytes('auditd-zeek'))).toBe(50_000);
    expect(Math.max(...bytes('auditd'))).toBe(0);
  });

  it.each(['auditd', 'laurel', 'sysmon-linux'])('says where %s was silent', (shape) => {
    const silent: Story = {
      ...LINUX_STORY,
      steps: [
        ...LINUX_STORY.steps,
        { at: '2.8s', sensor: { state: 'stopped' } },
        { at: '4s', sensor: { state: 'started' } },
      ],
    };
    const events = eventsOf(silent, shape);
    expect(events.filter(({ kind }) => kind === 'health')).toMatchObject([
      { state: 'stopped' },
      { state: 'started' },
    ]);
    expect(events.filter(isLaunch).map(({ image }) => image)).not.toContain('/usr/bin/curl');
  });

  it('gives the same bytes every time', () => {
    for (const renderer of renderersFor(LINUX_STORY))
      expect(renderer.render(LINUX_STORY)).toEqual(renderer.render(structuredClone(LINUX_STORY)));
  });
});
