import { expect, it } from 'vitest';
import type { CaptureFlow } from '../../src/formats/capture/capture-flow.ts';
import { isCapture, openCapture } from '../../src/formats/capture/capture-format.ts';
import type { RejectedRecord } from '../../src/formats/rejected-record.ts';
import { readMembers } from '../../src/intake/read-members.ts';
import { describeWithData } from '../real-data.ts';

describeWithData('captures of a real intrusion', 'win-empire-2020/network', (path) => {
  it('are read from their archives without loss, and every conversation is recognised', async () => {
    const flows: CaptureFlow[] = [];
    const rejected: RejectedRecord[] = [];
    let captures = 0;
    for await (const member of readMembers([path], (problem) => expect(problem).toBeUndefined())) {
      captures++;
      const sink = {
        flow: (flow: CaptureFlow): void => void flows.push(flow),
        reject: (one: RejectedRecord): void => void rejected.push(one),
      };
      const decoder = openCapture(member.source, sink);
      let isFirst = true;
      for await (const chunk of member.open()) {
        if (isFirst) expect(isCapture(chunk)).toBe(true);
        isFirst = false;
        decoder.push(chunk);
      }
      decoder.end();
      expect(decoder.counts).toMatchObject({ broken: 0, cutShort: 0, evicted: 0 });
    }
    expect([captures, rejected]).toEqual([12, []]);
    expect(flows.length).toBeGreaterThan(85);
    const talking = flows.filter(({ sent, received }) => sent.payloadBytes + received.payloadBytes > 0);
    expect(talking.filter(({ application }) => application === 'unknown')).toEqual([]);
    const c2 = talking.filter(({ http }) => http?.exchanges.some(({ method }) => method === 'POST') === true);
    expect(c2.length).toBeGreaterThan(0);
    for (const flow of talking) {
      expect([flow.application, flow.sent.ciphertext.form]).not.toContain('without-handshake');
    }
  });
});
