import { describe, expect, it } from 'vitest';
import { criticalFinding } from '../../../test/fixtures/sample-critical-finding.ts';
import { lowFinding } from '../../../test/fixtures/sample-low-finding.ts';
import { toDetectionFinding } from './detection-finding.ts';

const about = { version: '0.1.0' };
const record = toDetectionFinding(criticalFinding, about);

describe('a Detection Finding', () => {
  it('is class 2004, activity Create, of schema 1.8.0', () => {
    expect(record).toMatchObject({ class_uid: 2004, category_uid: 2, activity_id: 1, type_uid: 200_401 });
    expect(record.metadata).toMatchObject({
      version: '1.8.0',
      product: { name: 'Postern', version: '0.1.0' },
    });
  });

  it('carries the level as severity and risk', () => {
    expect(record).toMatchObject({ severity_id: 5, risk_level_id: 4, risk_score: 90, is_alert: true });
    expect(toDetectionFinding(lowFinding, about)).toMatchObject({
      severity_id: 2,
      risk_level_id: 1,
      is_alert: false,
    });
    const info = toDetectionFinding({ ...lowFinding, level: 'info' }, about);
    expect([info.severity_id, info.risk_level_id]).toEqual([1, 0]);
  });

  it('asks for review, not alarm, when the confidence is low', () => {
    expect(toDetectionFinding({ ...criticalFinding, confidence: 0.3 }, about)).toMatchObject({
      is_alert: false,
      confidence_id: 1,
      confidence_score: 30,
    });
  });

  it('names the analytic and the techniques', () => {
    expect(record.finding_info.analytic).toMatchObject({ type_id: 2, uid: 'AN1389', name: 'Analytic 1389' });
    expect(record.finding_info.attacks?.[0]).toMatchObject({
      technique: { uid: 'T1048.001', name: 'Exfiltration Over Symmetric Encrypted Non-C2 Protocol' },
      tactic: { uid: 'TA0010', name: 'Exfiltration' },
    });
    const unknown = toDetectionFinding({ ...lowFinding, techniques: ['T9999'] }, about);
    expect(unknown.finding_info.attacks).toEqual([{ technique: { uid: 'T9999' } }]);
  });

  it('takes its times from the events, never from a clock', () => {
    expect(record.time).toBe(criticalFinding.last);
    expect(record.finding_info).toMatchObject({
      first_seen_time: criticalFinding.first,
      last_seen_time: criticalFinding.last,
    });
    expect(record.finding_info).not.toHaveProperty('created_time');
    expect(toDetectionFinding(criticalFinding, about)).toEqual(record);
  });

  it('shows process, user, parent, destination and encryption as evidence', () => {
    const [egress, encryption] = record.evidences ?? [];
    expect(egress?.process).toMatchObject({
      pid: 2316,
      name: 'powershell.exe',
      user: { domain: 'THESHIRE', name: 'pgustavo' },
      parent_process: { pid: 8068 },
    });
    expect(egress?.dst_endpoint).toEqual({ ip: '10.10.10.5', port: 80 });
    expect(egress?.script).toMatchObject({ type_id: 2 });
    expect(encryption?.data).toMatchObject({
      algorithm: 'rc4',
      link: { kind: 'same-process', confidence: 1 },
      text: [{ decoded_by: ['command-line', 'encoded-command'] }, {}],
    });
  });

  it('says nothing where the records say nothing', () => {
    const process = toDetectionFinding(lowFinding, about).actor?.process;
    expect(process).not.toHaveProperty('cmd_line');
    expect(process).not.toHaveProperty('created_time');
    expect(JSON.stringify(record)).not.toContain('undefined');
  });

  it('keeps what OCSF has no attribute for', () => {
    expect(record.unmapped?.['postern']).toMatchObject({
      claim: 'C4',
      coverage: 'partial',
      observability: criticalFinding.observability,
      contributions: criticalFinding.contributions,
      not_seen: criticalFinding.notSeen,
    });
  });

  it('stays of bounded size however many records and however long the text', () => {
    const [operation] = criticalFinding.encryption;
    const text = 'x'.repeat(1_000_000);
    const many = {
      ...criticalFinding,
      evidence: Array.from({ length: 5000 }, () => criticalFinding.evidence[0]!),
      encryption: [
        { ...operation!, layers: [{ kind: 'script-block', start: 0, end: 1e6, text, opaque: false }] },
      ],
    };
    const big = toDetectionFinding(
      {
        ...many,
        encryption: many.encryption.map((linked) => ({
          ...linked,
          operation: { ...linked.operation, spans: [{ layer: 0, start: 0, end: 1e6 }] },
        })),
      },
      about,
    );
    expect(big.finding_info.related_events_count).toBe(5000);
    expect(JSON.stringify(big).length).toBeLessThan(100_000);
  });
});
