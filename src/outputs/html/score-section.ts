import type { Contribution, Finding } from '../../findings/finding.ts';
import { CLAIMS } from '../../findings/weights.ts';
import { counterfactuals, type Counterfactual } from '../counterfactual.ts';
import { nextClaim } from '../next-claim.ts';
import { html, type Markup } from './markup.ts';

/** Every point of the score, what the score would be without it, and what the claim rests on. */
export function scoreSection(finding: Finding): Markup {
  const without = new Map(counterfactuals(finding).map((item) => [item.contribution, item]));
  const { gates, base, cap } = CLAIMS[finding.claim];
  const next = nextClaim(finding.claim);
  const sum = finding.contributions.reduce((total, part) => total + (part.counted ? part.points : 0), 0);
  return html`<h4>How the score was made</h4>
    <div class="scroll" tabindex="0" role="region" aria-label="Score table">
      <table>
        <thead>
          <tr>
            <th scope="col">Group</th>
            <th scope="col" class="number">Points</th>
            <th scope="col">Reason</th>
            <th scope="col">Score without it</th>
          </tr>
        </thead>
        <tbody>
          ${finding.contributions.map((contribution) => contributionRow(contribution, without.get(contribution)))}
          <tr class="total">
            <th scope="row">score</th>
            <td class="number">${finding.score}</td>
            <td>
              ${finding.level}${sum === finding.score ? undefined : html`<span class="small soft">The counted points make ${sum}; a score lies between 0 and the claim's limit.</span>`}
            </td>
            <td></td>
          </tr>
        </tbody>
      </table>
    </div>
    <p class="small">
      <strong>Claim ${finding.claim}, “${finding.wording}”</strong>: ${gates}. It begins at ${base} points and
      ends at ${cap}.
      ${next === undefined ? undefined : html`<span class="soft">For ${next}: ${CLAIMS[next].gates}.</span>`}
    </p>`;
}

function contributionRow(contribution: Contribution, without: Counterfactual | undefined): Markup {
  const { group, points, reason, counted, wouldChange } = contribution;
  const notes = [
    ...(counted || points === 0 ? [] : ['Outweighed by another reason of its group: adds nothing.']),
    ...(wouldChange === undefined ? [] : [`Would change it: ${wouldChange}`]),
  ];
  return html`<tr${counted || points === 0 ? undefined : html` class="outweighed"`}><td>${group}</td><td class="number">${signed(points)}</td><td class="any">${reason}${notes.map((note) => html`<span class="small soft">${note}</span>`)}</td><td>${without === undefined ? '–' : alternative(without)}</td></tr>
`;
}

function alternative({ score, level, instead }: Counterfactual): Markup {
  return html`<span class="state ${level}">${score} ${level}</span
    >${instead === undefined ? undefined : html`<span class="small soft">then ${signed(instead.points)} “${instead.reason}” counts</span>`}`;
}

function signed(points: number): string {
  return points > 0 ? `+${points}` : points < 0 ? `−${-points}` : '0';
}
