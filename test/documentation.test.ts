/** What the documentation shows and counts is what the program does. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { runPostern } from '../src/cli/run-postern.ts';
import { z } from 'zod';
import { ANALYTICS } from '../src/analytics/analytics.ts';
import { SENSORS } from '../src/event/sensor.ts';
import { DEFAULT_PARAMETERS } from '../src/findings/parameters.ts';
import { CLAIMS, POINTS, USUAL_PORTS } from '../src/findings/weights.ts';
import { WINDOWS_PROVIDERS } from '../src/normalize/windows/providers.ts';
import { LINK_TITLES } from '../src/run/drill/drill-chain.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const pages = [
  'README.md',
  'CONTRIBUTING.md',
  'CHANGELOG.md',
  ...readdirSync(join(root, 'docs'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
];
const textOf = (page: string): string => readFileSync(join(root, page), 'utf8');

async function output(...argv: readonly string[]): Promise<string> {
  let text = '';
  const stream = {
    write(piece: string): void {
      text += piece;
    },
  };
  await runPostern(argv, { stdout: stream, stderr: stream, env: {} });
  return text;
}

/** The anchor GitHub gives a heading. */
function slug(heading: string): string {
  return heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-');
}

function anchorsOf(page: string): Set<string> {
  return new Set([...textOf(page).matchAll(/^#+ (.+)$/gm)].map(([, heading]) => slug(heading ?? '')));
}

/** Titles of sensors that the pages write in another way. */
const NAMES_IN_TEXT: Readonly<Record<string, string>> = {
  'osquery events': 'osquery',
  'packet capture': 'packets',
  'DNS log': 'name servers',
  proxy: 'proxies',
  firewall: 'firewalls',
};

describe('links between pages', () => {
  it.each(pages)('of %s lead somewhere', (page) => {
    const targets = [...textOf(page).matchAll(/\]\((?!https?:)([^)#\s]*)(?:#([^)\s]+))?\)/g)];
    const broken = targets.filter(([, path = '', anchor]) => {
      const target = path === '' ? page : join(dirname(page), path);
      if (!existsSync(join(root, target))) return true;
      return anchor !== undefined && !anchorsOf(target).has(anchor);
    });
    expect(broken.map(([link]) => link)).toEqual([]);
  });
});

describe('output that the pages show', () => {
  const example = 'examples/windows-case';
  const linux = 'examples/linux-case';
  let lines: Set<string>;

  beforeAll(async () => {
    const outputs = [
      await output('hunt', example),
      await output('explain', 'e430bd9ee5896e88', example),
      await output('sources', example),
      await output('hunt', linux),
      await output('recognise', 'openssl enc -aes-256-cbc -k hunter2 -in clients.xlsx -out c.bin'),
      await output('validate', 'content/stories/windows/openssl-then-curl.yaml'),
      await output('validate', '--patterns', 'content/patterns'),
      await output(
        'recognise',
        '--patterns',
        'content/patterns',
        '--platform',
        'linux',
        'wolfssl enc aes-cbc-256 -pwd hunter2 -in clients.xlsx -out c.bin',
      ),
    ];
    lines = new Set(outputs.join('').split('\n'));
  });

  it.each([
    ['README.md', 20],
    ['docs/cli.md', 20],
    ['docs/patterns.md', 12],
  ])('%s: every line is one that is printed', (page, least) => {
    const shown = [...textOf(page).matchAll(/^```text\n([\s\S]*?)^```$/gm)].flatMap(([, block = '']) =>
      block.split('\n'),
    );
    expect(shown.length).toBeGreaterThan(least);
    expect(shown.filter((line) => line !== '' && line !== '...' && !lines.has(line))).toEqual([]);
  });
});

describe('docs/cli.md', () => {
  it.each(['hunt', 'follow', 'drill', 'explain', 'sources', 'recognise', 'validate'])(
    'names every flag of %s',
    async (command) => {
      const flags = new Set((await output(command, '--help')).match(/--[a-z][a-z-]+/g));
      flags.delete('--help');
      expect(flags.size).toBeGreaterThan(2);
      expect([...flags].filter((flag) => !textOf('docs/cli.md').includes(`\`${flag}`))).toEqual([]);
    },
  );
});

describe('docs/cli.md on the drill', () => {
  it.each(Object.values(LINK_TITLES))('shows the link "%s"', (title) => {
    expect(textOf('docs/cli.md')).toMatch(new RegExp(`^ {6}ok {7}${title} `, 'm'));
  });
});

describe('docs/telemetry.md', () => {
  it.each(Object.values(SENSORS).map(({ title }) => title))('speaks of %s', (title) => {
    expect(textOf('docs/telemetry.md').toLowerCase()).toContain(NAMES_IN_TEXT[title] ?? title.toLowerCase());
  });
});

describe('docs/report.md', () => {
  it('names every key of the egress that a finding with network evidence has', async () => {
    const [line = ''] = (await output('hunt', '--json', 'examples/linux-case')).split('\n');
    const evidence = z.object({ evidences: z.array(z.object({ data: z.record(z.string(), z.unknown()) })) });
    const [egress, encryption] = evidence.parse(JSON.parse(line)).evidences;
    const keys = Object.keys({ ...egress?.data, ...encryption?.data });
    expect(keys.length).toBeGreaterThan(20);
    const undocumented = keys.filter((key) => !textOf('docs/report.md').includes(`\`${key}\``));
    expect(undocumented).toEqual([]);
  });
});

describe('docs/detection.md', () => {
  const text = textOf('docs/detection.md');

  it.each(ANALYTICS.map(({ id }) => id))('tells of %s', (id) => {
    expect(text).toMatch(new RegExp(`\\| ${id}, `));
  });

  it.each(Object.entries(POINTS))('gives the points of %s', (name, points) => {
    const signed = points > 0 ? `\\+${points}` : String(points);
    expect(text).toMatch(new RegExp(`\\| ${signed} \\| \`${name}\` \\|`));
  });

  it.each(Object.entries(CLAIMS))('gives base, cap and wording of %s', (claim, { base, cap, wording }) => {
    expect(text).toMatch(new RegExp(`^\\| ${claim} \\|.*\\| ${base} \\| ${cap} \\| ${wording} \\|$`, 'm'));
  });

  it.each(Object.entries(DEFAULT_PARAMETERS.correlationWindow))(
    'gives the span of %s',
    (kind, milliseconds) => {
      const minutes = milliseconds / 60_000;
      const [amount, unit] = minutes >= 60 ? [minutes / 60, 'h'] : [minutes, 'm'];
      expect(textOf('docs/configuration.md')).toContain(`\`correlationWindow.${kind}\` | ${amount}${unit} |`);
      expect(text).toMatch(
        new RegExp(`^\\| ${kind} \\|.*\\| ${amount} ${unit === 'h' ? 'h' : 'min'} \\|$`, 'm'),
      );
    },
  );

  it('says that one process stays one process', () => {
    expect(text).toMatch(/^\| same-process \|.*\| all its life \|$/m);
  });

  it('lists the usual ports', () => {
    expect(text).toContain(`Usual ports: ${[...USUAL_PORTS].join(', ')}.`);
  });
});

describe('README.md', () => {
  const text = textOf('README.md');
  const table = text.slice(text.indexOf('| source | event ids'), text.indexOf('| macOS | what it gives'));

  it.each(WINDOWS_PROVIDERS)('names the event ids of $id', ({ eventIds }) => {
    expect(eventIds.filter((id) => !new RegExp(`\\b${id}\\b`).test(table))).toEqual([]);
  });
});
