import { describe, expect, it } from 'vitest';
import { LINUX_STORY } from '../../test/linux/linux-story.ts';
import { MAC_STORY } from '../../test/macos/mac-story.ts';
import { officeDay } from './office-day.ts';
import { resolveStory } from './resolve-story.ts';
import { checkStory } from './story-check.ts';
import type { StoryStep } from './story-step.ts';
import type { Story } from './story.ts';

const withSteps = (...steps: StoryStep[]): Story => ({ ...MAC_STORY, steps });

describe('a POSIX story', () => {
  it('has no faults where its handles name processes', () => expect(checkStory(MAC_STORY)).toEqual([]));

  it.each([
    [{ as: 'a', image: '/bin/sh', replaces: 'nobody' }, 'replaces'],
    [{ as: 'a', image: '/bin/sh', responsible: 'nobody' }, 'responsible'],
    [{ as: 'a', image: '/bin/sh', parent: 'explorer' }, 'parent'],
    [{ as: 'launchd', image: '/sbin/launchd' }, 'as'],
  ])('says where %j names nothing', (process, key) => {
    expect(checkStory(withSteps({ at: '0s', process }))).toMatchObject([
      { path: ['steps', 0, 'process', key] },
    ]);
  });

  it('starts programs of people from their shell and those of root from launchd', () => {
    const { processes } = resolveStory(
      withSteps(
        { at: '0s', process: { as: 'mine', image: '/bin/ls' } },
        { at: '0s', process: { as: 'system', image: '/usr/libexec/x', user: 'root' } },
      ),
    );
    expect(processes.get('mine')).toMatchObject({
      account: { name: 'ann' },
      cwd: '/Users/ann',
      parent: { image: '/bin/zsh' },
      posix: { signature: { identifier: 'com.apple.ls', platform: true } },
    });
    expect(processes.get('system')).toMatchObject({ parent: { pid: 1 }, posix: { userId: 0 } });
  });

  it('lets an exec keep pid, parent and user', () => {
    const { processes } = resolveStory(MAC_STORY);
    const [before, after] = [processes.get('sub'), processes.get('openssl')];
    expect(after).toMatchObject({ pid: before?.pid, parent: before?.parent, account: before?.account });
    expect(after?.posix?.pidVersion).toBe((before?.posix?.pidVersion ?? 0) + 1);
  });

  it('has an office day of its own platform', () => {
    const noisy: Story = { ...MAC_STORY, noise: { events: 80, seed: 3 } };
    const steps = officeDay(noisy);
    expect(steps.length).toBeGreaterThanOrEqual(80);
    for (const { process } of steps) expect(process?.image ?? '/').toMatch(/^\//);
    expect(checkStory({ ...noisy, steps: [...noisy.steps, ...steps] })).toEqual([]);
    expect(resolveStory(noisy).acts.length).toBeGreaterThan(80);
  });
});

describe('a Linux story', () => {
  const { processes } = resolveStory(LINUX_STORY);

  it('has no faults', () => expect(checkStory(LINUX_STORY)).toEqual([]));

  it('keeps the login through sudo, and services have none', () => {
    expect(processes.get('curl')).toMatchObject({
      account: { name: 'root' },
      posix: { userId: 0, login: { session: 0x2b, user: 'ann' }, signature: undefined },
    });
    expect(processes.get('box/cron')?.posix?.login).toBeUndefined();
    expect(processes.get('box/shell')?.posix?.login).toMatchObject({ session: 3, user: 'ann' });
  });

  it('lives in the homes of Linux', () => {
    expect(processes.get('script')?.cwd).toBe('/home/ann');
    const at = (user: string): Story => ({
      ...LINUX_STORY,
      steps: [{ at: '0s', process: { as: 'one', image: '/usr/bin/id', user } }],
    });
    expect(resolveStory(at('root')).processes.get('one')).toMatchObject({ cwd: '/root', parent: { pid: 1 } });
    expect(resolveStory(at('www-data')).processes.get('one')).toMatchObject({
      cwd: '/var/www',
      posix: { userId: 33 },
    });
  });

  it('has an office day of its own', () => {
    const noisy: Story = { ...LINUX_STORY, noise: { events: 80, seed: 3 } };
    const steps = officeDay(noisy);
    expect(checkStory({ ...noisy, steps: [...noisy.steps, ...steps] })).toEqual([]);
    for (const { process } of steps) expect(process?.image ?? '/usr').toMatch(/^\/usr/);
  });
});
