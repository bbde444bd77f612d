import { describe, expect, it } from 'vitest';
import { describeDestination } from './destination.ts';

describe('a destination', () => {
  it.each([
    ['transfer.sh', 'file-drop', 'transfer.sh'],
    ['www.MEGA.nz', 'file-drop', 'mega.nz'],
    ['abc.workers.dev', 'tunnel', 'abc.workers.dev'],
    ['0f.ngrok-free.app', 'tunnel', undefined],
    ['api.telegram.org', 'messaging', 'telegram.org'],
    ['acct.blob.core.windows.net', 'object-storage', undefined],
    ['bucket.s3.amazonaws.com', 'object-storage', 'bucket.s3.amazonaws.com'],
    ['pastebin.com.', 'paste', 'pastebin.com'],
  ])('%s is a %s', (name, kind, domain) => {
    const found = describeDestination(name);
    expect(found.kind).toBe(kind);
    if (domain !== undefined) expect(found.registrableDomain).toBe(domain);
  });

  it.each([
    'nottransfer.sh',
    'transfer.sh.evil.example',
    'telegram.org',
    'www.telegram.org',
    'workers.dev.example',
    'example.com',
    'localhost',
    '203.0.113.80',
    '',
  ])('%j is none of those: labels are whole', (name) => {
    expect(describeDestination(name).kind).toBeUndefined();
  });

  it('without a name, or with one no name server would give, is nothing', () => {
    const nothing = { registrableDomain: undefined, kind: undefined };
    expect(describeDestination(undefined)).toEqual(nothing);
    expect(describeDestination(`${'a.'.repeat(200)}transfer.sh`)).toEqual(nothing);
  });

  it('keeps tenants of shared hosting apart', () => {
    const tenants = ['mine.workers.dev', 'theirs.workers.dev'].map(
      (name) => describeDestination(name).registrableDomain,
    );
    expect(new Set(tenants).size).toBe(2);
  });
});
