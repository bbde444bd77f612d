/** Leave one out: each labelled recording of a Windows host is judged with a baseline of all the others. */
import { beforeAll, expect, it } from 'vitest';
import { ApprovalSet } from '../../src/baseline/approvals/approval-set.ts';
import { Baseline, DEFAULT_BASELINE_SETTINGS } from '../../src/baseline/baseline.ts';
import type { Sighting } from '../../src/baseline/learning/sighting.ts';
import type { Case } from '../../src/findings/case.ts';
import { decide } from '../../src/findings/decide.ts';
import { sightingsOf } from '../../src/findings/sightings.ts';
import { describeWithData } from '../real-data.ts';
import { SHIPPED_APPROVALS } from '../shipped-approvals.ts';
import { huntLabel, isAboutAct } from './hunt-label.ts';
import { readLabels } from './label.ts';

describeWithData('labelled recordings of Windows hosts, with the others learned', 'labels.jsonl', (path) => {
  const labels = readLabels(path).filter(({ file }) =>
    /^(?:win-empire-2020|win-negatives|evtx)\//.test(file),
  );
  const positives = labels.filter(({ expected }) => expected === 'positive');
  const seen = new Map<string, { readonly cases: Case[]; readonly sightings: Sighting[] }>();

  beforeAll(async () => {
    for (const label of labels) {
      const cases: Case[] = [];
      const sightings: Sighting[] = [];
      await huntLabel(path, label, (host, { parameters: { correlationWindow } }) => {
        cases.push(...host.judged.map((one) => one.case));
        sightings.push(...sightingsOf(host, { correlationWindow, groupOf: () => undefined }));
      });
      seen.set(label.id, { cases, sightings });
    }
  }, 600_000);

  it.each(positives)('$id is found as gravely', (label) => {
    const baseline = new Baseline(DEFAULT_BASELINE_SETTINGS);
    for (const [id, { sightings }] of seen) {
      if (id !== label.id) for (const sighting of sightings) baseline.observe(sighting);
    }
    const sources = {
      approvals: new ApprovalSet(SHIPPED_APPROVALS, []),
      baseline,
      baselineVersion: 'others',
    };
    const findings = (seen.get(label.id)?.cases ?? []).map((one) => decide(one, sources));
    for (const act of label.positives) {
      const found = findings.filter((finding) => isAboutAct(finding, act));
      expect(found.map(({ level }) => level)).toEqual([expect.stringMatching(/^(?:high|critical)$/)]);
    }
  });

  it('learns from them, and withholds every labelled act', () => {
    const all = [...seen.values()].flatMap(({ sightings }) => sightings);
    expect(all.length).toBeGreaterThan(50);
    const places = new Set(
      positives.flatMap((label) => label.positives.map(({ dest }) => `address:${dest}`)),
    );
    const acts = all.filter(
      ({ destination, suspicion }) => places.has(destination) && suspicion !== undefined,
    );
    expect(acts.length).toBeGreaterThanOrEqual(positives.length);
  });
});
