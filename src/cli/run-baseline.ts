/** What `postern baseline show` and `diff` do, loaded only when they are asked for. */
import { LATEST } from '../baseline/moment.ts';
import { describeKey } from '../baseline/profile/profile-key.ts';
import type { ProfileFacts } from '../baseline/profile/profile-facts.ts';
import { diffBaselines } from '../baseline/snapshot/diff-baselines.ts';
import { escapeTerminal } from '../outputs/escape-terminal.ts';
import { counted, readableBytes } from '../outputs/readable-amount.ts';
import { flagText } from '../outputs/terminal/learning-text.ts';
import { visibleJson } from '../outputs/visible-text.ts';
import { baselineDoubts } from '../run/baseline-doubts.ts';
import { Suspicions } from '../run/open-suspicions.ts';
import type { LookFlags, ShowFlags } from './baseline-command.ts';
import { loadBaseline, secretOf } from './baseline-flags.ts';
import { clearingLines, day, profileLine, profileOf } from './contact-lines.ts';
import type { CliContext } from './context.ts';
import { EXIT } from './exit-codes.ts';
import { hostName } from './suspect-choice.ts';

/** More lines than anybody reads; `--json` has them all. */
const MOST = 200;

export async function runBaselineShow(this: CliContext, flags: ShowFlags, path: string): Promise<void> {
  const { stdout } = this.process;
  const { baseline, version, reviewedBy, cleared } = await loadBaseline(path, await secretOf(flags));
  const suspects =
    flags.suspect === true
      ? new Set(new Suspicions(baseline).open().map(({ key }) => describeKey(key)))
      : undefined;
  const contacts: ProfileFacts[] = [];
  let newest = 0;
  baseline.forEach(LATEST, (facts) => {
    newest = Math.max(newest, facts.lastSeen ?? 0);
    if (facts.key.level !== 'host' || facts.key.shape !== 'contact' || !isWanted(facts, flags)) return;
    if (suspects?.has(describeKey(facts.key)) !== false) contacts.push(facts);
  });
  contacts.sort(byKey);
  if (flags.json === true) {
    for (const facts of contacts) stdout.write(`${visibleJson(JSON.stringify(profileOf(facts)))}\n`);
    return;
  }
  const counts = baseline.counts();
  const lines = [
    `${path}: version ${version}`,
    `holds ${counted(counts.profiles, 'profile')} in ${readableBytes(counts.usedBytes)}, up to ${day(newest)}`,
    `reviewed by ${reviewedBy.join(', ') || 'nobody'}`,
    ...clearingLines(cleared),
    '',
    ...contacts.slice(0, MOST).map(profileLine),
    ...(contacts.length > MOST ? [`... and ${contacts.length - MOST} more (--json lists them)`] : []),
  ];
  const doubts = suspects === undefined ? baselineDoubts(baseline, newest + 1) : [];
  if (doubts.length > 0) lines.push('', 'The baseline may have been taught this on purpose:');
  for (const { profile, flag } of doubts.slice(0, MOST))
    lines.push(`  ${describeKey(profile)}`, `    ${flagText(flag)}`);
  stdout.write(`${lines.map(escapeTerminal).join('\n')}\n`);
}

export async function runBaselineDiff(
  this: CliContext,
  flags: LookFlags,
  before: string,
  after: string,
): Promise<void> {
  const { stdout } = this.process;
  const secret = await secretOf(flags);
  const [old, young] = [await loadBaseline(before, secret), await loadBaseline(after, secret)];
  const changes = [...diffBaselines(old.baseline, young.baseline)].filter((change) =>
    isWanted(change.after ?? change.before, flags),
  );
  changes.sort((a, b) => byKey(a.after ?? a.before, b.after ?? b.before));
  if (flags.json === true) {
    for (const { change, before: was, after: is } of changes) {
      const line = {
        change,
        ...(was === undefined ? {} : { before: profileOf(was) }),
        ...(is === undefined ? {} : { after: profileOf(is) }),
      };
      stdout.write(`${visibleJson(JSON.stringify(line))}\n`);
    }
  } else {
    const count = (kind: string): number => changes.filter(({ change }) => change === kind).length;
    const sign = { added: '+', removed: '-', changed: '~' };
    const lines = [
      `${old.version.slice(0, 12)} -> ${young.version.slice(0, 12)}: ${count('added')} added, ${count('removed')} removed, ${count('changed')} changed`,
      ...changes
        .slice(0, MOST)
        .map(({ change, before: was, after: is }) => `${sign[change]} ${profileLine(is ?? was)}`),
      ...(changes.length > MOST ? [`... and ${changes.length - MOST} more (--json lists them)`] : []),
    ];
    stdout.write(`${lines.map(escapeTerminal).join('\n')}\n`);
  }
  this.process.exitCode = changes.length > 0 ? EXIT.failed : EXIT.ok;
}

function isWanted({ key }: ProfileFacts, { host }: LookFlags): boolean {
  return host === undefined || (key.level === 'host' && key.name === hostName(host));
}

function byKey(a: ProfileFacts, b: ProfileFacts): number {
  return describeKey(a.key) < describeKey(b.key) ? -1 : 1;
}
