/* oxlint-disable vitest/no-conditional-tests, vitest/no-disabled-tests -- skips loudly where tshark is not installed */
import { createHash, X509Certificate } from 'node:crypto';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { CaptureFlow } from '../../src/formats/capture/capture-flow.ts';
import type { TlsFacts } from '../../src/formats/capture/protocol/tls-facts.ts';
import { tarMembers } from '../formats/tar-members.ts';
import { describeWithData } from '../real-data.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { readCapture } from './read-capture.ts';
import type { SharkHello } from './tshark.ts';
import { hasTshark, sharkHandshakes } from './tshark.ts';

describeWithData('TLS of real captures', 'network/zeek-tls-pcaps.tar.gz', (path) => {
  if (!hasTshark()) {
    // oxlint-disable-next-line no-console -- the skip must be seen in the run's own output
    console.warn('SKIPPED: TLS of real captures agrees with tshark: tshark is not installed');
    it.skip('agrees with tshark (not installed)', () => {});
    return;
  }

  it('agrees with tshark on every capture', async () => {
    const captures = [...(await tarMembers(path))].filter(([name]) => name.endsWith('.pcap'));
    expect(captures.length).toBeGreaterThan(60);
    const folder = temporaryFolder(Object.fromEntries(captures));
    const differences: string[] = [];
    let compared = 0;
    const compare = (what: string, mine: unknown, theirs: unknown): void => {
      compared++;
      const [a, b] = [JSON.stringify(mine), JSON.stringify(theirs)];
      if (a !== b) differences.push(`${what}: ${a} but tshark ${b}`);
    };
    for (const [name, bytes] of captures) {
      const { flows, rejected } = readCapture(bytes);
      expect([name, rejected]).toEqual([name, []]);
      for (const protocol of ['tls', 'dtls'] as const) {
        const told = flows.filter((flow) => flow.transport === (protocol === 'tls' ? 'tcp' : 'udp'));
        if (told.length === 0) continue;
        const { hellos, chains } = sharkHandshakes(join(folder, name), protocol);
        for (const hello of firstHellos(hellos)) {
          const flow = told.find((one) => isOf(one, hello));
          compare(`${name} ${hello.stream}`, shown(flow?.tls, hello), sharkShown(hello));
        }
        for (const { source, certificates } of firstOf(chains, (one) => `${one.stream} ${one.source}`)) {
          const expected = certificateShown(certificates[0]!);
          const facts = told.flatMap(({ tls }) => [tls?.certificate, tls?.clientCertificate]);
          const found = facts.find((one) => one?.sha256 === expected['sha256']);
          const mine = {
            subject: found?.subject,
            issuer: found?.issuer,
            sha256: found?.sha256,
            from: found?.notBefore,
          };
          compare(`${name} certificate of ${source}`, mine, expected);
        }
      }
    }
    expect(differences).toEqual([]);
    expect(compared).toBeGreaterThan(150);
  });
});

/** Of each side of each stream the first hello; a server's last one, if it asked for another before. */
function firstHellos(hellos: readonly SharkHello[]): readonly SharkHello[] {
  return firstOf(hellos, ({ stream, isClient }) => `${stream} ${isClient}`);
}

function firstOf<T>(list: readonly T[], key: (one: T) => string): readonly T[] {
  const seen = new Map<string, T>();
  for (const one of list) if (!seen.has(key(one))) seen.set(key(one), one);
  return [...seen.values()];
}

function isOf(flow: CaptureFlow, { source, port, otherPort }: SharkHello): boolean {
  const { initiatorAddress, initiatorPort, responderAddress, responderPort } = flow;
  return initiatorPort === port && responderPort === otherPort
    ? initiatorAddress === source
    : initiatorPort === otherPort && responderPort === port && responderAddress === source;
}

/** As far as tshark shows it: no fingerprints of DTLS, no ciphers of hellos in pieces, nothing of SSL 2. */
function sharkShown(hello: SharkHello): unknown {
  const { isClient, ciphers, serverName, supportedVersions, version, alpn, fingerprint } = hello;
  if (Number.isNaN(version) || ciphers.length === 0) return {};
  const offered = { serverName: serverName ?? null, ciphers, alpn, versions: supportedVersions };
  const chosen = { version: supportedVersions[0] ?? version, cipher: ciphers[0], alpn: alpn[0] ?? null };
  return { ...(isClient ? offered : chosen), fingerprint };
}

function shown(tls: TlsFacts | undefined, hello: SharkHello): unknown {
  if (Number.isNaN(hello.version) || hello.ciphers.length === 0) return {};
  const fingerprint = hello.fingerprint && (hello.isClient ? tls?.ja3 : tls?.ja3s);
  if (!hello.isClient)
    return { version: tls?.version, cipher: tls?.cipher, alpn: tls?.alpn ?? null, fingerprint };
  return {
    serverName: tls?.serverName ?? null,
    ciphers: tls?.offeredCiphers,
    alpn: tls?.offeredAlpn,
    versions: tls?.offeredVersions,
    fingerprint,
  };
}

function certificateShown(hex: string): Record<string, unknown> {
  const der = Buffer.from(hex.replaceAll(':', ''), 'hex');
  const { subject, issuer, validFrom } = new X509Certificate(der);
  return {
    subject: reversed(subject),
    issuer: reversed(issuer),
    sha256: createHash('sha256').update(der).digest('hex'),
    from: Date.parse(validFrom),
  };
}

/** Node writes one part a line, the least specific first. */
function reversed(name: string): string {
  return name.split('\n').reverse().join(',');
}
