import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HIDDEN_START, START, SUMMARY_LINES } from '../../../test/macos/unified-log-messages.ts';
import type { TelemetryEvent } from '../../event/event.ts';
import { detectFormat } from '../../formats/registry.ts';
import type { JsonObject } from '../json-object.ts';
import { openUnifiedLogText } from './unified-log-text.ts';
import { unifiedLogProduct } from './unified-log.ts';

const place = { source: 'log.ndjson', offset: 0, length: 10 };
const context = { source: 'log.ndjson', fallbackHost: 'mac-01' };
const AT = Date.UTC(2024, 11, 12, 20, 45, 20) + 459.87;

function entry(eventMessage: string, more: JsonObject = {}): JsonObject {
  return {
    timestamp: '2024-12-12 21:45:20.459870+0100',
    machTimestamp: 2_022_667_660_237,
    bootUUID: 'E312ED28-914E-4C3C-9B9E-4926AFCCD890',
    eventType: 'logEvent',
    messageType: 'Default',
    processID: 1619,
    processImagePath: '/private/tmp/agent',
    subsystem: 'com.apple.network',
    category: 'connection',
    eventMessage,
    ...more,
  };
}

function read(record: JsonObject): readonly TelemetryEvent[] {
  expect(unifiedLogProduct.knows(record)).toBe(true);
  return unifiedLogProduct.open(context)(record, place).events;
}

function readLines(lines: readonly string[]): TelemetryEvent[] {
  const reader = openUnifiedLogText(context);
  return lines.flatMap((line) => [...reader(line, place).events]);
}

const CONNECTION = {
  kind: 'connection',
  host: 'mac-01',
  pid: 1619,
  uid: undefined,
  protocol: 'tcp',
  direction: 'outbound',
  localAddress: '192.168.1.5',
  localPort: 49_281,
  remoteAddress: '203.0.113.9',
  remotePort: 8000,
  bytesIn: 111,
  bytesOut: 85_518,
};

describe('unified log as JSON', () => {
  it('tells a connection from its summary', () => {
    const [connection] = read(entry(SUMMARY_LINES.join('\n')));
    expect(connection).toMatchObject({ ...CONNECTION, image: '/private/tmp/agent' });
    expect(connection?.time).toBeCloseTo(AT - 2012, 1);
    expect(connection).toHaveProperty('end');
  });

  it('tells the start of one whose address is not hidden', () => {
    expect(read(entry(START))).toMatchObject([
      { remoteAddress: '203.0.113.9', remotePort: 8000, end: undefined },
    ]);
    const named = START.replace('203.0.113.9:8000', 'files.example:443');
    expect(read(entry(named))).toMatchObject([
      { remoteAddress: '', remoteName: 'files.example', remotePort: 443 },
    ]);
    const v6 = START.replace('203.0.113.9:8000', '2001:db8::7.443');
    expect(read(entry(v6))).toMatchObject([{ remoteAddress: '2001:db8::7', remotePort: 443 }]);
  });

  it('says once for a host that it is blind to what is hidden', () => {
    const reader = unifiedLogProduct.open(context);
    const events = [
      entry(HIDDEN_START),
      entry(HIDDEN_START),
      entry('user <private>', { subsystem: 'x', host: 'Mac-2' }),
    ].flatMap((record) => [...reader(record, place).events]);
    expect(events).toMatchObject([
      { kind: 'health', state: 'blind', host: 'mac-01' },
      { kind: 'health', state: 'blind', host: 'mac-2' },
    ]);
  });

  it('keeps the bytes of a summary that hides to where they went', () => {
    const hidden = SUMMARY_LINES.join('\n').replaceAll('203.0.113.9', 'IPv4#65424f8e');
    expect(read(entry(hidden))).toMatchObject([
      { kind: 'connection', remoteAddress: '', remotePort: 8000, bytesOut: 85_518 },
      { kind: 'health' },
    ]);
  });

  it('reads nothing of the same words in another subsystem', () => {
    expect(read(entry(START, { subsystem: 'com.example' }))).toEqual([]);
  });

  it('knows the line that closes the output', () => {
    expect(unifiedLogProduct.knows({ count: 3, finished: 1 })).toBe(true);
    expect(unifiedLogProduct.knows({ count: 3 })).toBe(false);
  });

  it('survives any message and any value', () => {
    const keys = ['timestamp', 'eventMessage', 'processID', 'processImagePath', 'subsystem', 'host'];
    fc.assert(
      fc.property(fc.constantFrom(...keys), fc.anything(), (key, value) => {
        unifiedLogProduct.open(context)({ ...entry(START), [key]: value }, place);
      }),
    );
    fc.assert(
      fc.property(fc.nat(400), fc.string(), (at, text) => {
        const message = SUMMARY_LINES.join('\n');
        read(entry(message.slice(0, at) + text + message.slice(at)));
      }),
    );
  });
});

describe('unified log as text', () => {
  const STYLES = {
    default:
      '2024-12-12 21:45:20.459870+0100 0x7a42     Default     0x0                  1619   0    agent: (Network) [com.apple.network:connection] ',
    compact: '2024-12-12 21:45:20.459 Df agent[1619:7a42] [com.apple.network:connection] ',
    syslog:
      '2024-12-12 21:45:20.459870+0100  localhost agent[1619]: (Network) [com.apple.network:connection] ',
  };

  it.each(Object.entries(STYLES))(
    'in style %s tells a connection from the lines of its summary',
    (_, prefix) => {
      const lines = [`${prefix}${SUMMARY_LINES[0] ?? ''}`, ...SUMMARY_LINES.slice(1), `${prefix}nothing`];
      expect(detectFormat(Buffer.from(lines.join('\n')))?.id).toBe('unified-log-text');
      expect(readLines(lines)).toMatchObject([{ ...CONNECTION, image: 'agent' }]);
    },
  );

  it('gives what it has of a summary that is cut off', () => {
    const lines = [
      `${STYLES.default}${SUMMARY_LINES[0] ?? ''}`,
      SUMMARY_LINES[1] ?? '',
      `${STYLES.default}next`,
    ];
    expect(readLines(lines)).toMatchObject([{ kind: 'connection', remotePort: 8000, bytesOut: undefined }]);
  });

  it('passes over headings and preambles', () => {
    const lines = [
      'Filtering the log data using "subsystem == com.apple.network"',
      'Timestamp                       Thread     Type        Activity             PID    TTL  ',
      `${STYLES.default}${START}`,
    ];
    expect(detectFormat(Buffer.from(lines.join('\n')))?.id).toBe('unified-log-text');
    expect(readLines(lines)).toMatchObject([{ kind: 'connection' }]);
  });

  it('reports a line it cannot read', () => {
    expect(openUnifiedLogText(context)('2024-12-12 21:45:20.459870+0100 ???', place).broken).toBeDefined();
  });

  it('is not taken for other logs with such times', () => {
    const other = '2024-12-12 21:45:20.459870+0100 INFO server started\n';
    expect(detectFormat(Buffer.from(other.repeat(5)))?.id).not.toBe('unified-log-text');
  });

  it('survives any lines', () => {
    const line = fc.oneof(
      fc.string(),
      fc.constantFrom(...SUMMARY_LINES),
      fc.constantFrom(...Object.values(STYLES)),
    );
    fc.assert(
      fc.property(fc.array(line), (lines) => {
        readLines(lines);
      }),
    );
  });
});
