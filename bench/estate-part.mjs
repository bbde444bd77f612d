// One part of the hosts of bench/estate.mjs, in a process of its own: learns or judges them and leaves a file.
import { closeSync, openSync, readFileSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';

const job = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const core = await import(job.core);
const { stories } = await core.loadStories([join(job.root, 'content', 'stories')]);
const approvals = (await core.loadApprovals([join(job.root, 'content', 'approvals')])).approvals;
const hosts = core.estateHosts(job);
const config = {
  ...core.DEFAULT_CONFIG,
  approvals: {
    ...core.DEFAULT_CONFIG.approvals,
    packs: [
      'backblaze',
      'defender-for-endpoint',
      'dropbox',
      'icloud',
      'intune',
      'onepassword',
      'slack',
      'teams',
      'veeam',
      'zoom',
      'datadog',
      'developer-tools',
    ],
  },
};
const settings = core.estateSettings(hosts, config, approvals);
const learned = { from: 0, until: job.days };
const judged = { from: job.days, until: 2 * job.days };
const plan = core.planTroubles({ ...job, hosts, stories, days: judged });
const mine = hosts.filter((_, index) => index % job.parts === job.part);
const file = (part) => join(job.own, `learned-${part}.bin`);

if (job.phase === 'learn') {
  const baseline = new core.Baseline(core.DEFAULT_BASELINE_SETTINGS);
  const tally = core.newTallyOfLearning();
  for (const [index, host] of mine.entries()) {
    await core.learnEstateHost(
      host,
      plan.get(host.name) ?? core.NO_TROUBLES,
      { settings, seed: job.seed, days: learned, isReviewed: job.isReviewed },
      { baseline, tally },
    );
    tell('learned', index);
  }
  const handle = openSync(file(job.part), 'w');
  for (const chunk of core.writeSnapshot(baseline, 'estate')) writeSync(handle, chunk);
  closeSync(handle);
} else {
  const baseline = new core.Baseline(core.DEFAULT_BASELINE_SETTINGS);
  for (let part = 0; part < job.parts; part++) {
    const reader = new core.SnapshotReader(core.DEFAULT_BASELINE_SETTINGS);
    const problem = reader.push(readFileSync(file(part)));
    if (problem !== undefined) throw new Error(problem.message);
    baseline.merge(reader.end().baseline);
  }
  const result = { hosts: [], attacks: [], kinds: [] };
  for (const [index, host] of mine.entries()) {
    const troubles = plan.get(host.name) ?? core.NO_TROUBLES;
    const { findings, verdict } = await core.judgeEstateHost(host, troubles, {
      settings,
      seed: job.seed,
      days: judged,
      learned: { baseline, version: 'estate' },
    });
    const ofAttack = new Set(attackFindings(troubles, findings, verdict));
    const levels = {};
    const routines = [];
    for (const finding of findings) {
      if (ofAttack.has(finding.id)) continue;
      levels[finding.level] = (levels[finding.level] ?? 0) + 1;
      if (['info', 'low'].includes(finding.level)) continue;
      const kind = `${host.role.id} ${host.shape}${troubles.attack === undefined ? '' : ' under attack'}: ${finding.title.replaceAll(/198\.1\d\.\d+\.\d+/g, 'ADDRESS')} ${finding.level} ${finding.encryption.map(({ link }) => link).join()} ${
        process.env.REASONS
          ? finding.contributions
              .filter(({ counted }) => counted)
              .map(({ points, reason, cap }) => `${points}${cap ? `<=${cap}` : ''} ${reason.slice(0, 60)}`)
              .join('; ')
          : ''
      }`;
      result.kinds.push(kind);
      routines.push(`${host.name} ${finding.process.image} ${finding.script?.label ?? ''}`);
    }
    result.hosts.push({ role: host.role.id, title: host.role.title, levels, routines });
    if (verdict !== undefined)
      result.attacks.push({
        host: host.name,
        shape: host.shape,
        story: troubles.attack.story.id,
        poisoning: troubles.attack.poisoning,
        passed: verdict.expectations.every(({ state }) => state === 'met' || state === 'not-required'),
        failure: verdict.failure,
        states: verdict.expectations.map(({ state, detail }) => `${state}: ${detail}`),
        flags: findings
          .filter(({ id }) => ofAttack.has(id))
          .flatMap(({ contributions }) =>
            contributions.flatMap(({ reason }) => (/taught/.test(reason) ? [reason] : [])),
          ),
        score: findings
          .filter(({ id }) => verdict.expectations.some(({ finding }) => finding === id))
          .map(
            ({ score, contributions }) =>
              `${score}: ${contributions
                .filter(({ counted }) => counted)
                .map(({ points, reason }) => `${points} ${reason.slice(0, 50)}`)
                .join('; ')}`,
          ),
      });
    tell('judged', index);
  }
  writeFileSync(join(job.own, `judged-${job.part}.json`), JSON.stringify(result));
}

/** Findings about the attack's own processes: they begin within the attack. */
function attackFindings({ attack }, findings, verdict) {
  if (attack === undefined) return [];
  const ids = verdict.expectations.flatMap(({ finding }) => finding ?? []);
  const begin = Date.parse('2026-03-02T00:00:00Z') + attack.at - 3_600_000;
  const near = findings.filter(({ first, last }) => last >= begin && first <= begin + 30 * 3_600_000);
  const places = new Set(attack.story.steps.flatMap(({ connect }) => connect?.to ?? []));
  return [...ids, ...near.filter(({ egress }) => places.has(egress.address)).map(({ id }) => id)];
}

function tell(what, index) {
  if (job.part === 0 && process.stderr.isTTY && index % 20 === 0)
    process.stderr.write(`\r${what} ${index} of ${mine.length} hosts in this part `);
}
