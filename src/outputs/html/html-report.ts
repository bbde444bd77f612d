import { LEVELS, type Finding } from '../../findings/finding.ts';
import { endpointWords, imageName } from '../finding-words.ts';
import { byScore, countByLevel } from '../finding-order.ts';
import type { HuntResult } from '../hunt-result.ts';
import { counted, readableBytes, readableCount } from '../readable-amount.ts';
import { readableTime } from '../readable-time.ts';
import type { ReportOrigin } from '../report-origin.ts';
import { coverageSection } from './coverage-section.ts';
import { entitiesSection } from './entities-section.ts';
import { findingSection } from './finding-section.ts';
import { networkSection } from './network-section.ts';
import { inputsSection } from './inputs-section.ts';
import { html, Markup } from './markup.ts';
import { STYLE_SHEET } from './style-sheet.ts';

/** Findings told in full; the rest stand in the table and, all of them, in findings.ndjson. */
const mostFindings = 200;
const mostRows = 2000;

/**
 * The whole report as one HTML document: no script, no network, readable on paper and by a screen reader. Nothing of
 * the telemetry can act in it: text is escaped and the policy forbids everything but the inline style.
 */
export function renderHtmlReport(result: HuntResult, origin: ReportOrigin): string {
  const findings = byScore(result.findings);
  const told = findings.slice(0, mostFindings);
  const numbers = new Map(told.map(({ id }, index) => [id, index + 1]));
  return `${html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta
          http-equiv="Content-Security-Policy"
          content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
        />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="referrer" content="no-referrer" />
        <title>Postern report: ${counted(findings.length, 'finding')}</title>
        <style>
          ${new Markup(STYLE_SHEET)}
        </style>
      </head>
      <body>
        <a class="skip" href="#findings">Skip to the findings</a>
        <header class="top">
          <h1>Postern report</h1>
          <p class="soft">
            Which process sent encrypted data out of here, is that normal, and what could we not have seen?
          </p>
          ${tiles(result, findings)} ${contents(result, findings)}
        </header>
        <main>
          <h2 id="findings">Findings</h2>
          ${overview(findings)} ${told.map((finding, index) => findingSection(finding, index + 1))}
          ${entitiesSection(findings, numbers)}
          <h2 id="coverage">What could be seen</h2>
          ${coverageSection(result.coverage)} ${networkSection(result.network)}
          <h2 id="inputs">What was read</h2>
          ${inputsSection(result)}
          <h2 id="origin">How this report was made</h2>
          ${originSection(result, origin)}
        </main>
        <footer>
          <p>
            Made by Postern ${origin.version}. All times are UTC. Characters that are not seen are written as
            escapes such as <code>\\u{202e}</code>.
          </p>
        </footer>
      </body>
    </html>`.toString()}\n`;
}

function tiles(result: HuntResult, findings: readonly Finding[]): Markup {
  const counts = countByLevel(findings);
  const levels = LEVELS.toReversed().filter((level) => counts[level] > 0);
  return html`<ul class="tiles" aria-label="Summary">
    ${levels.map((level) => html`<li><strong class="${level}">${readableCount(counts[level])}</strong>${level}</li>`)}
    ${findings.length === 0 ? html`<li><strong>0</strong>findings</li>` : undefined}
    <li>
      <strong>${readableCount(result.coverage.length)}</strong
      >${result.coverage.length === 1 ? 'host' : 'hosts'}
    </li>
    <li><strong>${readableCount(result.events)}</strong>events used</li>
    <li><strong>${readableBytes(result.bytes)}</strong>${counted(result.sources.length, 'input')}</li>
    <li><strong>${readableCount(result.rejected.total)}</strong>records rejected</li>
  </ul>`;
}

function contents({ network }: HuntResult, findings: readonly Finding[]): Markup {
  const parts = [
    ['findings', 'Findings'],
    ...(findings.length === 0 ? [] : [['entities', 'Hosts, users and destinations']]),
    ['coverage', 'What could be seen'],
    ...((network?.hosts.length ?? 0) === 0 ? [] : [['flows', 'Whose the flows were']]),
    ['inputs', 'What was read'],
    ['origin', 'How this report was made'],
  ];
  return html`<nav aria-label="Parts of this report">
    ${parts.map(([anchor, title]) => html`<a href="#${anchor}">${title}</a> `)}
  </nav>`;
}

function overview(findings: readonly Finding[]): Markup {
  if (findings.length === 0) {
    return html`<p class="card">
      No findings. Read this together with what could not be seen, below: it is no proof that nothing
      happened.
    </p>`;
  }
  const more = findings.length - mostRows;
  return html`<div class="card">
    <div class="scroll" tabindex="0" role="region" aria-label="All findings">
      <table>
        <thead>
          <tr>
            <th scope="col" class="number">Score</th>
            <th scope="col">Level</th>
            <th scope="col">What</th>
            <th scope="col">Host</th>
            <th scope="col">Destination</th>
            <th scope="col">First seen</th>
          </tr>
        </thead>
        <tbody>
          ${findings.slice(0, mostRows).map((finding, index) => overviewRow(finding, index + 1))}
        </tbody>
      </table>
    </div>
    ${more > 0 ? html`<p class="soft">… and ${counted(more, 'more finding')}, in findings.ndjson.</p>` : undefined}
    ${findings.length > mostFindings ? html`<p class="soft">The first ${mostFindings} are told in full below, all of them in findings.ndjson.</p>` : undefined}
  </div>`;
}

function overviewRow(finding: Finding, number: number): Markup {
  const name =
    finding.egress.name === undefined
      ? undefined
      : html`<span class="small soft">${finding.egress.name}</span>`;
  const what =
    number <= mostFindings ? html`<a href="#finding-${number}">${finding.wording}</a>` : finding.wording;
  return html`<tr>
    <td class="number">${finding.score}</td>
    <td><span class="state ${finding.level}">${finding.level}</span></td>
    <td class="any">${what}<span class="small soft">${imageName(finding.process.image)}</span></td>
    <td class="any">${finding.host}</td>
    <td class="any">${endpointWords(finding.egress)}${name}</td>
    <td class="small">${readableTime(finding.first)}</td>
  </tr> `;
}

function originSection(result: HuntResult, origin: ReportOrigin): Markup {
  const parameters = Object.entries(origin.parameters).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return html`<div class="card">
    <dl class="facts">
      <dt>Version</dt>
      <dd>Postern ${origin.version}</dd>
      <dt>Read</dt>
      <dd>
        ${readableBytes(result.bytes)} in ${result.seconds.toFixed(1)} s, ${counted(result.events, 'event')}
        used
      </dd>
      <dt>Not findings</dt>
      <dd>${counted(result.observations.length, 'encryption')} seen that led to no finding</dd>
    </dl>
    <table>
      <caption>
        Parameters in force
      </caption>
      <thead>
        <tr>
          <th scope="col">Parameter</th>
          <th scope="col">Value</th>
        </tr>
      </thead>
      <tbody>
        ${parameters.map(
          ([name, value]) =>
            html`<tr>
              <th scope="row">${name}</th>
              <td class="any">${value}</td>
            </tr> `,
        )}
      </tbody>
    </table>
  </div>`;
}
