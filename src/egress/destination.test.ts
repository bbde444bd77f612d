import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeDestination, destinationAddress, identifyDestination } from './destination.ts';
import { TENANT_SUFFIXES } from './tenants-list.ts';
import { matchTenantSuffix } from './tenants.ts';

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

describe('whose a destination is', () => {
  // The suffixes that the Public Suffix List lacks.
  it.each([
    ['acct.blob.core.windows.net', 'acct.blob.core.windows.net', 'object-storage'],
    ['acct.z6.web.core.windows.net', 'acct.z6.web.core.windows.net', 'object-storage'],
    ['x.trafficmanager.net', 'x.trafficmanager.net', 'paas'],
    ['x.azure-api.net', 'x.azure-api.net', 'paas'],
    ['vm.westeurope.cloudapp.azure.com', 'vm.westeurope.cloudapp.azure.com', 'paas'],
    ['bucket.s3.us-west-002.backblazeb2.com', 'bucket.s3.us-west-002.backblazeb2.com', 'object-storage'],
    ['contoso.sharepoint.com', 'contoso.sharepoint.com', 'object-storage'],
    ['bucket.storage.googleapis.com', 'bucket.storage.googleapis.com', 'object-storage'],
    ['uc1.dl.dropboxusercontent.com', 'dl.dropboxusercontent.com', 'object-storage'],
    ['0f.ngrok-free.app', '0f.ngrok-free.app', 'tunnel'],
    ['abc123.execute-api.eu-west-1.amazonaws.com', 'abc123.execute-api.eu-west-1.amazonaws.com', 'paas'],
    ['abc.lambda-url.eu-west-1.on.aws', 'abc.lambda-url.eu-west-1.on.aws', 'paas'],
    ['main.d1.amplifyapp.com', undefined, 'paas'],
    ['app.msappproxy.net', 'app.msappproxy.net', 'tunnel'],
    ['d111.cloudfront.net', 'd111.cloudfront.net', 'cdn'],
    ['corp.okta.com', 'corp.okta.com', 'idp'],
  ])('%s: the tenant is told by its label', (name, domain, kind) => {
    const found = identifyDestination(name, undefined);
    expect([found.tenant, found.class]).toEqual(['tenant', kind]);
    if (domain !== undefined) expect(found.registrableDomain).toBe(domain);
    expect(found.key).toBe(`name:${found.registrableDomain}`);
  });

  it.each([
    'storage.googleapis.com',
    's3.amazonaws.com',
    's3.eu-central-1.amazonaws.com',
    'f004.backblazeb2.com',
    'nyc3.digitaloceanspaces.com',
    'content.dropboxapi.com',
    'api.telegram.org',
    'github.com',
    'cloudflare-ech.com',
  ])('%s is everybody’s: the tenant is unknown, and that is not benign', (name) => {
    const found = identifyDestination(name, undefined);
    expect(found.tenant).toBe('unknown');
    expect(found.tenantReason).toBeTruthy();
    expect(found.key).toMatch(/^shared:/);
  });

  it('an address alone, as address or as name, has no tenant and one key', () => {
    const found = identifyDestination(undefined, '64:ff9b::cb00:7109');
    expect(found).toMatchObject({
      tenant: 'unknown',
      key: 'address:203.0.113.9',
      registrableDomain: undefined,
    });
    expect(identifyDestination('203.0.113.9', undefined)).toEqual(found);
    expect(identifyDestination(undefined, undefined).key).toBeUndefined();
  });

  it('an own domain is one party, a name of no public space nobody known', () => {
    expect(identifyDestination('www.example.co.uk', undefined)).toMatchObject({
      tenant: 'own',
      key: 'name:example.co.uk',
      class: undefined,
    });
    expect(identifyDestination('fileserver', undefined)).toMatchObject({
      tenant: 'unknown',
      key: 'name:fileserver',
    });
    expect(identifyDestination('deb.debian.org', undefined)).toMatchObject({
      tenant: 'own',
      class: 'update',
      kind: undefined,
    });
  });

  it('every suffix is written in lower case labels, once', () => {
    const suffixes = TENANT_SUFFIXES.map(({ suffix }) => suffix);
    expect(suffixes.filter((suffix) => !/^(?:\*\.|[a-z0-9-]+\.)+(?:\*|[a-z0-9-]+)$/.test(suffix))).toEqual(
      [],
    );
    expect(new Set(suffixes).size).toBe(suffixes.length);
  });

  it('the longest suffix counts, and nothing hostile is mistaken or slow', () => {
    expect(matchTenantSuffix('a.s3.eu-west-1.amazonaws.com'.split('.'))?.matched).toBe(
      's3.eu-west-1.amazonaws.com',
    );
    fc.assert(
      fc.property(
        fc.string({
          unit: fc.constantFrom('a', '.', '-', '*', 's3', 'com', 'amazonaws', '\u0000', 'é'),
          maxLength: 60,
        }),
        (name) => {
          const found = identifyDestination(name, '10.0.0.1');
          expect(found.key).toBeDefined();
        },
      ),
    );
  });
});

describe('addresses', () => {
  it.each([
    ['::ffff:203.0.113.9', '203.0.113.9'],
    ['64:ff9b::203.0.113.9', '203.0.113.9'],
    ['2001:DB8::0001', '2001:db8::1'],
    ['64:ff9b:1::203.0.113.9', '64:ff9b:1::cb00:7109'],
    ['nothing', undefined],
  ])('%s is %s', (text, address) => {
    expect(destinationAddress(text)).toBe(address);
  });
});
