/** A story with one act of every kind, for the renderers' tests. */
import type { Story } from '../../src/stories/story.ts';

const POWERSHELL = 'C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe';

export const SAMPLE_STORY: Story = {
  id: 'sample-story',
  title: 'Every kind of act',
  platform: 'windows',
  description: 'Every kind of act.',
  hosts: {
    ws: {
      name: 'WS01',
      fqdn: 'ws01.corp.example.org',
      addresses: ['10.1.1.1', 'fd00::1'],
      user: 'CORP\\ann',
      logsAs: { security: 'name' },
    },
  },
  external: ['203.0.113.0/24', '2001:db8::/32'],
  start: '2026-01-05T20:09:55.035Z',
  steps: [
    {
      at: '0s',
      process: {
        as: 'shell',
        image: POWERSHELL,
        commandLine: 'powershell.exe -c "a < b & c"',
        pid: 2316,
        session: '0x2D5A4B',
      },
    },
    { at: '1s', script: { process: 'shell', text: 'line one\r\nline <two>', parts: 2, path: 'C:\\s.ps1' } },
    {
      at: '2s',
      bindings: { process: 'shell', command: 'New-Object', parameters: { TypeName: 'Net.WebClient' } },
    },
    {
      at: '3s',
      dns: {
        process: 'shell',
        name: 'a.example.net',
        addresses: ['203.0.113.9', '2001:db8::9'],
        aliases: ['b.example.net'],
      },
    },
    { at: '4s', connect: { process: 'shell', to: '203.0.113.9', port: 443, sourcePort: 50_699 } },
    { at: '4.5s', connect: { process: 'shell', to: '2001:db8::9', port: 53, protocol: 'udp', lateBy: '3s' } },
    { at: '5s', inbound: { process: 'shell', from: '10.1.1.2', port: 4444, remotePort: 50_000 } },
    {
      at: '5.5s',
      inbound: { process: 'shell', from: '10.1.1.3', port: 53, remotePort: 50_001, protocol: 'udp' },
    },
    { at: '6s', file: { process: 'shell', path: 'C:\\out.bin' } },
    { at: '7s', image: { process: 'shell', module: 'C:\\x.dll', signed: false } },
    {
      at: '8s',
      process: {
        as: 'task',
        parent: 'shell',
        image: 'C:\\t.exe',
        user: 'CORP\\svc',
        integrity: 'High',
        sha256: 'AB'.repeat(32),
        company: 'Contoso',
      },
    },
    { at: '9s', end: { process: 'shell' } },
    { at: '10s', sensor: { state: 'configuration-changed' } },
    { at: '11s', sensor: { state: 'error', detail: 'lost' } },
    { at: '12s', sensor: { state: 'stopped' } },
    { at: '13s', file: { process: 'task', path: 'C:\\unseen.bin' } },
  ],
  expect: {},
};
