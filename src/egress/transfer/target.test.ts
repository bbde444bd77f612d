import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { authorityTarget, hostAndPort, remotePath, schemeEncrypts, urlTarget } from './target.ts';

describe('the target of a URL', () => {
  it.each([
    ['https://drop.example/in', { scheme: 'https', host: 'drop.example', path: '/in' }],
    [
      'HTTPS://u:p@drop.example:8443/in?k=1#x',
      { scheme: 'https', user: 'u', host: 'drop.example', port: 8443, path: '/in' },
    ],
    ['http://[2001:db8::1]:80/', { scheme: 'http', host: '2001:db8::1', port: 80, path: '/' }],
    ['ftp://u@h', { scheme: 'ftp', user: 'u', host: 'h' }],
    ['https://a@b@h/', { scheme: 'https', user: 'a@b', host: 'h', path: '/' }],
    ['https://h:99999/', { scheme: 'https', host: 'h', path: '/' }],
    ['h/x', undefined],
    ['C:\\a', undefined],
  ])('%s', (text, expected) => {
    expect(urlTarget(text)).toEqual(expected);
  });

  it('holds no password, query or token', () => {
    for (const text of [
      'https://u:secret@h/a?token=secret',
      'https://h/a#secret',
      `https://api.telegram.org/bot12345:${'secret'.repeat(6)}/sendDocument`,
      `https://discord.com/api/webhooks/123456/${'secret'.repeat(6)}`,
    ])
      expect(JSON.stringify(urlTarget(text))).not.toContain('secret');
  });

  it('may lack its scheme', () => {
    expect(authorityTarget('h.example:80/a', 'http')).toEqual({
      scheme: 'http',
      host: 'h.example',
      port: 80,
      path: '/a',
    });
  });
});

describe('a path on another host', () => {
  it.each([
    ['u@h:in/a', false, { user: 'u', host: 'h', path: 'in/a' }],
    ['h:', false, { host: 'h' }],
    ['[2001:db8::1]:/x', false, { host: '2001:db8::1', path: '/x' }],
    ['u@[::1]:x', false, { user: 'u', host: '::1', path: 'x' }],
    ['./a:b', false, undefined],
    ['/a:b', false, undefined],
    ['a', false, undefined],
    ['c:x', false, { host: 'c', path: 'x' }],
    ['C:\\x', true, undefined],
    [':x', false, undefined],
  ])('%s', (text, windows, expected) => {
    expect(remotePath(text, windows)).toEqual(expected);
  });
});

describe('host and port', () => {
  it.each([
    ['h:443', 'h', 443],
    ['h', 'h', undefined],
    ['2001:db8::1', '2001:db8::1', undefined],
    ['[2001:db8::1]:443', '2001:db8::1', 443],
    ['h:0', 'h', undefined],
    ['', undefined, undefined],
  ])('of %s', (text, host, port) => {
    expect(hostAndPort(text)).toEqual({ host, port });
  });
});

describe('every text', () => {
  it('is read without an error, and no long text becomes a host', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(':', '/', '@', '[', ']', 'a', '.', '?', '\\', '0') }),
        (text) => {
          for (const target of [urlTarget(`https://${text}`), remotePath(text, false), authorityTarget(text)])
            expect(target?.host?.length ?? 0).toBeLessThanOrEqual(255);
        },
      ),
    );
    expect(urlTarget(`https://${'a'.repeat(10_000)}/`)?.host).toBeUndefined();
  });
});

describe('a scheme', () => {
  it.each([
    ['https', true],
    ['sftp', true],
    ['http', false],
    ['rclone', undefined],
    [undefined, undefined],
  ])('%s encrypts: %s', (scheme, expected) => {
    expect(schemeEncrypts(scheme)).toBe(expected);
  });
});
