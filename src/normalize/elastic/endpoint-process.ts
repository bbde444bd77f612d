/** Process events of Elastic Endpoint: starts, forks, execs and ends, one by one or several in one document. */
import type {
  EventBase,
  Platform,
  ProcessEnd,
  ProcessLaunch,
  ProcessRef,
  Signer,
} from '../../event/event.ts';
import { parseTimestamp } from '../../event/timestamp.ts';
import { joinedArguments } from '../joined-arguments.ts';
import type { JsonObject } from '../json-object.ts';
import { at } from '../json-object.ts';
import { sha256Text, textList, wholeNumber } from '../loose-value.ts';
import { ecsText, ecsTexts, ecsValue } from './ecs-field.ts';
import { descentOf } from './entity-id.ts';

const MOST_ARGUMENTS = 65_536;
const MOST_ANCESTORS = 64;

export function endpointProcess(document: JsonObject): ProcessRef {
  return {
    uid: ecsText(document, 'process.entity_id'),
    pid: wholeNumber(ecsValue(document, 'process.pid')),
    image: ecsText(document, 'process.executable') ?? ecsText(document, 'process.name'),
  };
}

/** `domain\user` on Windows, as other sensors write it. */
export function endpointUser(document: JsonObject): string | undefined {
  const name = ecsText(document, 'user.name');
  const domain = ecsText(document, 'user.domain');
  if (name === undefined) return ecsText(document, 'user.id');
  return domain === undefined || !isWindows(document) ? name : `${domain}\\${name}`;
}

/** What a process document tells; `actions` are those of its `event.action`. */
export function endpointProcessEvents(
  document: JsonObject,
  actions: ReadonlySet<string>,
  base: EventBase,
  platform: Platform | undefined,
): readonly (ProcessLaunch | ProcessEnd)[] {
  const events: (ProcessLaunch | ProcessEnd)[] = [];
  const started = ['exec', 'fork', 'start', 'already_running', 'creation'].some((action) =>
    actions.has(action),
  );
  if (started) events.push(launch(document, actions, base, platform));
  if (actions.has('end') || actions.has('exit') || actions.has('termination')) {
    const time = timeAt(document, 'process.end') ?? base.time;
    events.push({ kind: 'end', ...base, time, ...endpointProcess(document) });
  }
  return events;
}

function launch(
  document: JsonObject,
  actions: ReadonlySet<string>,
  base: EventBase,
  platform: Platform | undefined,
): ProcessLaunch {
  const process = endpointProcess(document);
  const parent = ecsText(document, 'process.parent.entity_id');
  const ancestry = ecsTexts(document, 'process.Ext.ancestry', MOST_ANCESTORS);
  const descent = descentOf(process.pid, process.uid, parent, ancestry);
  const words = textList(at(document, 'process.args'), MOST_ARGUMENTS);
  const user = endpointUser(document);
  const real = ecsText(document, 'user.Ext.real.name');
  // Windows has no argument list: what is written there was split by the sensor.
  const exact = platform === 'windows' || words?.length === 0 ? undefined : words;
  const effectivePid = wholeNumber(ecsValue(document, 'process.Ext.effective_parent.pid'));
  return {
    kind: 'launch',
    ...base,
    time: startOf(document, actions) ?? base.time,
    ...process,
    // The sensor joins words by blanks and loses where each ends.
    commandLine:
      (exact === undefined ? undefined : joinedArguments(exact)) ??
      ecsText(document, 'process.command_line') ??
      (words === undefined ? undefined : joinedArguments(words)),
    arguments: exact,
    user,
    loginUser: real === user ? undefined : real,
    session: sessionOf(document, platform),
    cwd: ecsText(document, 'process.working_directory'),
    integrity: ecsText(document, 'process.Ext.token.integrity_level_name'),
    originalName: ecsText(document, 'process.pe.original_file_name'),
    company: ecsText(document, 'process.pe.company'),
    sha256: sha256Text(ecsValue(document, 'process.hash.sha256')),
    parentUid: descent.parentUid,
    parentPid: descent.parentPid ?? wholeNumber(ecsValue(document, 'process.parent.pid')),
    parentImage: ecsText(document, 'process.parent.executable') ?? ecsText(document, 'process.parent.name'),
    parentCommandLine: ecsText(document, 'process.parent.command_line') ?? parentArguments(document),
    how: howOf(actions),
    replacedUid: descent.replacedUid,
    responsibleUid: ecsText(document, 'process.Ext.effective_parent.entity_id'),
    responsiblePid: effectivePid,
    signer: signerOf(document, platform),
  };
}

/** A process that was found running began before the document; any other began with it. */
function startOf(document: JsonObject, actions: ReadonlySet<string>): number | undefined {
  return actions.has('already_running') ? timeAt(document, 'process.start') : undefined;
}

/** A fork and an exec in one document are one new process. */
function howOf(actions: ReadonlySet<string>): ProcessLaunch['how'] {
  if (actions.has('exec')) return actions.has('fork') ? 'spawn' : 'exec';
  return actions.has('fork') ? 'fork' : 'spawn';
}

function parentArguments(document: JsonObject): string | undefined {
  const words = textList(at(document, 'process.parent.args'), MOST_ARGUMENTS);
  return words === undefined ? undefined : joinedArguments(words);
}

/** The logon on Windows; elsewhere the process that a login, a service or a container began with. */
function sessionOf(document: JsonObject, platform: Platform | undefined): string | undefined {
  if (platform === 'windows') return ecsText(document, 'process.Ext.authentication_id')?.toLowerCase();
  return ecsText(document, 'process.entry_leader.entity_id');
}

/** Only a signature that was found valid names anybody. */
function signerOf(document: JsonObject, platform: Platform | undefined): Signer | undefined {
  const exists = ecsValue(document, 'process.code_signature.exists');
  const trusted = ecsValue(document, 'process.code_signature.trusted');
  const subject = ecsText(document, 'process.code_signature.subject_name');
  const identifier = ecsText(document, 'process.code_signature.signing_id') ?? subject;
  const team = ecsText(document, 'process.code_signature.team_id');
  if (exists === undefined && identifier === undefined && team === undefined) return undefined;
  if (exists === false || trusted === false) {
    return { identifier: undefined, team: undefined, platformBinary: false };
  }
  const ofSystem = platform === 'windows' ? 'Microsoft Windows' : 'Software Signing';
  return { identifier, team, platformBinary: trusted === true && subject === ofSystem };
}

function timeAt(document: JsonObject, path: string): number | undefined {
  const text = ecsText(document, path);
  return text === undefined ? undefined : parseTimestamp(text)?.time;
}

function isWindows(document: JsonObject): boolean {
  return ecsText(document, 'host.os.type') === 'windows' || ecsText(document, 'host.os.family') === 'windows';
}
