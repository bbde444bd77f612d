/** What `postern follow` does, loaded only when it is asked for. */
import { existsSync } from 'node:fs';
import { escapeTerminal } from '../outputs/escape-terminal.ts';
import { renderJsonLines } from '../outputs/ocsf/json-lines.ts';
import { colourWanted } from '../outputs/terminal/colour-wanted.ts';
import { renderFinding } from '../outputs/terminal/finding-page.ts';
import { Follower } from '../run/follow.ts';
import type { CliContext } from './context.ts';
import type { FollowFlags } from './follow-command.ts';
import type { HuntSettings } from '../config/hunt-settings.ts';
import type { JudgedHost } from '../engine/engine.ts';
import { learnedOf, loadBaseline, secretOf } from './baseline-flags.ts';
import { settingsOf } from './hunt-flags.ts';
import { VERSION } from './version.ts';

const POLL_EVERY = 250;
/** Judging costs more the more there is: it takes at most a fifth of the time. */
const SETTLE_SHARE = 5;
const SETTLE_EVERY = 1_000;

export async function runFollow(this: CliContext, flags: FollowFlags, ...paths: string[]): Promise<void> {
  const { stdout, stderr, env } = this.process;
  const page = { width: stdout.columns ?? 100, colour: colourWanted(stdout, env) };
  const settings = await settingsOf(flags);
  const follower = new Follower({
    paths,
    settings,
    learned: await learnedOf(flags),
    onHours: flags.learn === undefined ? undefined : await learner(flags.learn, flags, settings),
    showSecrets: flags.showSecrets === true,
    statePath: flags.state,
    onFinding: (finding, before) => {
      if (flags.json === true) {
        for (const line of renderJsonLines({ findings: [finding] }, { version: VERSION })) stdout.write(line);
      } else {
        if (before !== undefined) stdout.write(`\nRaised from ${before} to ${finding.level}:\n`);
        stdout.write(renderFinding(finding, page));
      }
    },
    onNote: (sentence) => stderr.write(`${escapeTerminal(sentence)}\n`),
  });
  const stop = stopSignal();
  let idleSince = performance.now();
  let settleAt = 0;
  while (!stop.asked) {
    const read = follower.poll();
    const now = performance.now();
    if (read > 0) idleSince = now;
    // Judged when the writer pauses, or when it never does, after a while.
    if ((read === 0 && now >= settleAt) || now >= settleAt + SETTLE_EVERY * SETTLE_SHARE) {
      follower.settle();
      const took = performance.now() - now;
      settleAt = now + Math.max(SETTLE_EVERY, took * SETTLE_SHARE);
    }
    if (flags.exitWhenIdle !== undefined && now - idleSince >= flags.exitWhenIdle) break;
    if (read === 0) await stop.pause(POLL_EVERY);
  }
  stop.forget();
  follower.close();
}

/** Learns complete hours and writes the baseline each time, whole or not at all. */
async function learner(
  path: string,
  flags: FollowFlags,
  settings: HuntSettings,
): Promise<(hosts: readonly JudgedHost[], until: number) => void> {
  const { newBaseline, storeBaseline } = await import('../store/baseline-file.ts');
  const { learnHost, newTallyOfLearning } = await import('../run/learn.ts');
  const secret = await secretOf(flags);
  const known = existsSync(path) ? await loadBaseline(path, secret) : undefined;
  const baseline = known?.baseline ?? newBaseline(secret);
  return (hosts, until) => {
    const tally = newTallyOfLearning();
    for (const host of hosts) learnHost(host, baseline, { settings, isReviewed: false, until }, tally);
    storeBaseline(path, baseline, known?.reviewedBy ?? [], known?.cleared);
  };
}

/** Ctrl-C and SIGTERM end the following, not the process: what was read is judged and remembered first. */
function stopSignal(): { readonly asked: boolean; pause(span: number): Promise<void>; forget(): void } {
  let asked = false;
  let wake: () => void = () => undefined;
  const ask = (): void => {
    asked = true;
    wake();
  };
  process.once('SIGINT', ask);
  process.once('SIGTERM', ask);
  return {
    get asked(): boolean {
      return asked;
    },
    pause: (span) =>
      new Promise((resolve) => {
        const timer = setTimeout(resolve, span);
        wake = (): void => {
          clearTimeout(timer);
          resolve();
        };
      }),
    forget(): void {
      process.off('SIGINT', ask);
      process.off('SIGTERM', ask);
    },
  };
}
