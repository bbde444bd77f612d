import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { connectLines, execLines, saddr4 } from '../../../test/linux/audit-lines.ts';
import { RecordingSink } from '../../../test/recording-sink.ts';
import type { AuditGroup } from './audit-group.ts';
import { openAudit } from './audit-format.ts';
import { stitchAudit } from './stitch-audit.ts';
import type { PlacedGroup } from './stitch-audit.ts';

/** Whole events of a file's lines, and parts of torn ones. */
function read(source: string, lines: readonly string[], firstOffset = 0): PlacedGroup[] {
  const sink = new RecordingSink();
  const decoder = openAudit(source, sink, firstOffset);
  decoder.push(Buffer.from(lines.map((line) => `${line}\n`).join('')));
  decoder.end();
  return sink.records.map(({ value, offset, length }) => ({
    group: value as AuditGroup,
    place: { source, offset, length },
  }));
}

/** What an event tells, whatever the order of its records. */
function told({ group }: PlacedGroup): string {
  const records = group.records.map(({ type, text }) => `${type} ${text}`).sort();
  return JSON.stringify([group.node, group.time, group.serial, group.complete, records]);
}

/** Events read from several files, as the caller puts them together. */
function together(parts: readonly PlacedGroup[]): string[] {
  const torn = parts.filter(({ group }) => !group.complete);
  const whole = parts.filter(({ group }) => group.complete);
  return [...whole, ...stitchAudit(torn)].map(told).sort();
}

const long = `${'x'.repeat(9_000)} ${'y'.repeat(9_000)}`;

const event = fc
  .record({
    kind: fc.constantFrom('exec', 'long', 'script', 'connect', 'unix'),
    milliseconds: fc.nat(900),
    node: fc.constantFrom(undefined, 'web1', 'web2'),
  })
  .map(({ kind, milliseconds, node }) => (serial: number): string[] => {
    const stamp = {
      time: `1795310108.${String(milliseconds).padStart(3, '0')}`,
      serial,
      ...(node === undefined ? {} : { node }),
    };
    switch (kind) {
      case 'exec':
        return execLines({ ...stamp, arguments: ['gpg', '-c', 'a file', `${serial}`] });
      case 'long':
        return execLines({ ...stamp, arguments: ['python3', '-c', long, 'z'.repeat(8_000), 'end'] });
      case 'script':
        return execLines({
          ...stamp,
          arguments: ['/bin/sh', './run.sh'],
          script: './run.sh',
          exe: '/usr/bin/dash',
        });
      case 'connect':
        return connectLines({ ...stamp, saddr: saddr4('203.0.113.7', serial % 60_000) });
      default:
        return connectLines({ ...stamp, saddr: '01002F7661722F72756E' });
    }
  });

const events = fc
  .array(event, { minLength: 1, maxLength: 12 })
  .map((made) => made.map((lines, index) => lines(500 + index)));

/** The lines of all events in one of the orders in which several processors may write them. */
function interleave(lists: readonly (readonly string[])[], choices: readonly number[]): string[] {
  const queues = lists.map((lines) => [...lines]);
  const lines: string[] = [];
  for (let step = 0; queues.some((queue) => queue.length > 0); step++) {
    const open = queues.filter((queue) => queue.length > 0);
    const line = open[(choices[step % Math.max(1, choices.length)] ?? 0) % open.length]?.shift();
    if (line !== undefined) lines.push(line);
  }
  return lines;
}

const choices = fc.array(fc.nat(1_000), { minLength: 1, maxLength: 60 });

describe('audit records in any order', () => {
  it('give the same events however they interleave', () => {
    fc.assert(
      fc.property(events, choices, (lists, order) => {
        expect(together(read('a', interleave(lists, order)))).toEqual(together(read('a', lists.flat())));
      }),
    );
  });

  it('give the same events when lines repeat', () => {
    fc.assert(
      fc.property(events, choices, fc.array(fc.nat(), { maxLength: 10 }), (lists, order, repeats) => {
        const lines = interleave(lists, order);
        const repeated = [...lines];
        for (const at of repeats) {
          const from = at % lines.length;
          const to = Math.max(repeated.indexOf(lines[from] ?? '') + 1, (at * 7) % (repeated.length + 1));
          repeated.splice(to, 0, lines[from] ?? '');
        }
        expect(together(read('a', repeated))).toEqual(together(read('a', lines)));
      }),
    );
  });

  it('give the same events when the log is torn into files, in whatever order they are read', () => {
    fc.assert(
      fc.property(
        events,
        choices,
        fc.array(fc.nat(), { maxLength: 4 }),
        fc.boolean(),
        (lists, order, cuts, backwards) => {
          const lines = interleave(lists, order);
          const bounds = [0, ...cuts.map((cut) => cut % (lines.length + 1)), lines.length].sort(
            (a, b) => a - b,
          );
          const files = bounds
            .slice(1)
            .map((end, index) => read(`audit.log.${9 - index}`, lines.slice(bounds[index], end)));
          const parts = (backwards ? files.toReversed() : files).flat();
          const repeated = [...parts, ...parts.filter(({ group }) => !group.complete)];
          const whole = together(read('a', lines));
          // What is left over of an event that is whole without it, or of one that was left out, is no event.
          const stitched = together(repeated).filter((text) => /"(?:SYSCALL|EXECVE) /.test(text));
          const kept = stitched.filter((text) => !text.includes('saddr=0100') && !isLone(text));
          expect(kept).toEqual(whole);
        },
      ),
    );
  });

  it('span the bytes of their parts where one file is read in ranges', () => {
    const lines = execLines({ time: '1.000', serial: 5, arguments: ['tar', 'c', '.'] });
    const [whole] = read('a', lines);
    for (let cut = 1; cut < lines.length - 1; cut++) {
      const offset = lines.slice(0, cut).join('\n').length + 1;
      const parts = [...read('a', lines.slice(cut), offset), ...read('a', lines.slice(0, cut))];
      expect(stitchAudit(parts)).toEqual([whole]);
    }
  });
});

/** A connect whose address was that of a unix socket in another file is complete and tells nothing. */
function isLone(text: string): boolean {
  return text.includes('syscall=42') && !text.includes('SOCKADDR');
}
