import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { CaptureFlow } from '../../src/formats/capture/capture-flow.ts';
import { describeWithData } from '../real-data.ts';
import { readCapture } from './read-capture.ts';

const FLOW = z.object({
  start: z.string(),
  end: z.string(),
  proto: z.enum(['tcp', 'udp']),
  src: z.string(),
  sport: z.number(),
  dst: z.string(),
  dport: z.number(),
  bytes_out: z.number(),
  bytes_in: z.number(),
  packets_out: z.number(),
  packets_in: z.number(),
  app_hint: z.string(),
  entropy_out_first64k: z.number(),
});
const DATA_FLOW = z.object({
  dport: z.number(),
  sport: z.number(),
  bytes_out: z.number(),
  entropy: z.number(),
});
const EXPECTED = z.object({
  destination: z.string(),
  sport: z.number().optional(),
  bytes_out: z.number().optional(),
  entropy_out_first64k: z.number().optional(),
  data_flows: z.array(DATA_FLOW).optional(),
});
const TRUTH = z.object({
  expected: z.array(EXPECTED).optional(),
  benign_pattern: z.array(EXPECTED).optional(),
});

describeWithData('real captures with truth', 'linux/lab2', (root) => {
  const folders = readdirSync(root).filter((name) => /^\d\d-/.test(name));
  const captures = folders.map((name) => ({
    name,
    told: readCapture(readFileSync(join(root, name, 'traffic.pcap'))),
    flows: lines(join(root, name, 'flows.jsonl')).map((line) => FLOW.parse(JSON.parse(line))),
    truth: TRUTH.parse(JSON.parse(readFileSync(join(root, name, 'truth.json'), 'utf8'))),
  }));

  it('are all there and are read without loss', () => {
    expect(captures.length).toBeGreaterThanOrEqual(20);
    for (const { name, told, flows } of captures) {
      expect([name, told.rejected, told.flows.length]).toEqual([name, [], flows.length]);
      expect([name, told.counts.broken, told.counts.evicted]).toEqual([name, 0, 0]);
    }
  });

  it('give the bytes, packets, times, entropy and protocol of every flow', () => {
    const differences: string[] = [];
    for (const { name, told, flows } of captures) {
      for (const expected of flows) {
        const flow = told.flows.find((one) => isTuple(one, expected));
        const protocol = expected.app_hint === 'openssl-salted-raw' ? 'unknown' : expected.app_hint;
        const isSame =
          flow !== undefined &&
          isNear(flow.sent.payloadBytes, expected.bytes_out) &&
          isNear(flow.received.payloadBytes, expected.bytes_in) &&
          flow.sent.packets === expected.packets_out &&
          flow.received.packets === expected.packets_in &&
          Math.abs(flow.start - Date.parse(expected.start)) <= 1 &&
          Math.abs(flow.end - Date.parse(expected.end)) <= 1 &&
          Math.abs((flow.sent.content?.entropy ?? 0) - expected.entropy_out_first64k) <= 0.01 &&
          (flow.application === protocol || (flow.application === 'ftp-data' && protocol === 'unknown'));
        if (!isSame) differences.push(`${name}: ${JSON.stringify(expected)} but ${JSON.stringify(flow)}`);
      }
    }
    expect(differences).toEqual([]);
  });

  it('hold what the truth says left the host', () => {
    let checked = 0;
    for (const { told, truth } of captures) {
      for (const item of [...(truth.expected ?? []), ...(truth.benign_pattern ?? [])]) {
        const control = { sport: item.sport, bytes_out: item.bytes_out, entropy: item.entropy_out_first64k };
        for (const { sport, bytes_out: bytes, entropy } of [control, ...(item.data_flows ?? [])]) {
          if (sport === undefined || bytes === undefined || entropy === undefined) continue;
          const flow = told.flows.find((one) => one.initiatorPort === sport);
          expect(isNear(flow?.sent.payloadBytes ?? 0, bytes)).toBe(true);
          expect(flow?.sent.content?.entropy).toBeCloseTo(entropy, 2);
          checked++;
        }
      }
    }
    expect(checked).toBeGreaterThanOrEqual(12);
  });

  describe('tell ciphertext from the rest', () => {
    const all = captures.flatMap(({ name, told }) => told.flows.map((flow) => ({ name, flow })));
    const without = all.filter(({ flow }) => flow.sent.ciphertext.form === 'without-handshake');

    it('raw ciphertext goes without a handshake, and names itself', () => {
      expect(
        without.map(({ name, flow }) => [name.slice(0, 2), flow.responderPort, flow.sent.verdict.name]),
      ).toEqual([
        ['01', 8443, 'openssl-salted'],
        ['53', 9001, 'openssl-salted'],
      ]);
    });

    it('the same bytes without their header, on port 443, go without a handshake', () => {
      const salted = all.find(({ name }) => name.startsWith('01'))!;
      expect(salted.flow.sent.content?.container).toBe('openssl-salted');
      const folder = folders.find((name) => name.startsWith('01'))!;
      const bytes = readFileSync(join(root, folder, 'traffic.pcap'));
      const magic = bytes.indexOf('Salted__');
      bytes.write('\x9b\x1f\xe2\x07\xd4\x61\xa8\x3c', magic, 'latin1');
      // 8443, which by chance may be changed in the ciphertext as well.
      const port = Buffer.from([0x20, 0xfb]);
      for (let at = bytes.indexOf(port); at >= 0; at = bytes.indexOf(port, at + 2))
        bytes.writeUInt16BE(443, at);
      const flow = readCapture(bytes).flows.find((one) => one.responderPort === 443);
      expect(flow).toMatchObject({ application: 'unknown', fullyEncrypted: true });
      expect(flow?.sent.ciphertext).toEqual({ form: 'without-handshake', certainty: 'likely' });
    });

    it('TLS, SSH, DNS and plain text never do', () => {
      for (const { flow } of all.filter((one) => !without.includes(one))) {
        expect([flow.application, flow.sent.ciphertext.form, flow.received.ciphertext.form]).not.toContain(
          'without-handshake',
        );
      }
      const sealed = all.filter(({ flow }) => flow.application === 'tls' || flow.application === 'ssh');
      expect(sealed.length).toBeGreaterThan(20);
      for (const { flow } of sealed) expect(flow.sent.verdict.kind).toBe('protocol');
    });

    it('ciphertext in plain HTTP and over FTP is inside a plain protocol', () => {
      const inside = all.filter(({ flow }) => flow.sent.ciphertext.form === 'inside-plain-protocol');
      const told = inside.map(({ name, flow }) => [
        name.slice(0, 2),
        flow.application,
        flow.sent.verdict.kind,
      ]);
      expect(told).toEqual([
        ['02', 'http', 'container'],
        ['05', 'http', 'ciphertext'],
        ['07', 'ftp-data', 'ciphertext'],
        ['13', 'http', 'container'],
        ['22', 'http', 'container'],
        ['23', 'http', 'container'],
        ['53', 'http', 'container'],
      ]);
    });
  });

  it('link an FTP data connection to its control connection and the file', () => {
    const { told } = captures.find(({ name }) => name.startsWith('07'))!;
    const data = told.flows.find((flow) => flow.application === 'ftp-data');
    expect(data?.ftpData).toMatchObject({ command: 'STOR', controlResponder: '203.0.113.10:21' });
    const control = told.flows.find((flow) => flow.application === 'ftp');
    expect(control?.ftp?.transfers).toEqual([
      { command: 'STOR', path: 'c.cpt', address: undefined, port: data?.responderPort },
    ]);
  });
});

function lines(path: string): readonly string[] {
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line !== '');
}

function isTuple(flow: CaptureFlow, expected: z.infer<typeof FLOW>): boolean {
  return (
    flow.transport === expected.proto &&
    flow.initiatorAddress === expected.src &&
    flow.initiatorPort === expected.sport &&
    flow.responderAddress === expected.dst &&
    flow.responderPort === expected.dport
  );
}

/** Within 2 %. */
function isNear(value: number, expected: number): boolean {
  return Math.abs(value - expected) <= expected * 0.02;
}
