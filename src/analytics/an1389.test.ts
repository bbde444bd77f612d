import { describe, expect, it } from 'vitest';
import { HOUR, MINUTE, T0 } from '../../test/host-events.ts';
import { egress, hostView, observed, process } from '../../test/host-view.ts';
import type { EncryptionOperation } from '../encryption/encryption-operation.ts';
import { DEFAULT_PARAMETERS } from '../findings/parameters.ts';
import type { Process } from '../hosts/process.ts';
import { an1389 } from './an1389.ts';
import type { Candidate } from './candidate.ts';
import type { HostView } from './host-view.ts';

const candidates = (view: Partial<HostView>): Candidate[] =>
  an1389.candidates(hostView(view), DEFAULT_PARAMETERS.correlationWindow);
const CHROME = 'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe';
const UPDATER = 'C:\\Program Files\\Vendor\\updater.exe';

describe('AN1389', () => {
  it('joins an encryption and a connection of one process, in either order', () => {
    const agent = process();
    for (const time of [T0, T0 + 12 * HOUR]) {
      const found = candidates({ egresses: [egress(agent)], operations: [observed(agent, {}, { time })] });
      expect(found.map(({ links }) => links.map(({ link }) => link.kind))).toEqual([['same-process']]);
    }
  });

  it('keeps a watched program’s connection without any encryption, and no other’s', () => {
    const found = candidates({
      egresses: [
        egress(process()),
        egress(process({ image: 'C:\\Windows\\System32\\curl.exe' })),
        egress(process({ image: 'C:\\Windows\\System32\\cmd.exe' })),
        egress(process({ image: 'C:\\x\\svc.exe', originalName: 'rclone.exe' })),
        egress(process({ image: UPDATER })),
        egress(process({ image: 'C:\\Windows\\System32\\svchost.exe' })),
        egress(process({ image: undefined })),
      ],
    });
    expect(found.map(({ role, links }) => [role, links.length])).toEqual([
      ['script-host', 0],
      ['dual-use-transfer', 0],
      ['shell', 0],
      ['dual-use-transfer', 0],
    ]);
  });

  it('leaves browsers alone, but not what only calls itself one or is driven by a program', () => {
    const view = (by: Process): Partial<HostView> => ({ egresses: [egress(by)], operations: [observed(by)] });
    expect(candidates(view(process({ image: CHROME })))).toEqual([]);
    expect(candidates(view(process({ image: CHROME, originalName: 'chrome.exe' })))).toEqual([]);
    expect(candidates(view(process({ image: CHROME, commandLine: 'chrome --headless x' })))).toHaveLength(1);
    expect(
      candidates(view(process({ image: 'C:\\x\\chrome.exe', originalName: 'PowerShell.EXE' }))),
    ).toHaveLength(1);
    expect(candidates(view(process({ image: 'C:\\x\\chrome.exe', originalName: 'agent.exe' })))).toHaveLength(
      1,
    );
  });

  it('finds an unknown program that encrypts and connects', () => {
    const agent = process({ image: UPDATER });
    expect(candidates({ egresses: [egress(agent)], operations: [observed(agent)] })).toHaveLength(1);
  });

  const linked = (more: Partial<EncryptionOperation>): number => {
    const agent = process();
    const found = candidates({ egresses: [egress(agent)], operations: [observed(agent, more)] });
    return found[0]?.links.length ?? -1;
  };

  it.each<[string, Partial<EncryptionOperation>, number]>([
    ['a symmetric cipher', { class: 'symmetric' }, 1],
    ['a hybrid scheme', { class: 'hybrid' }, 1],
    ['a cipher whose direction nobody saw', { direction: 'unknown' }, 1],
    ['a cipher used both ways', { direction: 'both' }, 1],
    ['a decryption', { direction: 'decrypt-claimed' }, 0],
    [
      'a decryption in a stream mode, which encrypts as well',
      { direction: 'decrypt-claimed', algorithm: 'aes-256-ctr' },
      1,
    ],
    ['the same in ChaCha20', { direction: 'decrypt-claimed', algorithm: 'chacha20' }, 1],
    ['a name that only ends like a mode', { direction: 'decrypt-claimed', algorithm: 'notctr' }, 0],
    ['asymmetric encryption', { class: 'asymmetric' }, 0],
    ['a hash', { class: 'hash' }, 0],
    ['an encoding', { class: 'encoding' }, 0],
    ['a cipher that is only named', { tier: 1 }, 0],
    ['a cipher in use', { tier: 2 }, 1],
  ])('counts %s as it should', (_what, more, count) => {
    expect(linked(more)).toBe(count);
  });

  it('takes a thin tie only for a known direction and a program that carries things out', () => {
    const ann = { user: 'CORP\\ann', session: '0x1234' };
    const zip = process({ image: 'C:\\Tools\\7z.exe', ...ann });
    const count = (sender: Process, more: Partial<EncryptionOperation> = {}): number =>
      candidates({ egresses: [egress(sender)], operations: [observed(zip, more)] })[0]?.links.length ?? -1;
    expect(count(process(ann))).toBe(1);
    expect(count(process(ann), { direction: 'both' })).toBe(1);
    expect(count(process(ann), { direction: 'unknown' })).toBe(0);
    expect(count(process({ image: UPDATER, ...ann }))).toBe(-1);
  });

  it('puts the strongest tie first, whatever the order it was given', () => {
    const shell = process({ image: 'C:\\Windows\\System32\\cmd.exe' });
    const agent = process({ parent: shell, user: 'CORP\\ann', end: T0 + HOUR });
    const operations = [
      observed(process({ image: 'C:\\Tools\\7z.exe', user: 'CORP\\ann' }), { rule: 'user' }),
      observed(agent, { rule: 'own', tier: 2 }),
      observed(
        process({ image: 'C:\\Tools\\gpg.exe', parent: shell }),
        { rule: 'family' },
        { time: T0 + MINUTE },
      ),
      observed(agent, { rule: 'own-explicit', tier: 3 }),
    ];
    const order = (given: typeof operations): string[] =>
      candidates({ egresses: [egress(agent)], operations: given })[0]?.links.map(
        ({ operation }) => operation.operation.rule,
      ) ?? [];
    expect(order(operations)).toEqual(['own-explicit', 'own', 'family', 'user']);
    expect(order(operations.toReversed())).toEqual(order(operations));
  });
});
