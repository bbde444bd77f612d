/** The bundled Linux example: a real audit log and the packets of one of its connections (see its README). */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { DEFAULT_CONFIG } from '../../src/config/default-config.ts';
import { huntSettings } from '../../src/config/hunt-settings.ts';
import type { Finding } from '../../src/findings/finding.ts';
import type { HuntResult } from '../../src/outputs/hunt-result.ts';
import { hunt } from '../../src/run/hunt.ts';
import { SHIPPED_APPROVALS } from '../shipped-approvals.ts';

const example = fileURLToPath(new URL('../../examples/linux-case', import.meta.url));
const log = join(example, 'audit.log');
const capture = join(example, 'traffic.pcap');
const settings = huntSettings(DEFAULT_CONFIG, {
  internal: [],
  external: [],
  since: undefined,
  until: undefined,
  approvals: SHIPPED_APPROVALS,
});

const hunted = (...paths: readonly string[]): Promise<HuntResult> =>
  hunt({ paths, settings, showSecrets: false });

describe('examples/linux-case', () => {
  let result: HuntResult;
  let finding: Finding | undefined;

  beforeAll(async () => {
    result = await hunted(example);
    [finding] = result.findings;
  });

  it('is one finding of AN1390: one user encrypts a file, another one uploads it', () => {
    expect(result.findings).toHaveLength(1);
    expect(finding).toMatchObject({
      analytic: 'AN1390',
      host: 'linux-case',
      process: { image: '/usr/bin/curl', pid: 18_611, user: 'bob' },
      egress: { address: '203.0.113.10', port: 80 },
    });
    expect(finding?.encryption).toHaveLength(1);
    expect(finding?.encryption[0]).toMatchObject({
      link: 'artefact',
      process: { image: '/usr/bin/gpg', pid: 18_347, user: 'alice' },
      operation: { class: 'symmetric', direction: 'encrypt' },
    });
  });

  it('shows the ciphertext leaving, because the packets belong to that very connection', () => {
    expect(finding?.claim).toBe('C5');
    expect(finding?.egress.attribution.method).toBe('native');
    // The request and its header, as the capture has them.
    expect(finding?.egress.bytesOut).toBe(56_500);
    expect(finding?.egress.wire?.payloadOut?.verdict).toBe('container:openpgp');
    expect(finding?.egress.sensors).toEqual(['auditd connect', 'packet capture flow']);
  });

  it('masks the passphrase', () => {
    expect(JSON.stringify(result)).not.toContain('--passphrase j8');
  });

  it('claims less without the packets, and names no process without the audit log', async () => {
    const [alone] = (await hunted(log)).findings;
    expect(alone?.id).toBe(finding?.id);
    expect(alone?.claim).toBe('C4');
    expect(alone?.egress.bytesOut).toBeUndefined();
    expect((await hunted(capture)).findings).toEqual([]);
  });

  it('is the same whichever file is read first', async () => {
    const ids = async (...paths: readonly string[]): Promise<unknown> =>
      (await hunted(...paths)).findings.map(({ id, score, claim }) => [id, score, claim]);
    expect(await ids(capture, log)).toEqual(await ids(log, capture));
  });
});
