import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../json-object.ts';
import { falcoProduct } from './falco.ts';

const place = { source: 's', offset: 0, length: 1 };
const read = (fields: JsonObject): ReturnType<ReturnType<typeof falcoProduct.open>> =>
  falcoProduct.open({ source: 's', fallbackHost: 'web1' })(
    {
      hostname: 'Web2',
      priority: 'Notice',
      rule: 'Some rule',
      time: '2026-11-22T06:00:01.123456789Z',
      output: 'x',
      output_fields: fields,
    },
    place,
  );
const process = {
  'proc.pid': 11,
  'proc.ppid': 10,
  'proc.name': 'curl',
  'proc.exepath': '/usr/bin/curl',
  'proc.cmdline': 'curl -T x http://y',
  'proc.pname': 'bash',
  'user.name': 'alice',
  'user.loginuid': 1001,
};

describe('Falco', () => {
  it('tells the start that an alert is of', () => {
    expect(read({ ...process, 'evt.type': 'execve' })).toMatchObject({
      kind: 'Falco execve',
      host: 'web2',
      events: [
        {
          kind: 'launch',
          how: 'exec',
          pid: 11,
          parentPid: 10,
          image: '/usr/bin/curl',
          commandLine: 'curl -T x http://y',
          user: 'alice',
          parentImage: 'bash',
          loginUser: '1001',
        },
      ],
    });
  });

  it('tells the connection, from whichever fields the rule names', () => {
    const named = {
      ...process,
      'evt.type': 'connect',
      'fd.name': '10.0.0.5:43210->203.0.113.20:443',
      'fd.l4proto': 'tcp',
    };
    const ends = {
      ...process,
      'evt.type': 'connect',
      'fd.cip': '10.0.0.5',
      'fd.cport': 43_210,
      'fd.sip': '203.0.113.20',
      'fd.sport': 443,
      'fd.l4proto': 'tcp',
    };
    for (const fields of [named, ends]) {
      expect(read(fields).events).toMatchObject([
        {
          kind: 'connection',
          protocol: 'tcp',
          direction: 'outbound',
          localAddress: '10.0.0.5',
          localPort: 43_210,
          remoteAddress: '203.0.113.20',
          remotePort: 443,
        },
      ]);
    }
    expect(read({ ...ends, 'evt.type': 'accept4' }).events).toMatchObject([
      { direction: 'inbound', remoteAddress: '10.0.0.5', localAddress: '203.0.113.20' },
    ]);
  });

  it('tells files that were opened', () => {
    expect(
      read({ ...process, 'evt.type': 'openat', 'fd.name': '/etc/shadow', 'evt.is_open_write': true }).events,
    ).toMatchObject([{ kind: 'file', action: 'write', path: '/etc/shadow' }]);
  });

  it('makes nothing of placeholders and of alerts that tell no act', () => {
    expect(read({ 'evt.type': 'execve', 'proc.pid': 'proc.pid', 'user.name': 'user.name' }).events).toEqual(
      [],
    );
    expect(read({ ...process, 'fd.name': '<NA>', 'evt.type': null }).events).toEqual([]);
  });
});
