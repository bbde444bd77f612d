/** What `postern drill` does, loaded only when it is asked for. */
import { randomBytes } from 'node:crypto';
import { canonicalAddress } from '../event/address.ts';
import type { Platform } from '../event/event.ts';
import { DEFAULT_CONFIG } from '../config/default-config.ts';
import { huntSettings } from '../config/hunt-settings.ts';
import type { HuntSettings } from '../config/hunt-settings.ts';
import { readConfig } from '../config/read-config.ts';
import { UsageError } from '../config/usage-error.ts';
import { escapeTerminal } from '../outputs/escape-terminal.ts';
import { drillsByHand } from '../run/drill/drill-by-hand.ts';
import { LINKS, LINK_TITLES } from '../run/drill/drill-chain.ts';
import type { DrillChain } from '../run/drill/drill-chain.ts';
import { DrillWatch, endOfLog } from '../run/drill/drill.ts';
import { prepareExercise } from '../run/drill/exercise.ts';
import type { Exercise } from '../run/drill/exercise.ts';
import { mendingOf } from '../run/drill/mend-link.ts';
import { auditTrouble } from '../run/drill/probe-audit.ts';
import type { CliContext, OutputStream } from './context.ts';
import type { DrillFlags } from './drill-command.ts';
import { EXIT } from './exit-codes.ts';

const AUDIT_LOG = '/var/log/audit/audit.log';
const PATIENCE = 30_000;
const POLL_EVERY = 200;

export async function runDrill(this: CliContext, flags: DrillFlags): Promise<void> {
  const { stdout, stderr } = this.process;
  const note = (sentence: string): void => stderr.write(`${escapeTerminal(sentence)}\n`);
  const settings = await settingsFrom(flags.config);
  if (flags.check !== undefined) {
    const chain = checkByHand(flags, flags.check, settings, note);
    report(stdout, chain, { json: flags.json === true, platform: platformOfThis() });
    this.process.exitCode = chain.isWhole ? EXIT.ok : EXIT.failed;
    return;
  }
  if (flags.print === true || process.platform !== 'linux') {
    printByHand(stdout, flags.address ?? '203.0.113.1');
    return;
  }
  const log = flags.log ?? AUDIT_LOG;
  const from = openLog(log);
  const exercise = await prepared(flags.address ?? '127.0.0.1');
  try {
    const began = performance.now();
    const marks = { ...exercise, since: Date.now() };
    const watch = new DrillWatch(log, from, marks, settings, () => performance.now() - began, note);
    note(`Receiver on ${exercise.address}:${exercise.port}. Running:`);
    for (const command of exercise.commands) note(`  ${command}`);
    const received = await exercise.run();
    if (received === 0) note('Nothing reached the receiver: the sender could not connect to it.');
    const until = performance.now() + (flags.patience ?? PATIENCE);
    for (watch.poll(); !watch.chain.isWhole && performance.now() < until; watch.poll())
      await new Promise((resolve) => setTimeout(resolve, POLL_EVERY));
    watch.close();
    const trouble = watch.chain.isWhole ? undefined : auditTrouble();
    report(stdout, watch.chain, { json: flags.json === true, platform: 'linux', received, trouble });
    this.process.exitCode = watch.chain.isWhole ? EXIT.ok : EXIT.failed;
  } finally {
    await exercise.close();
  }
}

async function settingsFrom(config: string | undefined): Promise<HuntSettings> {
  return huntSettings(config === undefined ? DEFAULT_CONFIG : await readConfig(config), {
    internal: [],
    external: [],
    since: undefined,
    until: undefined,
  });
}

function openLog(path: string): ReturnType<typeof endOfLog> {
  try {
    return endOfLog(path);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ENOENT')
      throw new UsageError(
        `There is no log at ${path}: is auditd installed and running, and is this its log_file (/etc/audit/auditd.conf)? Name another one with --log.`,
        { cause: error },
      );
    if (code === 'EACCES' || code === 'EPERM')
      throw new UsageError(
        `${path} may not be read: run the drill as root, or let log_group in /etc/audit/auditd.conf name a group you are in.`,
        { cause: error },
      );
    throw error;
  }
}

async function prepared(text: string): Promise<Exercise> {
  const address = canonicalAddress(text);
  if (address === undefined) throw new UsageError(`--address ${text} is no IP address.`);
  let exercise: Exercise | undefined;
  try {
    exercise = await prepareExercise(address);
  } catch (error) {
    throw new UsageError(`Nothing can be received on ${address}: it must be an address of this host.`, {
      cause: error,
    });
  }
  if (exercise === undefined)
    throw new UsageError(
      'The drill needs one of openssl, gpg or 7z, and one of curl, wget or nc; use --print to run it elsewhere.',
    );
  return exercise;
}

function checkByHand(
  { marker, to }: DrillFlags,
  path: string,
  settings: HuntSettings,
  note: (sentence: string) => void,
): DrillChain {
  const cut = to?.lastIndexOf(':') ?? -1;
  const address = canonicalAddress((to ?? '').slice(0, Math.max(cut, 0)).replace(/^\[|\]$/g, ''));
  const port = Number((to ?? '').slice(cut + 1));
  if (marker === undefined || marker.length < 4 || address === undefined || !Number.isInteger(port))
    throw new UsageError(
      '--check needs --marker (at least 4 characters) and --to, such as 203.0.113.1:4444.',
    );
  const marks = { marker, address, port, encryptor: 'openssl', sender: 'curl', since: 0 };
  const watch = new DrillWatch(path, undefined, marks, settings, () => 0, note);
  openLog(path);
  watch.poll();
  watch.close();
  return watch.chain;
}

function printByHand(stdout: OutputStream, address: string): void {
  const marker = `postern-drill-${randomBytes(3).toString('hex')}`;
  const port = 4444;
  for (const { system, receiver, commands } of drillsByHand(marker, address, port)) {
    stdout.write(`${system}\n  receiver on ${address}:  ${receiver}\n`);
    for (const command of commands) stdout.write(`  ${command}\n`);
    stdout.write('\n');
  }
  stdout.write(
    `Then collect the telemetry and run:\n  postern drill --check <file> --marker ${marker} --to ${address}:${port}\n`,
  );
}

interface ReportOptions {
  readonly json: boolean;
  readonly platform: Platform;
  /** Bytes the receiver got. */
  readonly received?: number;
  /** What the sensor itself says is wrong; outranks what the broken link suggests. */
  readonly trouble?: string | undefined;
}

function report(
  stdout: OutputStream,
  chain: DrillChain,
  { json, platform, received, trouble }: ReportOptions,
): void {
  const { broken } = chain;
  const mend = broken === undefined ? undefined : (trouble ?? mendingOf(platform, broken));
  if (json) {
    const links = LINKS.map((link) => {
      const seen = chain.seen.get(link);
      return {
        link,
        seen: seen !== undefined,
        milliseconds: seen === undefined ? null : Math.round(seen.at),
        by: seen?.by ?? null,
      };
    });
    stdout.write(
      `${JSON.stringify({ whole: chain.isWhole, received: received ?? null, broken: broken ?? null, mend: mend ?? null, links })}\n`,
    );
    return;
  }
  for (const link of LINKS) {
    const seen = chain.seen.get(link);
    const title = LINK_TITLES[link].padEnd(32);
    stdout.write(
      seen === undefined
        ? `  missing  ${title}\n`
        : `  ok       ${title}${(seen.at / 1000).toFixed(1).padStart(5)} s  ${escapeTerminal(seen.by)}\n`,
    );
  }
  stdout.write(
    broken === undefined
      ? '\nThe chain is whole: what Postern is told here, it finds.\n'
      : `\nBroken at "${LINK_TITLES[broken]}": ${mend ?? ''}\n`,
  );
}

function platformOfThis(): Platform {
  if (process.platform === 'win32') return 'windows';
  return process.platform === 'darwin' ? 'macos' : 'linux';
}
