/** What `postern approvals add` does, loaded only when it is asked for. */
import { existsSync, readFileSync } from 'node:fs';
import { addApproval } from '../config/approvals/add-approval.ts';
import type { ApprovalText } from '../config/approvals/approval-schema.ts';
import { completed, draftApproval } from '../config/approvals/draft-approval.ts';
import type { HumanPart } from '../config/approvals/draft-approval.ts';
import { UsageError } from '../config/usage-error.ts';
import { escapeTerminal } from '../outputs/escape-terminal.ts';
import { writeWhole } from '../store/write-whole.ts';
import type { AddApprovalFlags } from './approvals-command.ts';
import type { CliContext } from './context.ts';
import { settingsOf } from './hunt-flags.ts';
import { toldCases } from './told-cases.ts';

const DAY = 86_400_000;
const DEFAULT_DAYS = 90;

export async function runAddApproval(
  this: CliContext,
  flags: AddApprovalFlags,
  ...paths: string[]
): Promise<void> {
  const { stdout, stderr } = this.process;
  const human = humanPart(flags, Date.now());
  const approval = narrowed(await drafted(this, flags, human, paths), flags, human);
  const before = existsSync(flags.file) ? readFileSync(flags.file, 'utf8') : undefined;
  const addition = addApproval(before, approval, flags.file);
  if (addition.text === undefined) {
    const sentences = addition.problems.map(
      ({ path, message }) => `  ${path === '' ? '' : `${path} `}${message}`,
    );
    throw new UsageError(
      `The approval ${approval.id} is refused, nothing was written:\n${sentences.map(escapeTerminal).join('\n')}`,
    );
  }
  try {
    writeWhole(flags.file, [addition.text]);
  } catch (error) {
    throw new UsageError(`${flags.file} cannot be written.`, { cause: error });
  }
  for (const { path, message } of addition.warnings)
    stderr.write(`${escapeTerminal(`${path} ${message}`)}\n`);
  stdout.write(
    escapeTerminal(
      `${approval.id} was added to ${flags.file}: ${human.owner} answers for it until ${human.expires}.`,
    ) + `\nTry it before anybody relies on it: postern judge <cases> --with ${escapeTerminal(flags.file)}\n`,
  );
}

function humanPart(flags: AddApprovalFlags, now: number): HumanPart {
  const days = flags.days ?? DEFAULT_DAYS;
  const date = (time: number): string => new Date(time).toISOString().slice(0, 10);
  return {
    id: flags.id,
    class: flags.class,
    owner: flags.owner,
    reason: flags.reason,
    ticket: flags.ticket,
    created: date(now),
    review: date(now + Math.ceil((days * 2) / 3) * DAY),
    expires: date(now + days * DAY),
  };
}

async function drafted(
  context: CliContext,
  flags: AddApprovalFlags,
  human: HumanPart,
  paths: readonly string[],
): Promise<ApprovalText> {
  const { fromFinding: id } = flags;
  if (id === undefined) {
    if (flags.platform === undefined)
      throw new UsageError(
        'Say what to approve: --from-finding with its cases or logs, or --platform and the program.',
      );
    return completed(flags.platform, {}, {}, undefined, human);
  }
  if (paths.length === 0)
    throw new UsageError('--from-finding needs the cases or logs in which the finding stands.');
  const cases = await toldCases(context, paths, await settingsOf({ ...flags, approvals: [] }));
  const found = cases.filter(({ facts }) => facts.id.startsWith(id) || facts.id.endsWith(id));
  const [one] = found;
  if (one === undefined || found.length > 1)
    throw new UsageError(
      `${found.length === 0 ? 'No finding is' : `${found.length} findings are`} called ${id} there.`,
    );
  if (one.askedAlso.length > 0)
    throw new UsageError(
      `${one.facts.id} sent to ${one.askedAlso.length + 1} places; approve the program with flags, naming each of them.`,
    );
  return draftApproval(one.asked.approval, human);
}

/** Flags replace what the finding gave. */
function narrowed(draft: ApprovalText, flags: AddApprovalFlags, human: HumanPart): ApprovalText {
  const { path, signer, teamId, user, script, onHost, domain, tenant, address, port } = flags;
  const places = { domains: list(domain), tenants: list(tenant), addresses: list(address) };
  const hasPlace = Object.values(places).some((one) => one !== undefined);
  const { ports, protocols, ...given } = draft.destinations;
  return completed(
    flags.platform ?? draft.platform,
    {
      ...draft.identity,
      ...(path === undefined ? {} : { path }),
      ...(signer === undefined ? {} : { signer }),
      ...(teamId === undefined ? {} : { teamId }),
      ...(user === undefined ? {} : { user }),
      ...(script === undefined ? {} : { script: { path: script } }),
    },
    {
      ...(hasPlace ? places : given),
      ...(port === undefined ? (ports === undefined ? {} : { ports }) : { ports: [port] }),
      ...(protocols === undefined ? {} : { protocols }),
    },
    onHost === undefined || onHost.length === 0 ? draft.hosts : { names: [...onHost] },
    human,
  );
}

function list(values: readonly string[] | undefined): string[] | undefined {
  return values === undefined || values.length === 0 ? undefined : [...values];
}
