import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { auditLine, connectLines, execLines, saddr4 } from '../../../test/linux/audit-lines.ts';
import { decodeInPieces, RecordingSink } from '../../../test/recording-sink.ts';
import type { AuditGroup } from './audit-group.ts';
import { openAudit } from './audit-format.ts';

const decode = (text: string | Buffer, cuts: readonly number[] = []): RecordingSink =>
  decodeInPieces((source, sink) => openAudit(source, sink), Buffer.from(text), cuts);

const groupsOf = (sink: RecordingSink): AuditGroup[] => sink.values as AuditGroup[];

/** Each event as `serial: types`, in order of serial. */
const told = (sink: RecordingSink): string[] =>
  groupsOf(sink)
    .map(
      ({ serial, records, complete }) =>
        `${serial}${complete ? '' : ' torn'}: ${records.map(({ type }) => type).join(' ')}`,
    )
    .sort();

const openssl = execLines({
  time: '1795310108.377',
  serial: 100,
  arguments: ['openssl', 'enc', '-pass', 'pass:a b'],
});
const nc = connectLines({ time: '1795310108.381', serial: 101, saddr: saddr4('203.0.113.20', 8443) });
const log = (lines: readonly string[]): string => lines.map((line) => `${line}\n`).join('');

describe('the audit decoder', () => {
  it('puts the records of an event together, with their place', () => {
    const sink = decode(log([...openssl, ...nc]));
    expect(told(sink)).toEqual(['100: SYSCALL EXECVE CWD PATH PATH', '101: SYSCALL SOCKADDR']);
    const [first] = sink.records;
    // From the first record to the last that is needed: PROCTITLE tells nothing.
    expect(first?.offset).toBe(0);
    expect(first?.length).toBe(log(openssl.slice(0, -1)).length - 1);
    expect(groupsOf(sink)[0]).toMatchObject({
      node: undefined,
      time: 1_795_310_108_377,
      serial: 100,
      complete: true,
    });
    expect(groupsOf(sink)[1]?.records[1]?.text).toBe(`saddr=${saddr4('203.0.113.20', 8443)}`);
  });

  it('keeps events of one serial number apart by node and time', () => {
    const at = (node: string, time: string): string[] =>
      connectLines({ node, time, serial: 7, saddr: saddr4('192.0.2.1', 80) });
    const [a, b, c] = [at('WEB1', '1.000'), at('web2', '1.000'), at('web1', '2.000')];
    const mixed = [0, 1, 2].flatMap((line) => [a, b, c].map((lines) => lines[line] ?? ''));
    const sink = decode(log(mixed));
    expect(
      groupsOf(sink)
        .map(({ node, time }) => `${node} ${time}`)
        .sort(),
    ).toEqual(['web1 1000', 'web1 2000', 'web2 1000']);
  });

  it('leaves out what cannot matter, and counts it', () => {
    const decoder = openAudit('m', new RecordingSink());
    const at = { time: '5.000', serial: 1 };
    const unix = connectLines({ time: '5.004', serial: 2, saddr: '01002F7661722F72756E' });
    const failed = execLines({ time: '5.008', serial: 3, arguments: ['x'], success: false });
    const write = auditLine(
      { time: '5.012', serial: 4 },
      'SYSCALL',
      'arch=c000003e syscall=1 success=yes exit=4 items=0 pid=1 key=(null)',
    );
    const lines = [
      auditLine(at, 'CRED_ACQ', 'pid=1'),
      auditLine(at, 'CRED_ACQ', 'pid=2'),
      ...unix,
      ...failed,
      write,
    ];
    decoder.push(Buffer.from(log(lines)));
    decoder.end();
    expect(Object.fromEntries(decoder.skipped)).toEqual({
      'auditd CRED_ACQ': 2,
      'auditd address that is not IP': 1,
      'auditd SYSCALL failed': 1,
      'auditd SYSCALL of no use': 1,
    });
  });

  it('needs no PROCTITLE and no CWD, which rules may exclude', () => {
    const lean = openssl.filter((line) => !/type=(?:PROCTITLE|CWD)/.test(line));
    const later = connectLines({ time: '1795310111.000', serial: 150, saddr: saddr4('192.0.2.1', 80) });
    expect(told(decode(log([...lean, ...later])))).toEqual([
      '100: SYSCALL EXECVE PATH PATH',
      '150: SYSCALL SOCKADDR',
    ]);
  });

  it('reads events whose records come backwards, as ausearch writes them', () => {
    const lines = [
      '----',
      'time->Sun Nov 22 06:03:01 2026',
      ...openssl.toReversed(),
      '----',
      ...nc.toReversed(),
    ];
    const sink = decode(log(lines));
    expect(told(sink)).toEqual(['100: PATH PATH CWD EXECVE SYSCALL', '101: SOCKADDR SYSCALL']);
    expect(sink.rejected).toEqual([]);
  });

  it('says so when an event is torn', () => {
    expect(told(decode(log(openssl.slice(0, 2))))).toEqual(['100 torn: SYSCALL EXECVE']);
    expect(told(decode(log(openssl.slice(1))))).toEqual(['100 torn: EXECVE CWD PATH PATH']);
    expect(told(decode(log(nc.slice(0, 1))))).toEqual(['101 torn: SYSCALL']);
  });

  it('rejects bad lines with their place and reads on', () => {
    const sink = decode(
      log([
        'type=SYSCALL msg=audit(x): a',
        ...nc,
        'noise',
        'type=EXECVE msg=audit(11/22/26 06:03:01.377:1) : argc=1',
      ]),
    );
    expect(sink.reasons).toEqual([
      'audit-broken@0+28',
      expect.stringMatching(/^audit-broken@\d+\+5$/),
      expect.stringMatching(/^audit-broken@/),
    ]);
    expect(sink.rejected[2]?.detail).toContain('ausearch --raw');
    expect(told(sink)).toEqual(['101: SYSCALL SOCKADDR']);
  });

  it('rejects a line without end and reads on', () => {
    const sink = decode(`${'x'.repeat(1_100_000)}\n${log(nc)}`, [50_000, 600_000]);
    expect(sink.reasons).toEqual(['record-too-long@0+1100000']);
    expect(told(sink)).toEqual(['101: SYSCALL SOCKADDR']);
  });

  it('reads the lines of a syslog file and of the kernel', () => {
    const host = 'Nov 22 06:03:01 Web1';
    const lines = [
      `${host} CRON[99]: (root) CMD (true)`,
      ...nc.map((line) => `${host} audispd: ${line}`),
      ...execLines({ time: '1795310109.000', serial: 102, arguments: ['id'] }).map(
        (line) => `2026-11-22T06:03:02.123456+00:00 web2 audisp-syslog[12]: ${line}`,
      ),
      ...connectLines({ time: '1795310110.000', serial: 103, saddr: saddr4('192.0.2.9', 443) }).map(
        (line) =>
          `<5>1 2026-11-22T06:03:02Z web3 kernel - - - [   12.345678] audit: ${line
            .replace('type=SYSCALL msg=', 'type=1300 ')
            .replace('type=SOCKADDR msg=', 'type=1306 ')
            .replace('type=PROCTITLE msg=', 'type=1327 ')}`,
      ),
      `${host} kernel: [   13.000000] audit: backlog limit exceeded`,
    ];
    const sink = decode(log(lines));
    expect(
      groupsOf(sink).map(({ node, serial, records }) => `${node} ${serial} ${records[0]?.type}`),
    ).toEqual(['web1 101 SYSCALL', 'web2 102 SYSCALL', 'web3 103 SYSCALL', 'web1 0 KERNEL']);
    expect(sink.rejected).toEqual([]);
  });

  it('takes no record from the text of another program', () => {
    const forged = connectLines({ time: '1.000', serial: 1, saddr: saddr4('192.0.2.9', 443) });
    const lines = forged.map((line) => `Nov 22 06:03:01 web1 sudo: alice : COMMAND=/bin/echo ${line}`);
    expect(told(decode(log(lines)))).toEqual([]);
  });

  it('does not take half a record for a whole one', () => {
    const whole = log([...openssl, ...nc]);
    const texts = new Set(groupsOf(decode(whole)).flatMap(({ records }) => records.map(({ text }) => text)));
    for (let length = 0; length < whole.length; length++) {
      for (const { records } of groupsOf(decode(whole.slice(0, length)))) {
        for (const { type, text } of records) {
          // Of a torn SYSCALL the fields that are read are there.
          if (type === 'SYSCALL') expect(text).toContain('key="exec"');
          else if (type === 'PATH') expect(text).toMatch(/nametype=NORMAL/);
          else expect(texts).toContain(text);
        }
      }
    }
  });

  it('gives the same for every cut of the bytes', () => {
    const text = log([...openssl, 'noise', ...nc]);
    const whole = decode(text);
    fc.assert(
      fc.property(fc.array(fc.nat(text.length), { maxLength: 8 }), (cuts) => {
        const cut = decode(text, cuts);
        expect(cut.records).toEqual(whole.records);
        expect(cut.rejected).toEqual(whole.rejected);
      }),
    );
  });

  it('survives any bytes', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        ...openssl,
        ...nc,
        'type=',
        'node=',
        'type=PATH msg=audit(1.000:1): ',
        'a0_len=9 a0[0]=41',
        '\u001d',
        '\0',
      ),
      fc.string(),
      fc.constantFrom('\n', '\r\n', ' '),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), fc.uint8Array({ maxLength: 64 }), (pieces, noise) => {
        const bytes = Buffer.concat([Buffer.from(pieces.join('')), Buffer.from(noise)]);
        const sink = decode(bytes);
        for (const { offset, length } of sink.records) {
          expect(offset).toBeGreaterThanOrEqual(0);
          expect(offset + length).toBeLessThanOrEqual(bytes.length);
        }
      }),
    );
  });
});
