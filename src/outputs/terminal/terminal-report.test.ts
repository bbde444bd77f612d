import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HOSTILE } from '../../../test/fixtures/hostile-text.ts';
import { sampleHuntResult } from '../../../test/fixtures/sample-hunt-result.ts';
import { withEveryText } from '../../../test/fixtures/with-every-text.ts';
import { CLAIMS } from '../../findings/weights.ts';
import { cells } from './cell-width.ts';
import { renderExplanation } from './explanation.ts';
import { renderTerminalReport } from './terminal-report.ts';

const plain = { width: 100, colour: false };
/** The only sequences a coloured report may hold: select graphic rendition. */
// eslint-disable-next-line no-control-regex
const sgr = /\u001b\[\d{1,3}m/g;
const unseen = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Default_Ignorable_Code_Point}]/u;

/** What acts on a terminal in a rendered text, layout and colour set aside. */
const acting = (text: string): string | undefined =>
  unseen.exec(text.replaceAll(sgr, '').replaceAll('\n', ''))?.[0];
const tooWide = (text: string, width: number): readonly string[] =>
  text.split('\n').filter((line) => cells(line) > width);

describe('the terminal report', () => {
  it('reads as it always did', async () => {
    await expect(renderTerminalReport(sampleHuntResult, plain)).toMatchFileSnapshot(
      './terminal-report.golden.txt',
    );
  });

  it('puts findings first and the worst of them on top', () => {
    const text = renderTerminalReport(sampleHuntResult, plain);
    const at = ['CRITICAL', 'Lower findings', 'What could be seen', 'What was read', 'More:'].map((mark) =>
      text.indexOf(mark),
    );
    expect(at.every((place) => place > 0)).toBe(true);
    expect(at.toSorted((a, b) => a - b)).toEqual(at);
  });

  it('does not depend on the order findings come in', () => {
    const turned = { ...sampleHuntResult, findings: sampleHuntResult.findings.toReversed() };
    expect(renderTerminalReport(turned, plain)).toBe(renderTerminalReport(sampleHuntResult, plain));
  });

  it('fits the width, however narrow, and keeps long command lines short', () => {
    for (const width of [24, 40, 59, 60, 80, 100, 140]) {
      expect(tooWide(renderTerminalReport(sampleHuntResult, { width, colour: false }), width)).toEqual([]);
    }
    expect(renderTerminalReport(sampleHuntResult, plain)).not.toContain(
      sampleHuntResult.findings[1]?.process.commandLine,
    );
  });

  it('says what it stands for when there is no finding', () => {
    const text = renderTerminalReport({ ...sampleHuntResult, findings: [] }, plain);
    expect(text).toContain('No findings on 2 hosts. What could not be seen is listed below.');
    expect(text).toContain('NOT OBSERVABLE');
  });

  it('stays of bounded length with thousands of findings', () => {
    const many = Array.from({ length: 3000 }, (_, index) => ({
      ...sampleHuntResult.findings[index % 2]!,
      id: String(index),
    }));
    const text = renderTerminalReport({ ...sampleHuntResult, findings: many }, plain);
    expect(text.split('\n').length).toBeLessThan(2000);
    expect(text).toContain('1,460 more findings');
  });
});

describe('what an attacker wrote', () => {
  it('cannot act on the terminal, with colour or without', () => {
    for (const colour of [true, false]) {
      const hostile = withEveryText(sampleHuntResult, () => HOSTILE);
      const text = renderTerminalReport(hostile, { width: 100, colour });
      expect(acting(text)).toBeUndefined();
      for (const finding of hostile.findings)
        expect(acting(renderExplanation(finding, { width: 100, colour }))).toBeUndefined();
      expect(text.includes('\u001b')).toBe(colour);
    }
  });

  it('cannot act and cannot break the layout, whatever it is', () => {
    const units = fc.array(
      fc.oneof(
        fc.integer({ min: 0, max: 0xffff }),
        fc.constantFrom(0x1b, 0x9b, 0x20, 0x0a, 0x202e, 0xd800, 0x3042),
      ),
      { maxLength: 120 },
    );
    fc.assert(
      fc.property(units, fc.integer({ min: 24, max: 120 }), (codes, width) => {
        const hostile = withEveryText(sampleHuntResult, () => String.fromCharCode(...codes));
        const text = renderTerminalReport(hostile, { width, colour: false });
        expect(acting(text)).toBeUndefined();
        expect(tooWide(text, width)).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });
});

describe('the explanation', () => {
  const [, critical] = sampleHuntResult.findings;
  const text = renderExplanation(critical!, plain);

  it('shows every contribution, counted or not, and what would change it', () => {
    const flat = text.replaceAll(/\s+/g, ' ');
    for (const { reason, wouldChange } of critical!.contributions) {
      expect(flat).toContain(reason);
      expect(flat).toContain(wouldChange === undefined ? '' : `would change it: ${wouldChange}`);
    }
    expect(flat).toContain('outweighed by another reason of its group');
  });

  it('gives the score without each counted contribution', () => {
    expect(text).toMatch(/85 critical {2}without \+10 "Script block logging/);
    expect(text).toContain('(then +6 "The address');
  });

  it('names the gates of the claim and the place of every record', () => {
    const flat = text.replaceAll(/\s+/g, ' ');
    expect(flat).toContain(CLAIMS.C4.gates);
    for (const { place } of critical!.evidence) expect(flat).toContain(place.offset.toLocaleString('en-US'));
  });

  it('fits the width', () => {
    for (const width of [30, 60, 100])
      expect(tooWide(renderExplanation(critical!, { width, colour: false }), width)).toEqual([]);
  });
});
