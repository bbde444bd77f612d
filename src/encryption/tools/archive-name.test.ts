import { describe, expect, it } from 'vitest';
import { createRecogniser } from '../recognise.ts';

const recogniser = createRecogniser();

describe('the file an archiver writes', () => {
  it.each([
    ['7z a -pX out docs', ['out.7z']],
    ['7z a -tzip -pX /tmp/a.b/out docs', ['/tmp/a.b/out.zip']],
    ['7z a -pX out.dat docs', ['out.dat']],
    ['rar a -hpX out docs', ['out.rar']],
    ['rar a -hpX backup.001 docs', ['backup.001']],
    ['zip -P X out docs', ['out.zip']],
    ['zip -P X - docs', ['-']],
    ['7z a -pX "$OUT" docs', ['$OUT']],
  ])('of %s', (line, outputs) => {
    expect(recogniser.recogniseCommandLine(line, 'posix').operations[0]?.outputs).toEqual(outputs);
  });

  it('is the one that is sent, in a folder of Windows', () => {
    const line = 'rar.exe a -hpX C:\\Users\\ann.b\\out C:\\docs';
    expect(recogniser.recogniseCommandLine(line, 'windows').operations[0]?.outputs).toEqual([
      'C:\\Users\\ann.b\\out.rar',
    ]);
  });
});
