import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { MASK, maskSecrets } from './mask-secrets.ts';
import { createRecogniser } from './recognise.ts';

const recogniser = createRecogniser();

describe('maskSecrets', () => {
  it.each([
    ['windows', '7z a -pwinter o.7z d', `7z a -p${MASK} o.7z d`],
    ['windows', 'cmd /c "7z a -p"win ter" o.7z d"', `cmd /c "7z a -p"${MASK}" o.7z d"`],
    [
      'posix',
      "sh -c 'openssl enc -aes-256-cbc -pass pass:winter -in a'",
      `sh -c 'openssl enc -aes-256-cbc -pass pass:${MASK} -in a'`,
    ],
    ['posix', 'openssl aes-256-cbc -K 00aa -iv 01 -in a', `openssl aes-256-cbc -K ${MASK} -iv 01 -in a`],
  ] as const)('on %s masks %s', (platform, line, expected) => {
    const masked = maskSecrets(line, recogniser.recogniseCommandLine(line, platform));
    expect(masked).toBe(expected);
    expect(masked).not.toContain('win');
  });

  it('masks a literal key of a script, and the text of a plain SecureString', () => {
    const script =
      "$k = ConvertTo-SecureString 'winter' -AsPlainText -Force\n$a.Key = [Text.Encoding]::UTF8.GetBytes('summer0123456789'); $a.CreateEncryptor()";
    const masked = maskSecrets(script, recogniser.recogniseScript(script, 'powershell'));
    expect(masked).not.toMatch(/winter|summer/);
  });

  it('masks inner layers too', () => {
    const script = 'openssl enc -aes-256-cbc -k winter -in a';
    const line = `powershell -enc ${Buffer.from(script, 'utf16le').toString('base64')}`;
    const recognition = recogniser.recogniseCommandLine(line, 'windows');
    expect(maskSecrets(recognition.layers[1]?.text ?? '', recognition, 1)).toBe(
      `openssl enc -aes-256-cbc -k ${MASK} -in a`,
    );
  });

  it('leaves everything else alone, whatever the ranges', () => {
    const span = fc.record({ layer: fc.constantFrom(0, 1), start: fc.nat(30), end: fc.nat(30) });
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 20 }),
        fc.array(span),
        (text, secrets) => {
          const masked = maskSecrets(text, { secrets });
          const covered = (at: number): boolean =>
            secrets.some(({ layer, start, end }) => layer === 0 && start <= at && at < end);
          expect(masked.replaceAll(MASK, '')).toBe(
            text
              .split('')
              .filter((_, at) => !covered(at))
              .join(''),
          );
        },
      ),
    );
  });
});
