/** What an interpreter ran: the script file of its command line, the inline text, or the blocks it logged. */
import type { HostView } from '../analytics/host-view.ts';
import type { ProcessRole } from '../hosts/process-role.ts';
import type { Process } from '../hosts/process.ts';
import type { ScriptIdentity } from './finding.ts';

const EXTENSIONS = 'ps1|psm1|vbs|vbe|js|jse|wsf|hta|sct|py|pyw|pl|rb|php|bat|cmd|jar|xsl|sh';
/** In quotes a path may have spaces; what else stands there (`"& a.ps1"`) is code. */
const QUOTED_FILE = new RegExp(`["']([^"'|<>&;$()\\r\\n]{1,240}\\.(?:${EXTENSIONS}))["']`, 'i');
const BARE_FILE = new RegExp(
  `(?:^|[\\s"'=])((?:[a-zA-Z]:)?[^\\s"'|<>]{1,240}\\.(?:${EXTENSIONS}))(?=$|[\\s"',;)])`,
  'i',
);

/** `undefined` for programs that run no scripts. */
export function scriptIdentity(
  view: Pick<HostView, 'scripts' | 'operations'>,
  process: Process,
  role: ProcessRole,
): ScriptIdentity | undefined {
  if (role !== 'script-host' && role !== 'shell') return undefined;
  const own = view.scripts.filter((script) => script.process === process);
  const blockIds = [
    ...new Set(own.flatMap((script) => (script.blockId === undefined ? [] : [script.blockId]))),
  ].slice(0, 32);
  const path =
    own.find((script) => script.path !== undefined)?.path ??
    view.operations.find((operation) => operation.process === process && operation.scriptPath !== undefined)
      ?.scriptPath;
  if (path !== undefined) return { kind: 'file', label: path, blockIds };
  const command = (process.commandLine ?? '').slice(0, 4096);
  const file = QUOTED_FILE.exec(command)?.[1] ?? BARE_FILE.exec(command)?.[1];
  if (file !== undefined) return { kind: 'file', label: file, blockIds };
  const block = own.find((script) => script.blockId !== undefined);
  if (block !== undefined) return { kind: 'block', label: `script block ${block.blockId ?? ''}`, blockIds };
  const logged = own[0];
  return logged === undefined
    ? undefined
    : { kind: 'inline', label: `code seen in ${logged.seenIn}`, blockIds };
}
