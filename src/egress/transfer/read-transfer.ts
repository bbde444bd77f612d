import type { Platform } from '../../event/event.ts';
import { scriptCall } from './interpreters.ts';
import { programName } from './program-name.ts';
import { readDeviceRedirect } from './shell-redirect.ts';
import type { Transfer, TransferReading } from './transfer.ts';
import type { TransferTool } from './transfer-tool.ts';
import { TRANSFER_TOOLS } from './transfer-tools.ts';
import { PLACEHOLDER, unwrap } from './wrappers.ts';

const BY_NAME: ReadonlyMap<string, TransferTool> = new Map(
  TRANSFER_TOOLS.flatMap((tool: TransferTool) => tool.names.map((name) => [name, tool] as const)),
);
const SHAPED: readonly TransferTool[] = TRANSFER_TOOLS.filter(
  (tool: TransferTool) => tool.shape !== undefined,
);

/** Of longer lists the middle is left out: options stand at the front, targets at either end. */
const FIRST_WORDS = 896;
const LAST_WORDS = 128;
const MOST_FILES = 256;
const LONGEST_WORD = 16_384;

/** Programs that hold other commands' arguments without running them. */
const QUOTING = new Set(
  'echo printf grep egrep fgrep zgrep rg ag sed awk gawk mawk cat tee less more vi vim nano emacs code man apropos which type whereis history logger test expr find xargs ps pgrep pkill kill git make cmake ninja gcc cc clang docker podman kubectl ansible ansible-playbook cmd powershell pwsh wscript cscript mshta rundll32 regsvr32 schtasks wmic reg crontab at jq yq'.split(
    ' ',
  ),
);
const SHELL = /^(?:ba|da|z|k|mk|a|tc|c|rba)?sh$/;
/** A file without its name says less. */
const RENAMED = 0.7;
const FILLED = 0.9;

/**
 * What a command line says about a transfer over a network, or `undefined` when it is none that we know.
 * Never throws; time and memory are bounded by the caps above whatever the arguments are.
 *
 * @param argv the exact argument list, the program's own name first
 * @param image path of the executable where it is known; it is believed before the name, which anyone may write
 * @example readTransfer(['curl', '-T', 'a.enc', 'https://drop.example/'], '/usr/bin/curl', 'linux')
 */
export function readTransfer(
  argv: readonly string[],
  image: string | undefined,
  platform: Platform,
): Transfer | undefined {
  const words = bounded(argv);
  const windows = platform === 'windows';
  const { words: command, wrapped, filled } = unwrap(words);
  const [first] = command;
  if (first === undefined) return undefined;
  const names = wrapped || image === undefined ? [first] : [image, first];
  const known = names.find((name) => toolOf(name) !== undefined);
  const script = scriptCall(command);
  const named =
    (known === undefined ? undefined : readNamed(known, command.slice(1), windows)) ??
    (script === undefined ? undefined : readNamed(script[0] ?? '', script.slice(1), windows)) ??
    shellText(command);
  if (named !== undefined) return filled ? withoutFillings(finish(named, FILLED)) : finish(named, 1);
  return known === undefined && script === undefined
    ? readShape(names, command.slice(1), windows)
    : undefined;
}

function bounded(argv: readonly string[]): readonly string[] {
  const kept =
    argv.length <= FIRST_WORDS + LAST_WORDS
      ? argv
      : [...argv.slice(0, FIRST_WORDS), ...argv.slice(-LAST_WORDS)];
  return kept.some((word) => word.length > LONGEST_WORD)
    ? kept.map((word) => word.slice(0, LONGEST_WORD))
    : kept;
}

interface NamedReading {
  readonly name: string;
  readonly reading: TransferReading;
}

/** The methods of apt are called `http` and `https`, as a client of another kind is. */
const APT_METHOD = /\/apt\/methods\/(?:[a-z0-9]{1,12}\+)?(?:https?|ftp|s3|ssh|rsh|mirror)$/;

function toolOf(path: string): TransferTool | undefined {
  return BY_NAME.get(APT_METHOD.test(path) ? 'apt-method' : programName(path));
}

function readNamed(path: string, words: readonly string[], windows: boolean): NamedReading | undefined {
  const tool = toolOf(path);
  const program = APT_METHOD.test(path) ? 'apt-method' : programName(path);
  const reading = tool?.read({ program, words, windows });
  if (tool === undefined || reading === undefined) return undefined;
  return { name: tool.family === true ? program : tool.id, reading };
}

/** A redirection to a network device in the text of `sh -c`; other commands in it are processes of their own. */
function shellText(command: readonly string[]): NamedReading | undefined {
  if (!SHELL.test(programName(command[0] ?? ''))) return undefined;
  const at = command.findIndex((word, index) => index > 0 && /^-[a-z]*c[a-z]*$/.test(word));
  const reading = at < 0 ? undefined : readDeviceRedirect(command[at + 1] ?? '');
  return reading === undefined ? undefined : { name: 'shell', reading };
}

/** A renamed copy: arguments that make sense to one tool only. */
function readShape(
  names: readonly string[],
  words: readonly string[],
  windows: boolean,
): Transfer | undefined {
  if (names.some((name) => QUOTING.has(programName(name)) || SHELL.test(programName(name)))) return undefined;
  for (const tool of SHAPED) {
    const program = tool.shape?.(words);
    const named = program === undefined ? undefined : readNamed(program, words, windows);
    if (named === undefined) continue;
    const reason = `${named.reading.reason}; the program bears another name and is known by its arguments`;
    return finish({ ...named, reading: { ...named.reading, reason } }, RENAMED);
  }
  return undefined;
}

/** What stands for an argument that comes later names neither a file nor a host. */
function withoutFillings(transfer: Transfer): Transfer {
  return {
    ...transfer,
    files: transfer.files.filter((file) => !file.includes(PLACEHOLDER)),
    target: transfer.target?.host?.includes(PLACEHOLDER) === true ? undefined : transfer.target,
  };
}

function finish({ name, reading }: NamedReading, weight: number): Transfer {
  return {
    tool: reading.tool ?? name,
    direction: reading.direction,
    carries: reading.carries,
    files: (reading.files ?? []).slice(0, MOST_FILES),
    target: reading.target,
    encryptsChannel: reading.encryptsChannel,
    certainty: Math.round((reading.certainty ?? 0.9) * weight * 100) / 100,
    reason: reading.reason,
  };
}
