/** A story with one act of every kind that Macs know, for the renderers' tests. */
import type { Story } from '../../src/stories/story.ts';

export const MAC_STORY: Story = {
  id: 'mac-story',
  title: 'Every kind of act',
  platform: 'macos',
  description: 'Every kind of act.',
  hosts: { mac: { name: 'anns-macbook', addresses: ['10.1.1.9'], user: 'ann' } },
  start: '2026-01-05T20:09:55.035Z',
  steps: [
    {
      at: '0s',
      process: {
        as: 'script',
        image: '/bin/bash',
        arguments: ['/bin/bash', './go.sh', 'a b'],
        script: '/Users/ann/go.sh',
        cwd: '/Users/ann',
      },
    },
    { at: '1s', process: { as: 'sub', parent: 'script', image: '/bin/bash', forked: true } },
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
    { at: '2.1s', file: { process: 'openssl', path: '/tmp/b.enc', from: '/tmp/a.enc', action: 'rename' } },
    { at: '2.5s', end: { process: 'openssl' } },
    {
      at: '3s',
      process: {
        as: 'tool',
        parent: 'script',
        image: '/opt/tools/sender',
        arguments: ['sender', '/tmp/b.enc'],
        signed: { identifier: 'org.example.sender', team: 'ABCDE12345' },
        responsible: 'terminal',
      },
    },
    { at: '3.1s', dns: { process: 'tool', name: 'drop.example.net', addresses: ['203.0.113.9'] } },
    {
      at: '3.2s',
      connect: {
        process: 'tool',
        to: '203.0.113.9',
        port: 443,
        bytesOut: 50_000,
        bytesIn: 900,
        lasts: '12s',
        service: 'tls',
        serverName: 'drop.example.net',
      },
    },
    { at: '4s', file: { process: 'tool', path: '/tmp/b.enc', action: 'read' } },
    { at: '16s', end: { process: 'tool' } },
    { at: '17s', end: { process: 'script' } },
  ],
  expect: {},
};
