import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../json-object.ts';
import type { ReadRecord } from '../product.ts';
import { jamfAuditProduct } from './jamf-audit.ts';

const place = { source: 'audit.jsonl', offset: 0, length: 10 };

/** Imitates the AUE_POSIX_SPAWN and AUE_CONNECT records of elastic/integrations, jamf_protect telemetry_legacy. */
function audit(name: string, more: JsonObject = {}): JsonObject {
  return {
    header: {
      event_id: 0,
      event_name: name,
      time_seconds_epoch: 1_707_235_294,
      time_milliseconds_offset: 442,
      version: 11,
    },
    host_info: { host_name: 'Mac mini', host_uuid: 'AE2FA359' },
    identity: { signer_id: 'com.vendor.Updater', signer_type: 0, team_id: 'UBF8T346G9' },
    return: { description: 'success', error: 0, return_value: 0 },
    subject: {
      audit_id: 501,
      audit_user_name: 'ann',
      effective_user_name: 'root',
      process_id: 70_848,
      process_name: '/Library/Vendor/Updater',
      responsible_process_id: 70_837,
      session_id: 100_016,
    },
    ...more,
  };
}

function read(record: JsonObject): ReadRecord {
  expect(jamfAuditProduct.knows(record)).toBe(true);
  return jamfAuditProduct.open({ source: 'audit.jsonl', fallbackHost: 'x' })(record, place);
}

describe('Jamf Protect audit telemetry', () => {
  it('tells the child of a spawn, which the signature does not speak of', () => {
    const spawn = audit('AUE_POSIX_SPAWN', {
      arguments: { child_PID: 70_851 },
      exec_args: { args: { 1: '/usr/bin/profiles', 2: 'status', 3: '-type' }, args_compiled: 'x' },
      path: ['/usr/bin/profiles', '/usr/bin/profiles'],
    });
    expect(read(spawn)).toMatchObject({
      kind: 'Jamf Protect audit spawn',
      host: 'mac mini',
      time: 1_707_235_294_442,
      events: [
        {
          kind: 'launch',
          pid: 70_851,
          image: '/usr/bin/profiles',
          arguments: ['/usr/bin/profiles', 'status', '-type'],
          parentPid: 70_848,
          parentImage: '/Library/Vendor/Updater',
          user: 'root',
          loginUser: 'ann',
          session: '100016',
          how: 'spawn',
          responsiblePid: 70_837,
          signer: undefined,
        },
      ],
    });
  });

  it('tells an exec of the subject itself', () => {
    const exec = audit('AUE_EXECVE', { exec_args: { args: ['sh', '-c', 'x'] }, path: '/bin/sh' });
    expect(read(exec).events).toMatchObject([
      { pid: 70_848, how: 'exec', image: '/bin/sh', signer: { team: 'UBF8T346G9' } },
    ]);
  });

  it.each([
    [{ error: 0 }, undefined],
    [{ error: 36 }, undefined],
    [{ error: 61 }, true],
  ])('tells a connection, with %j failed %s', (outcome, failed) => {
    const socket_inet = { family: 2, ip_address: '203.0.113.9', port: 443 };
    const [event] = read(audit('AUE_CONNECT', { socket_inet, return: outcome })).events;
    expect(event).toMatchObject({
      kind: 'connection',
      remoteAddress: '203.0.113.9',
      remotePort: 443,
      pid: 70_848,
    });
    expect(event).toHaveProperty('failed', failed);
  });

  it('takes UNIX sockets for what they are', () => {
    expect(read(audit('AUE_CONNECT'))).toMatchObject({ events: [] });
  });

  it('reports what it cannot read', () => {
    expect(read(audit('AUE_EXIT', { subject: {} })).broken).toContain('process');
    expect(read(audit('AUE_CONNECT', { socket_inet: { ip_address: '?' } })).broken).toContain('address');
    expect(read({ ...audit('AUE_EXIT'), header: { event_name: 'AUE_EXIT' } }).broken).toContain('time');
  });

  it('survives any value of any field', () => {
    const fields = [
      'subject',
      'arguments',
      'exec_args',
      'path',
      'return',
      'socket_inet',
      'identity',
      'exec_chain_child',
    ];
    fc.assert(
      fc.property(
        fc.constantFrom('AUE_EXECVE', 'AUE_POSIX_SPAWN', 'AUE_CONNECT', 'AUE_EXIT'),
        fc.constantFrom(...fields),
        fc.anything(),
        (name, field, value) => {
          const { events, broken } = read(audit(name, { [field]: value }));
          expect(events.length === 0 || broken === undefined).toBe(true);
        },
      ),
    );
  });
});
