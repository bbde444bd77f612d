/**
 * The harmless act of a drill: a file of its own is encrypted and sent to a receiver of its own. Bounded: one small file,
 * one connection, one minute, and everything is removed afterwards.
 */
import { spawn } from 'node:child_process';
import { accessSync, constants, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

export interface ExercisePlan {
  readonly encryptor: string;
  readonly sender: string;
  /** For people, and for who runs it by hand on another system. */
  readonly commands: readonly string[];
}

export interface Exercise extends ExercisePlan {
  readonly marker: string;
  readonly address: string;
  readonly port: number;
  /** Runs it; the bytes the receiver got. */
  run(): Promise<number>;
  close(): Promise<void>;
}

const MOST_TIME = 60_000;
const QUIET = 300;
const PASSWORD = 'postern-drill';

type Command = (plain: string, sealed: string, address: string, port: number) => string;

/** The first that is installed is used. */
const ENCRYPTORS: readonly (readonly [string, Command])[] = [
  [
    'openssl',
    (plain, sealed) => `openssl enc -aes-256-cbc -pbkdf2 -pass pass:${PASSWORD} -in ${plain} -out ${sealed}`,
  ],
  [
    'gpg',
    (plain, sealed) =>
      `gpg --batch --yes --pinentry-mode loopback --passphrase ${PASSWORD} -o ${sealed} -c ${plain}`,
  ],
  ['7z', (plain, sealed) => `7z a -p${PASSWORD} ${sealed} ${plain}`],
];

const SENDERS: readonly (readonly [string, Command])[] = [
  ['curl', (_, sealed, address, port) => `curl -s -m 20 -T ${sealed} http://${bracketed(address)}:${port}/`],
  [
    'wget',
    (_, sealed, address, port) =>
      `wget -q -T 20 -O /dev/null --post-file=${sealed} http://${bracketed(address)}:${port}/`,
  ],
  ['nc', (_, sealed, address, port) => `nc -w 5 ${address} ${port} < ${sealed}`],
];

/** `undefined` when no tool it knows is installed. */
export function planExercise(marker: string, address: string, port: number): ExercisePlan | undefined {
  const encryptor = ENCRYPTORS.find(([name]) => isInstalled(name));
  const sender = SENDERS.find(([name]) => isInstalled(name));
  if (encryptor === undefined || sender === undefined) return undefined;
  const [plain, sealed] = [`${marker}/plain.txt`, `${marker}/sealed.bin`];
  return {
    encryptor: encryptor[0],
    sender: sender[0],
    commands: [encryptor[1](plain, sealed, address, port), sender[1](plain, sealed, address, port)],
  };
}

/** Opens the receiver on the address. @throws when the address is not this host's. */
export async function prepareExercise(address: string): Promise<Exercise | undefined> {
  const marker = mkdtempSync(join(tmpdir(), 'postern-drill-'));
  writeFileSync(join(marker, 'plain.txt'), `A file of a Postern drill.\n${'drill '.repeat(2_000)}\n`);
  let received = 0;
  const server = createServer((socket) => {
    socket.on('data', (chunk) => {
      received += chunk.length;
    });
    // Enough of an answer for an HTTP client to go away content, once it has said all it has to say.
    socket.setTimeout(QUIET, () => socket.end('HTTP/1.0 200 OK\r\nContent-Length: 0\r\n\r\n'));
    socket.on('error', () => socket.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, address, resolve);
  });
  const { port } = server.address() as AddressInfo;
  const close = async (): Promise<void> => {
    await new Promise<void>((resolve) => {
      server.close(() => resolve());
    });
    rmSync(marker, { recursive: true, force: true });
  };
  const plan = planExercise(marker, address, port);
  if (plan === undefined) {
    await close();
    return undefined;
  }
  return {
    ...plan,
    marker,
    address,
    port,
    run: async () => {
      await runShell(plan.commands.join(' && '));
      return received;
    },
    close,
  };
}

function runShell(text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn('/bin/sh', ['-c', text], { stdio: 'ignore', timeout: MOST_TIME });
    child.once('error', reject);
    child.once('close', () => resolve());
  });
}

function isInstalled(name: string): boolean {
  return (process.env['PATH'] ?? '').split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, name), constants.X_OK);
      return folder !== '';
    } catch {
      return false;
    }
  });
}

function bracketed(address: string): string {
  return address.includes(':') ? `[${address}]` : address;
}
