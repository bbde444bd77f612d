/** Host telemetry and packet captures of the same acts: what the wire adds to a finding, and what it does not claim alone. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { DEFAULT_CONFIG } from '../../src/config/default-config.ts';
import { huntSettings } from '../../src/config/hunt-settings.ts';
import type { HuntSettings } from '../../src/config/hunt-settings.ts';
import { hunt } from '../../src/run/hunt.ts';
import { describeWithData } from '../real-data.ts';
import { isAboutAct, isAtLeast, labelSettings } from './hunt-label.ts';
import { readLabels } from './label.ts';

const truthOf = z.object({
  malicious: z.boolean(),
  expected: z
    .array(
      z.object({
        pid: z.number(),
        destination: z.string(),
        bytes_out: z.number().nullish(),
        data_flows: z.array(z.object({ bytes_out: z.number() }).loose()).nullish(),
      }),
    )
    .default([]),
});

const LAB: HuntSettings = huntSettings(DEFAULT_CONFIG, {
  internal: ['10.20.30.0/24'],
  external: [],
  since: undefined,
  until: undefined,
  host: 'lab2',
});

describeWithData('captures beside the audit logs of', 'linux/lab2', (path) => {
  const recordings = readdirSync(path, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => ({
      folder: join(path, name),
      name,
      truth: truthOf.parse(JSON.parse(readFileSync(join(path, name, 'truth.json'), 'utf8'))),
    }));

  it.each(recordings.filter(({ truth }) => truth.malicious))(
    '$name: the finding knows how much left',
    async ({ folder, truth }) => {
      const paths = [join(folder, 'audit.log'), join(folder, 'traffic.pcap')];
      const { findings } = await hunt({ paths, settings: LAB, showSecrets: false });
      for (const one of truth.expected) {
        const found = findings.filter(
          ({ process, egress }) =>
            process.pid === one.pid && `${egress.address}:${egress.port}` === one.destination,
        );
        expect(found).toHaveLength(1);
        const [finding] = found;
        expect(isAtLeast(finding?.level ?? 'info', 'high')).toBe(true);
        const data = (one.data_flows ?? []).reduce((sum, flow) => sum + flow.bytes_out, 0);
        const wanted = (one.bytes_out ?? 0) + data;
        const seen = finding?.egress.bytesOut ?? 0;
        expect(Math.abs(seen - wanted) / wanted, `${seen} of ${wanted}`).toBeLessThan(0.02);
        expect(finding?.egress.wire?.reason).not.toBe('');
      }
    },
  );

  it.each(recordings)('$name: the capture alone names no process and is never high', async ({ folder }) => {
    const paths = [join(folder, 'traffic.pcap')];
    const { findings, coverage } = await hunt({ paths, settings: LAB, showSecrets: false });
    expect(coverage).toEqual([]);
    for (const finding of findings) {
      expect(finding.claim).toBe('C2');
      expect([finding.process.pid, finding.process.image]).toEqual([undefined, undefined]);
      expect(isAtLeast(finding.level, 'high')).toBe(false);
    }
  });

  it('sees raw ciphertext leave where nothing else wrapped it', async () => {
    const paths = [join(path, '01-openssl-enc-pipe-nc', 'traffic.pcap')];
    const { findings } = await hunt({ paths, settings: LAB, showSecrets: false });
    expect(findings.map(({ egress: { address, port } }) => `${address}:${port}`)).toEqual([
      '203.0.113.20:8443',
    ]);
  });
});

describeWithData('captures beside the records of', 'labels.jsonl', (labels) => {
  const folder = join(dirname(labels), 'win-empire-2020', 'network');
  /** The capture of a set is named like it; one lacks its last word. */
  const captureOf = (id: string): string | undefined =>
    readdirSync(folder).find((file) => id.slice('sd-'.length).startsWith(file.replace(/\.zip$/, '')));
  const sets = readLabels(labels).flatMap((label) => {
    const capture = label.expected === 'positive' ? captureOf(label.id) : undefined;
    return capture === undefined ? [] : [{ id: label.id, label, capture: join(folder, capture) }];
  });

  it('are six', () => {
    expect(sets).toHaveLength(6);
  });

  describe.each(sets)('$id', ({ label, capture }) => {
    it('give every labelled process bytes both ways and the request it made', async () => {
      const own = join(dirname(labels), ...label.file.split('/'));
      const { findings } = await hunt({
        paths: [own, capture],
        settings: labelSettings(label),
        showSecrets: false,
      });
      for (const act of label.positives) {
        const finding = findings.find((one) => isAboutAct(one, act));
        expect(finding?.egress.bytesOut).toBeGreaterThan(0);
        expect(finding?.egress.bytesIn).toBeGreaterThan(0);
        expect(finding?.egress.wire?.http?.method).toMatch(/^(?:GET|POST)$/);
        expect(finding?.egress.protocolEvidence).toContain('http');
        expect(isAtLeast(finding?.level ?? 'info', 'high')).toBe(true);
      }
    });

    it('name no process by themselves', async () => {
      const { findings } = await hunt({
        paths: [capture],
        settings: labelSettings(label),
        showSecrets: false,
      });
      for (const { process, level } of findings) {
        expect(process.image).toBeUndefined();
        expect(isAtLeast(level, 'high')).toBe(false);
      }
    });
  });
});
