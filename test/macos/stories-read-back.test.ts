import { describe, expect, it } from 'vitest';
import type { TelemetryEvent } from '../../src/event/event.ts';
import { renderersFor } from '../../src/stories/render/renderers.ts';
import { resolveStory } from '../../src/stories/resolve-story.ts';
import type { Story } from '../../src/stories/story.ts';
import { MAC_STORY } from './mac-story.ts';
import { readMember } from './read-member.ts';

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

const SHAPES = ['eslogger-zeek', 'jamf', 'osquery-macos', 'elastic-macos'];
const { processes } = resolveStory(MAC_STORY);
const pidOf = (handle: string): number => processes.get(handle)?.pid ?? -1;

describe('a macOS story read back', () => {
  it('is rendered in every macOS shape', () => {
    expect(renderersFor(MAC_STORY).map(({ id }) => id)).toEqual(SHAPES);
  });

  it.each(SHAPES)('tells the same execs in %s', (shape) => {
    const execs = eventsOf(MAC_STORY, shape).filter(
      (event) => event.kind === 'launch' && event.how === 'exec',
    );
    expect(execs).toMatchObject([
      { image: '/bin/bash', pid: pidOf('script'), platform: 'macos', cwd: '/Users/ann' },
      { image: '/usr/bin/openssl', pid: pidOf('sub'), parentPid: pidOf('script') },
      { image: '/opt/tools/sender', pid: pidOf('tool'), parentPid: pidOf('script') },
    ]);
    for (const event of execs) {
      if (event.kind === 'launch') expect(event.commandLine).toBeDefined();
    }
    expect(execs[2]).toMatchObject({ signer: { identifier: 'org.example.sender', team: 'ABCDE12345' } });
  });

  it.each(['eslogger-zeek', 'elastic-macos'])('tells which image an exec replaced in %s', (shape) => {
    const launches = eventsOf(MAC_STORY, shape).filter((event) => event.kind === 'launch');
    const openssl = launches.find(({ image }) => image === '/usr/bin/openssl');
    const forks = launches.filter(({ how }) => how === 'fork').map(({ uid }) => uid);
    expect(openssl?.arguments).toEqual(processes.get('openssl')?.posix?.arguments);
    expect(forks).toContain(openssl?.replacedUid);
  });

  it.each(['jamf', 'elastic-macos'])('tells the connection with its process in %s', (shape) => {
    const connections = eventsOf(MAC_STORY, shape).filter((event) => event.kind === 'connection');
    expect(connections[0]).toMatchObject({
      pid: pidOf('tool'),
      image: '/opt/tools/sender',
      direction: 'outbound',
      protocol: 'tcp',
      remoteAddress: '203.0.113.9',
      remotePort: 443,
    });
    const out = connections.map((event) => ('bytesOut' in event ? (event.bytesOut ?? 0) : 0));
    expect(Math.max(...out)).toBe(shape === 'jamf' ? 0 : 50_000);
  });

  it('tells the connection to osquery only while it lasts', () => {
    expect(eventsOf(MAC_STORY, 'osquery-macos').filter(({ kind }) => kind === 'connection')).toMatchObject([
      { pid: pidOf('tool'), remoteAddress: '203.0.113.9' },
    ]);
  });

  it('tells the flow, the name and the lease on the wire', () => {
    const events = eventsOf(MAC_STORY, 'eslogger-zeek');
    expect(events.filter(({ kind }) => kind === 'connection')).toEqual([]);
    expect(events.filter(({ kind }) => kind === 'address')).toMatchObject([
      { host: 'anns-macbook', address: '10.1.1.9' },
    ]);
    expect(events.filter(({ kind }) => kind === 'name')).toMatchObject([{ name: 'drop.example.net' }]);
    expect(events.filter(({ kind }) => kind === 'flow')).toMatchObject([
      {
        sourceAddress: '10.1.1.9',
        destinationAddress: '203.0.113.9',
        tls: { serverName: 'drop.example.net' },
      },
      { bytesOut: 50_000, bytesIn: 900, destinationPort: 443 },
    ]);
  });

  it('leaves a gap in the numbers where the sensor was silent', () => {
    const silent: Story = {
      ...MAC_STORY,
      steps: [
        ...MAC_STORY.steps,
        { at: '1.2s', sensor: { state: 'stopped' } },
        { at: '2.8s', sensor: { state: 'started' } },
      ],
    };
    const gaps = eventsOf(silent, 'eslogger-zeek').filter(({ kind }) => kind === 'health');
    expect(gaps).toMatchObject([{ kind: 'health', state: 'gap', host: 'unnamed-host' }]);
  });

  it('gives the same bytes every time', () => {
    for (const renderer of renderersFor(MAC_STORY)) {
      expect(renderer.render(MAC_STORY)).toEqual(renderer.render(MAC_STORY));
    }
  });
});
