import { describe, expect, it } from 'vitest';
import { an1389 } from '../analytics/an1389.ts';
import type { Presence } from '../analytics/host-view.ts';
import { observabilityOf } from './observability.ts';

const NOTHING: Presence = {
  processStart: false,
  commandLine: false,
  scriptText: false,
  connections: false,
  names: false,
  imageSignatures: false,
  volumes: false,
  payload: false,
};

describe('observability', () => {
  it('is the share of needed evidence that the telemetry held', () => {
    expect(observabilityOf(an1389, NOTHING).share).toBe(0);
    expect(observabilityOf(an1389, { ...NOTHING, connections: true }).share).toBeCloseTo(1 / 6, 9);
    const all = observabilityOf(an1389, {
      processStart: true,
      commandLine: true,
      scriptText: true,
      connections: true,
      names: true,
      imageSignatures: true,
      volumes: false,
      payload: false,
    });
    expect(all.share).toBeCloseTo(5 / 6, 9);
    expect(all.missing).toEqual(['payload entropy (PayloadEntropyThreshold)']);
  });

  it('never claims the payload: Windows logs carry none', () => {
    const { observed } = observabilityOf(an1389, { ...NOTHING, connections: true, imageSignatures: true });
    expect(observed).toEqual(['connections with their process']);
  });
});
