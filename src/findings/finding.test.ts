import { describe, expect, it } from 'vitest';
import { HOUR, SECOND, T0 } from '../../test/host-events.ts';
import type { Egress } from '../analytics/host-view.ts';
import { egress, observed, process, recognition, scriptFact } from '../../test/host-view.ts';
import { finding, findings, MASKED, named } from '../../test/judge-view.ts';

describe('a finding', () => {
  it('tells the story in order of time, with the records behind every step', () => {
    const parent = process({ image: 'C:\\Windows\\System32\\wscript.exe', start: T0 - SECOND });
    const agent = process({ parent, end: T0 + HOUR });
    const blinding = scriptFact(agent, {
      time: T0 + SECOND,
      recognition: recognition({ traits: ['logging-tamper'] }),
    });
    const found = finding(egress(agent, named('drop.example.net')), [observed(agent)], {
      scripts: [blinding],
    });
    expect(found.story.map(({ what }) => what)).toEqual([
      'process',
      'process',
      'tamper',
      'name',
      'encryption',
      'connection',
      'end',
    ]);
    expect(found.story.map(({ time }) => time)).toEqual(
      found.story.map(({ time }) => time).toSorted((a, b) => a - b),
    );
    expect([found.first, found.last]).toEqual([T0 - SECOND, T0 + HOUR]);
    expect(found.evidence.map(({ place }) => place.offset).sort()).toEqual([10, 20, 30]);
    expect(found.ancestry.map(({ image }) => image)).toEqual(['C:\\Windows\\System32\\wscript.exe']);
  });

  it('shows an operation once that several records tell of, and no more than eight', () => {
    const agent = process();
    const twice = [observed(agent), observed(agent, {}, { seenIn: 'PowerShell 4103' })];
    expect(finding(egress(agent), twice).encryption).toHaveLength(1);
    const many = Array.from({ length: 30 }, (_, i) => observed(agent, { rule: `r${i}` }));
    expect(finding(egress(agent), many).encryption).toHaveLength(8);
  });

  it('names hybrid encryption as its own technique', () => {
    const agent = process();
    expect(finding(egress(agent), [observed(agent)]).techniques).toEqual(['T1048.001']);
    expect(finding(egress(agent), [observed(agent, { class: 'hybrid' })]).techniques).toEqual([
      'T1048.001',
      'T1048.002',
    ]);
  });

  it('says what could not be seen', () => {
    const agent = process({ start: undefined });
    const found = finding(egress(agent), [
      observed(agent, { direction: 'unknown' }, { gap: '2 of 4 parts of script block x' }),
    ]);
    const said = found.notSeen.join('\n');
    for (const part of [
      'payload entropy',
      'bytes sent',
      'start of the process',
      '2 of 4 parts',
      'its direction',
    ]) {
      expect(said).toContain(part);
    }
    expect(found.coverage).toBe('partial');
  });

  it('lets no secret out that the redactor takes out', () => {
    const agent = process({ commandLine: '7z a -phunter2 x.7z' });
    const layered = recognition({
      layers: [{ kind: 'command-line', start: 0, end: 1, text: '7z a -phunter2', opaque: false }],
    });
    const found = findings(
      { egresses: [egress(agent)], operations: [observed(agent, {}, { recognition: layered })] },
      {},
      MASKED,
    );
    expect(JSON.stringify(found)).not.toContain('hunter2');
    expect(JSON.stringify(found)).toContain('*******');
  });

  it('knows the script of a script host by its file, else by its block', () => {
    const script = (commandLine: string | undefined, blockId?: string): unknown => {
      const agent = process({ commandLine });
      return finding(egress(agent), [], { scripts: [scriptFact(agent, { blockId })] }).script;
    };
    expect(script('powershell -File "C:\\Users\\ann\\run me.ps1" -x')).toMatchObject({
      kind: 'file',
      label: 'C:\\Users\\ann\\run me.ps1',
    });
    expect(script('powershell -c "& C:\\x\\a.ps1"')).toMatchObject({ kind: 'file', label: 'C:\\x\\a.ps1' });
    expect(script('powershell.exe C:\\x\\stage.ps1 -a 1')).toMatchObject({
      kind: 'file',
      label: 'C:\\x\\stage.ps1',
    });
    expect(script('powershell -enc AAAA', 'block-1')).toEqual({
      kind: 'block',
      label: 'script block block-1',
      blockIds: ['block-1'],
    });
    expect(script('powershell -enc AAAA')).toMatchObject({ kind: 'inline' });
    const curl = process({ image: 'C:\\Windows\\System32\\curl.exe', commandLine: 'curl -T a.ps1 x' });
    expect(finding(egress(curl), []).script).toBeUndefined();
  });

  it('is done with a command line made to stop it', () => {
    const agent = process({ commandLine: `powershell ${'a.'.repeat(16_000)}${'"\\'.repeat(8000)}` });
    expect(finding(egress(agent), []).script).toBeUndefined();
  });
});

describe('ciphertext that nobody saw made', () => {
  const agent = process({ image: 'C:\\Users\\Public\\agent.exe' });
  const seen = (verdict: string, service = 'none'): Partial<Egress> => ({
    bytesOut: 90_000,
    wire: {
      service,
      name: undefined,
      tls: undefined,
      http: undefined,
      payloadOut: { length: 60_000, entropy: 7.9969, chiSquare: undefined, verdict },
      wireBytes: false,
      sensors: ['packet capture'],
      places: [],
      reason: 'same five-tuple',
    },
  });

  it('is told of any process when it begins with no handshake, and capped', () => {
    const found = finding(egress(agent, seen('ciphertext')), []);
    expect(found).toMatchObject({ claim: 'C2', coverage: 'compensating' });
    expect(found.title).toContain('agent.exe sent ciphertext without a handshake');
    expect(found.score).toBeGreaterThanOrEqual(40);
    expect(found.score).toBeLessThanOrEqual(60);
    expect(found.confidence).toBeLessThanOrEqual(0.5);
  });

  it('is proof when its container says so, in whatever protocol', () => {
    const found = finding(egress(agent, seen('container:openssl-salted', 'http')), []);
    expect(found.claim).toBe('C5');
    expect(found.score).toBeGreaterThanOrEqual(75);
    expect(found.title).toContain('who encrypted it was not seen');
  });

  it.each([
    ['a known protocol', seen('ciphertext', 'tls')],
    ['compressed data', seen('compressed')],
    ['a few bytes', { ...seen('ciphertext'), bytesOut: 900 }],
    ['no look at the payload', {}],
  ])('is not %s', (_, more) => {
    expect(findings({ egresses: [egress(agent, more)] })).toEqual([]);
  });

  it('is judged by the threshold of the site', () => {
    const view = { egresses: [egress(agent, seen('ciphertext'))] };
    expect(findings(view, { PayloadEntropyThreshold: 5 }).map(({ claim }) => claim)).toEqual(['C0']);
  });
});
