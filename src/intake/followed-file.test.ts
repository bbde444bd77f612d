import {
  appendFileSync,
  existsSync,
  mkdtempSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { FollowedFile } from './followed-file.ts';
import type { FilePosition, FollowedBytes } from './followed-file.ts';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** A log as logrotate and auditd keep it, and a reader of it. */
class Log {
  readonly path: string;
  written = '';
  #rotations = 0;

  constructor() {
    const folder = mkdtempSync(join(tmpdir(), 'postern-follow-'));
    folders.push(folder);
    this.path = join(folder, 'audit.log');
    writeFileSync(this.path, '');
  }

  append(text: string): void {
    appendFileSync(this.path, text);
    this.written += text;
  }

  rotate(): void {
    for (let number = this.#rotations; number > 0; number--)
      renameSync(`${this.path}.${number}`, `${this.path}.${number + 1}`);
    renameSync(this.path, `${this.path}.1`);
    writeFileSync(this.path, '');
    this.#rotations++;
  }

  empty(): void {
    truncateSync(this.path, 0);
  }
}

class Reading implements FollowedBytes {
  text = '';
  ends = 0;
  readonly notes: string[] = [];
  position: FilePosition | undefined;

  begin(identity: FilePosition['identity'], offset: number): void {
    this.position = { identity, offset };
  }

  bytes(chunk: Buffer): void {
    this.text += chunk.toString('latin1');
    if (this.position !== undefined)
      this.position = { ...this.position, offset: this.position.offset + chunk.length };
  }

  end(): void {
    this.ends++;
  }

  note(sentence: string): void {
    this.notes.push(sentence);
  }
}

type Act =
  | { readonly kind: 'append'; readonly text: string }
  | { readonly kind: 'rotate' | 'poll' | 'restart' | 'empty' };

const act: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('append' as const),
      text: fc.stringMatching(/^[a-z]{1,40}\n$/),
    }),
  },
  { weight: 2, arbitrary: fc.constant<Act>({ kind: 'rotate' }) },
  { weight: 4, arbitrary: fc.constant<Act>({ kind: 'poll' }) },
  { weight: 1, arbitrary: fc.constant<Act>({ kind: 'restart' }) },
  { weight: 1, arbitrary: fc.constant<Act>({ kind: 'empty' }) },
);

describe('a followed log', () => {
  it('gives every byte once and in order, whatever happens to the file', () => {
    fc.assert(
      fc.property(fc.array(act, { maxLength: 30 }), (acts) => {
        const log = new Log();
        const reading = new Reading();
        let file = new FollowedFile(log.path, reading, undefined);
        // What was renamed before the following began is history.
        file.poll();
        for (const one of acts) {
          if (one.kind === 'append') log.append(one.text);
          else if (one.kind === 'rotate') log.rotate();
          else if (one.kind === 'empty') {
            // What is emptied before it was read is lost to everybody.
            file.poll();
            log.empty();
            file.poll();
          } else {
            file.poll();
            if (one.kind === 'poll') continue;
            file.close();
            file = new FollowedFile(log.path, reading, reading.position);
          }
        }
        file.poll();
        file.close();
        expect(reading.text).toBe(log.written);
      }),
      { numRuns: 150 },
    );
  });

  it('goes on in the renamed file after a restart', () => {
    const log = new Log();
    const first = new Reading();
    log.append('one\n');
    const before = new FollowedFile(log.path, first, undefined);
    before.poll();
    before.close();
    log.append('two\n');
    log.rotate();
    log.append('three\n');
    log.rotate();
    log.append('four\n');
    const second = new Reading();
    new FollowedFile(log.path, second, first.position).poll();
    expect(second.text).toBe('two\nthree\nfour\n');
    expect(second.notes).toEqual([]);
  });

  it('says so when the file it read is gone', () => {
    const log = new Log();
    log.append('one\n');
    const first = new Reading();
    new FollowedFile(log.path, first, undefined).poll();
    rmSync(log.path);
    writeFileSync(log.path, 'other\n');
    const second = new Reading();
    new FollowedFile(log.path, second, first.position).poll();
    expect(second.text).toBe('other\n');
    expect(second.notes.join()).toContain('may be lost');
  });

  it('waits for a file that is not there yet, and says so once', () => {
    const log = new Log();
    rmSync(log.path);
    const reading = new Reading();
    const file = new FollowedFile(log.path, reading, undefined);
    expect([file.poll(), file.poll()]).toEqual([0, 0]);
    expect(existsSync(log.path)).toBe(false);
    log.append('late\n');
    file.poll();
    expect([reading.text, reading.notes.length]).toEqual(['late\n', 1]);
  });
});
