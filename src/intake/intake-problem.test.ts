import { expect, it } from 'vitest';
import { IntakeFault, intakeProblem, problemFrom } from './intake-problem.ts';

it('words a problem in one sentence that a terminal can show', () => {
  const problem = intakeProblem('ARCHIVE_BROKEN', 'a\u001b]0;x\u0007{detail}$&.zip', 'line\u202e\n');
  expect(problem.sentence).toBe(
    'a\\u{1b}]0;x\\u{7}{detail}$&.zip is damaged (line\\u{202e}\\u{a}): what could be read before the damage was used; get a fresh copy.',
  );
  expect(problem.code).toBe('ARCHIVE_BROKEN');
});

it('tells errors of the system from damage', () => {
  const system = (code: string): Error => Object.assign(new Error('x'), { code });
  const code = (error: unknown): string => problemFrom(error, 's', 'ARCHIVE_BROKEN').code;
  expect(code(system('ENOENT'))).toBe('INPUT_NOT_FOUND');
  expect(code(system('EACCES'))).toBe('INPUT_UNREADABLE');
  expect(code(system('Z_DATA_ERROR'))).toBe('ARCHIVE_BROKEN');
  expect(code(system('ERR_STREAM_PREMATURE_CLOSE'))).toBe('ARCHIVE_BROKEN');
  expect(code(new IntakeFault('ARCHIVE_ENCRYPTED', ''))).toBe('ARCHIVE_ENCRYPTED');
  expect(code('thrown text')).toBe('ARCHIVE_BROKEN');
});
