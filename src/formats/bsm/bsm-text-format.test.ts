import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeInPieces } from '../../../test/recording-sink.ts';
import { detectFormat } from '../registry.ts';
import { bsmTextFormat } from './bsm-text-format.ts';
import { bsmXmlFormat } from './bsm-xml-format.ts';

/** As bsm_io.c of OpenBSM prints them. */
const EXEC = [
  'header,211,11,execve(2),0,Sat Feb  1 18:21:45 2014, + 431 msec',
  'exec arg,/usr/bin/openssl,enc,-aes-256-cbc',
  'path,/usr/bin/openssl',
  'attribute,100755,root,wheel,16777218,100,0',
  'subject,ann,root,wheel,root,wheel,1234,100005,50331650,0.0.0.0',
  'return,success,0',
  'identity,1,com.apple.openssl,complete,,complete,0x01',
  'trailer,211',
];
const CONNECT = [
  'header,100,11,connect(2),0,Sat Feb  1 18:21:46 2014, + 1 msec',
  'argument,1,0x3,fd',
  'socket-inet,2,443,203.0.113.9',
  'subject,-1,root,wheel,root,wheel,1234,100005,0,0.0.0.0',
  'return,failure : Operation now in progress,4294967295',
  'trailer,100',
];
const RAW = [
  '20,100,11,23,0,1391278905, + 431 msec',
  '60,/bin/ls,-l',
  '35,/bin/ls',
  '36,501,0,0,0,0,1234,100005,0,0.0.0.0',
  '39,0,0',
  '19,100',
];
const AT = Date.UTC(2014, 1, 1, 18, 21, 45, 431);
const EXEC_RECORD = {
  event: 'execve(2)',
  time: AT,
  arguments: ['/usr/bin/openssl', 'enc', '-aes-256-cbc'],
  paths: ['/usr/bin/openssl'],
  subject: { auditUser: 'ann', user: 'root', pid: 1234, session: '100005' },
  outcome: 'success',
  signer: { type: 1, identifier: 'com.apple.openssl', team: '' },
};

const lines = (...records: string[][]): string =>
  records
    .flat()
    .map((line) => `${line}\n`)
    .join('');

function decode(text: string, cuts: number[] = []): ReturnType<typeof decodeInPieces> {
  return decodeInPieces((source, to) => bsmTextFormat.open(source, to), Buffer.from(text), cuts);
}

describe('praudit text', () => {
  it.each([
    [lines(EXEC)],
    [lines(RAW)],
    [`${EXEC.join(',')}\n`],
    [`file,Sat Feb  1 18:21:45 2014, + 0 msec,\n${lines(EXEC)}`],
  ])('is known by its header: %j', (text) => expect(detectFormat(Buffer.from(text))?.id).toBe('bsm-text'));

  it('gives what a record tells, over its lines or on one', () => {
    expect(decode(lines(EXEC)).values).toMatchObject([EXEC_RECORD]);
    expect(decode(`${EXEC.join(',')}\n`).values).toMatchObject([EXEC_RECORD]);
  });

  it('reads numbers for names', () => {
    expect(decode(lines(RAW)).values).toMatchObject([
      {
        event: '23',
        time: 1_391_278_905_431,
        arguments: ['/bin/ls', '-l'],
        subject: { pid: 1234 },
        outcome: 'success',
      },
    ]);
  });

  it('tells a connection in progress from one that failed', () => {
    expect(decode(lines(CONNECT)).values).toMatchObject([
      { socket: { address: '203.0.113.9', port: 443 }, outcome: 'pending' },
    ]);
    const refused = lines(CONNECT).replace('Operation now in progress', 'Connection refused');
    expect(decode(refused).values).toMatchObject([{ outcome: 'failure' }]);
  });

  it('keeps words that go on over lines, and lets them forge no subject', () => {
    const script = 'exec arg,osascript,-e,tell app\nsubject,root,root,wheel,root,wheel,1,1,1,0.0.0.0\nend';
    const forged = lines(EXEC).replace(EXEC[1] ?? '', script);
    const [record] = decode(forged).values;
    expect(record).toMatchObject({ subject: { auditUser: 'ann', pid: 1234 } });
    expect(decode(lines(EXEC).replace(EXEC[1] ?? '', 'exec arg,sh,-c,a\nb c')).values).toMatchObject([
      { arguments: ['sh', '-c', 'a\nb c'] },
    ]);
  });

  it('reports a record without its end, and reads the next', () => {
    const sink = decode(lines(EXEC.slice(0, 3), CONNECT, EXEC.slice(0, 2)));
    expect(sink.values).toMatchObject([{ event: 'connect(2)' }]);
    expect(sink.reasons.map((reason) => reason.split('@')[0])).toEqual(['audit-broken', 'truncated']);
  });

  it('is the same however the bytes come', () => {
    const text = fc
      .array(fc.constantFrom(...EXEC, ...CONNECT, ...RAW, 'größe', '', 'trailer,211'), { maxLength: 30 })
      .map((some) => lines(some));
    fc.assert(
      fc.property(text, fc.array(fc.nat(1500), { maxLength: 5 }), (all, cuts) => {
        const whole = decode(all);
        const pieces = decode(all, cuts);
        expect(pieces.records).toEqual(whole.records);
        expect(pieces.reasons).toEqual(whole.reasons);
      }),
    );
  });
});

describe('praudit XML', () => {
  const RECORD = `<record version="11" event="execve(2)" modifier="0" time="Sat Feb  1 18:21:45 2014" msec=" + 431 msec" >
<exec_args><arg>sh</arg><arg>-c</arg><arg>a, b &lt;x&gt; &amp;&amp; c</arg></exec_args><exec_env><env>A=1</env></exec_env>
<path>/bin/sh</path><argument arg-num="0" value="0x4d2" desc="child PID" />
<socket-inet type="2" port="443" addr="203.0.113.9" />
<subject audit-uid="ann" uid="root" gid="wheel" ruid="root" rgid="wheel" pid="1234" sid="100005" tid="0 0.0.0.0" />
<return errval="success" retval="0" />
<identity signer-type="1" signing-id="com.apple.sh" signing-id-truncated="no" team-id="" team-id-truncated="no" cdhash="0x01" />
</record>
`;
  const FILE = `<?xml version='1.0' ?>\n<audit>\n${RECORD}${RECORD}</audit>\n`;
  const decodeXml = (text: string, cuts: number[] = []): ReturnType<typeof decodeInPieces> =>
    decodeInPieces((source, to) => bsmXmlFormat.open(source, to), Buffer.from(text), cuts);

  it('gives what a record tells, with exact words', () => {
    expect(detectFormat(Buffer.from(FILE))?.id).toBe('bsm-xml');
    const sink = decodeXml(FILE);
    expect(sink.values).toHaveLength(2);
    expect(sink.values[0]).toMatchObject({
      event: 'execve(2)',
      time: AT,
      arguments: ['sh', '-c', 'a, b <x> && c'],
      paths: ['/bin/sh'],
      values: new Map([[0, 1234]]),
      socket: { address: '203.0.113.9', port: 443 },
      subject: { auditUser: 'ann', user: 'root', pid: 1234, session: '100005' },
      outcome: 'success',
      signer: { type: 1, identifier: 'com.apple.sh' },
    });
    const { offset = 0, length = 0 } = sink.records[1] ?? {};
    expect(Buffer.from(FILE).toString('utf8', offset, offset + length)).toBe(RECORD.trimEnd());
  });

  it('reports records without their end', () => {
    const cut = RECORD.slice(0, 200);
    const sink = decodeXml(`<audit>${cut}${RECORD}${cut}`);
    expect(sink.values).toHaveLength(1);
    expect(sink.reasons).toEqual(['audit-broken@7+200', `truncated@${7 + 200 + RECORD.length}+200`]);
  });

  it('is the same however the bytes come, and survives any', () => {
    const text = fc.array(fc.oneof(fc.constantFrom(RECORD, '<record ', '</record>', '<arg>'), fc.string()), {
      maxLength: 6,
    });
    fc.assert(
      fc.property(text, fc.array(fc.nat(3000), { maxLength: 5 }), (parts, cuts) => {
        const all = parts.join('');
        const whole = decodeXml(all);
        const pieces = decodeXml(all, cuts);
        expect(pieces.records).toEqual(whole.records);
        expect(pieces.reasons).toEqual(whole.reasons);
      }),
    );
  });
});
