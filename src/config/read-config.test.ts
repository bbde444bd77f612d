import { describe, expect, it } from 'vitest';
import { DEFAULT_CONFIG } from './default-config.ts';
import { parseConfig } from './read-config.ts';
import { huntSettings } from './hunt-settings.ts';

const none = { internal: [], external: [], since: undefined, until: undefined };

describe('parseConfig', () => {
  it('reads an empty file as the defaults', () => {
    expect(parseConfig('', 'postern.yaml')).toEqual(DEFAULT_CONFIG);
  });

  it('names the line of a typo and the key that was meant', () => {
    const text = 'networks:\n  internl: [10.0.0.0/8]\n';
    expect(() => parseConfig(text, 'postern.yaml')).toThrow(
      'postern.yaml:2: unknown key "internl"; did you mean internal?',
    );
  });

  it('suggests under nested and defaulted keys', () => {
    const text = 'analytics:\n  AN1389:\n    ExecutableAllowList: []\n';
    expect(() => parseConfig(text, 'p.yaml')).toThrow('did you mean ExecutableAllowlist?');
  });

  it('says what is wrong with a value', () => {
    expect(() => parseConfig('networks:\n  internal: [ten]\n', 'p.yaml')).toThrow(
      /p\.yaml:2: .*address or CIDR/,
    );
    expect(() => parseConfig('correlationWindow:\n  lineage: soon\n', 'p.yaml')).toThrow(/30s, 10m/);
    expect(() => parseConfig('a: [', 'p.yaml')).toThrow(/p\.yaml:1:\d+: not valid YAML/);
  });

  it('keeps ATT&CK names and turns them into settings', () => {
    const text = [
      'analytics:',
      '  AN1389:',
      '    TimeWindow: {zone: Europe/Berlin, days: [mon, fri], from: "08:00", to: "18:30"}',
      '    ExecutableAllowlist: ["C:\\\\Program Files\\\\Acme\\\\*"]',
      'correlationWindow: {artefact: 7d}',
    ].join('\n');
    const { parameters } = huntSettings(parseConfig(text, 'p.yaml'), none);
    expect(parameters.TimeWindow).toEqual({ zone: 'Europe/Berlin', days: [1, 5], from: 480, to: 1110 });
    expect(parameters.correlationWindow.artefact).toBe(7 * 86_400_000);
    expect(parameters.ExecutableAllowlist).toEqual(['c:\\program files\\acme\\*']);
  });
});

describe('huntSettings', () => {
  it('refuses flags that cannot be read, in one sentence', () => {
    expect(() => huntSettings(DEFAULT_CONFIG, { ...none, internal: ['10.0.0'] })).toThrow(
      /--internal 10\.0\.0 is not/,
    );
    expect(() => huntSettings(DEFAULT_CONFIG, { ...none, since: 'yesterday' })).toThrow(
      /--since yesterday is not a time/,
    );
    expect(() => huntSettings(DEFAULT_CONFIG, { ...none, since: '2020-01-02', until: '2020-01-01' })).toThrow(
      /not before/,
    );
  });
});
