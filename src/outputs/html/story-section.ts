import type { Finding, StoryStep } from '../../findings/finding.ts';
import { counted } from '../readable-amount.ts';
import { readableTime, readableTimeOnDay } from '../readable-time.ts';
import { lanesChart } from './lanes-chart.ts';
import { html, type Markup } from './markup.ts';

const mostSteps = 200;

/** What happened, in time order: a picture and the list it is made from. */
export function storySection(finding: Finding): Markup {
  const more = finding.story.length - mostSteps;
  return html`<h4>What happened</h4>
    ${lanesChart(finding)}
    <ol class="story">
      ${finding.story.slice(0, mostSteps).map((step) => stepItem(step, finding.first))}
    </ol>
    ${more > 0 ? html`<p class="soft">… and ${counted(more, 'more step')}, in findings.ndjson.</p>` : undefined}`;
}

function stepItem(step: StoryStep, day: number): Markup {
  const full = readableTime(step.time);
  return html`<li class="${step.what}">
    <time datetime="${full.replace(' ', 'T')}" title="${full}">${readableTimeOnDay(step.time, day)}</time
    ><span class="what">${step.what}</span><span>${step.text}</span>
  </li> `;
}
