import type { Finding, StoryStep } from '../../findings/finding.ts';
import { readableSpan } from '../readable-time.ts';
import { html, type Markup } from './markup.ts';

const order: readonly StoryStep['what'][] = [
  'process',
  'script',
  'tamper',
  'encryption',
  'file',
  'name',
  'connection',
  'end',
];
const mostTimes = 16;
const left = 96;
const width = 960;
const laneHeight = 24;

/**
 * The steps by kind in one picture. Distinct times stand at even distances, because seconds and hours occur in one
 * story; the time since the first step is written below. The list beside it says the same in words.
 */
export function lanesChart(finding: Finding): Markup | undefined {
  const { story } = finding;
  const times = [...new Set(story.map(({ time }) => time))].toSorted((a, b) => a - b);
  if (times.length < 2 || times.length > mostTimes) return undefined;
  const lanes = order.filter((what) => story.some((step) => step.what === what));
  const step = (width - left - 70) / (times.length - 1);
  const x = (time: number): number => round(left + 30 + times.indexOf(time) * step);
  const bottom = lanes.length * laneHeight;
  return html`<svg
    class="lanes"
    viewBox="0 0 ${width} ${bottom + 26}"
    role="img"
    aria-label="Steps by kind in time order, evenly spaced"
  >
    ${times.map((time) => html`<line x1="${x(time)}" y1="4" x2="${x(time)}" y2="${bottom}" />`)}
    ${lanes.map((what, index) => lane(what, index, story, x))}
    <line class="axis" x1="${left}" y1="${bottom}" x2="${width - 10}" y2="${bottom}" />
    ${times.map((time, index) => html`<text x="${x(time)}" y="${bottom + 17}" text-anchor="middle">${index === 0 ? 'start' : `+${readableSpan(time - (times[0] ?? time))}`}</text>`)}
  </svg>`;
}

function lane(
  what: StoryStep['what'],
  index: number,
  story: readonly StoryStep[],
  x: (time: number) => number,
): Markup {
  const y = index * laneHeight + laneHeight / 2;
  const at = story.filter((step) => step.what === what).map(({ time }) => x(time));
  const from = Math.min(...at);
  const until = Math.max(...at);
  return html`<g class="${what}"
    ><text x="0" y="${y + 4}">${what}</text>${
      what === 'connection' && until > from
        ? html`<rect x="${from}" y="${y - 3}" width="${round(until - from)}" height="6" rx="3" />`
        : undefined
    }${at.map((cx) => html`<circle cx="${cx}" cy="${y}" r="6" />`)}</g
  >`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
