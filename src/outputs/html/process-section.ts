import type { Finding, ProcessFacts } from '../../findings/finding.ts';
import { imageName, processLabel, roleWords } from '../finding-words.ts';
import { readableTime } from '../readable-time.ts';
import { html, preformatted, type Markup } from './markup.ts';

/** Windows allows 32,767 characters. */
const longestCommand = 33_000;
const mostAncestors = 32;

/** Who did it: the process below its ancestors, its command line, and what it ran. */
export function processSection(finding: Finding): Markup {
  return html`<h4>Process and script</h4>
    <ul class="tree">
      ${tree([finding.process, ...finding.ancestry.slice(0, mostAncestors)].toReversed())}
    </ul>
    ${commandLine(finding.process)}
    <dl class="facts">
      <dt>User</dt>
      <dd>
        ${finding.process.user ?? 'not recorded'}${finding.process.session === undefined ? '' : `, session ${finding.process.session}`}
      </dd>
      <dt>Lifetime</dt>
      <dd>${lifetime(finding.process)}</dd>
      <dt>Role</dt>
      <dd>${roleWords(finding.process.role)}</dd>
      <dt>Key</dt>
      <dd><code>${finding.process.key}</code></dd>
      ${script(finding)}
    </dl>`;
}

/** Oldest first, each child inside its parent; the last one is the process of the finding. */
function tree(processes: readonly ProcessFacts[]): Markup | undefined {
  const [first, ...rest] = processes;
  if (first === undefined) return undefined;
  const own = rest.length === 0;
  return html`<li${own ? html` class="self"` : undefined}><div class="line any" title="${first.image}">${processLabel(first)} <span class="soft small">${first.user ?? 'user not recorded'}${own ? ' — this process' : ''}</span></div>
${own ? undefined : ancestorCommand(first)}${
    own
      ? undefined
      : html`<ul>
          ${tree(rest)}
        </ul>`
  }</li>`;
}

function ancestorCommand(process: ProcessFacts): Markup | undefined {
  if (process.commandLine === undefined) return undefined;
  const text = process.commandLine;
  return html`<code class="soft small">${text.length > 600 ? `${text.slice(0, 600)} …` : text}</code>`;
}

function commandLine(process: ProcessFacts): Markup {
  if (process.commandLine === undefined)
    return html`<p class="missing">The command line was not recorded.</p>`;
  const text = process.commandLine;
  const shown = text.length > longestCommand ? `${text.slice(0, longestCommand)} …` : text;
  if (text.length < 400)
    return html`<pre tabindex="0" aria-label="Command line">${preformatted(shown)}</pre>`;
  return html`<details>
    <summary>Command line of ${imageName(process.image)} (${text.length} characters)</summary>
    <pre tabindex="0">${preformatted(shown)}</pre>
  </details>`;
}

function lifetime(process: ProcessFacts): string {
  const start = process.start === undefined ? 'start not recorded' : readableTime(process.start);
  return `${start} to ${process.end === undefined ? 'end not recorded' : readableTime(process.end)}`;
}

function script({ script }: Finding): Markup | undefined {
  if (script === undefined) return undefined;
  const kind = { file: 'file', inline: 'text on the command line', block: 'script block' }[script.kind];
  const blocks = script.blockIds.slice(0, 20).map((id) => html`<br /><code class="small">block ${id}</code>`);
  const label =
    script.kind === 'file'
      ? html`: <code>${script.label}</code>`
      : html`<pre tabindex="0" aria-label="Script">${preformatted(script.label)}</pre>`;
  return html`<dt>Script</dt>
    <dd>${kind}${blocks}${label}</dd>`;
}
