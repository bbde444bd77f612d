import type { EgressFacts, Finding } from '../../findings/finding.ts';
import { connectionWords, endpointWords, nameSourceWords } from '../finding-words.ts';
import { placeWords } from '../place-words.ts';
import { readableBytes } from '../readable-amount.ts';
import { readableSpan, readableTime } from '../readable-time.ts';
import { html, type Markup } from './markup.ts';

/** Where it went, how the destination is known and how surely the process is. */
export function egressSection({ egress }: Finding): Markup {
  const until =
    egress.last === egress.first
      ? ''
      : ` to ${readableTime(egress.last)}, over ${readableSpan(egress.last - egress.first)}`;
  return html`<h4>Destination</h4>
    <dl class="facts">
      <dt>Sent to</dt>
      <dd>
        <strong>${egress.name === undefined ? '' : `${egress.name} → `}${endpointWords(egress)}</strong>
      </dd>
      <dt>Name</dt>
      <dd>
        ${nameSourceWords(egress.nameSource)}${egress.registrableDomain === undefined ? '' : `; registrable domain ${egress.registrableDomain}`}
      </dd>
      <dt>Protocol</dt>
      <dd>${egress.protocolEvidence}</dd>
      ${volumeRow(egress)}
      ${
        egress.stated === undefined
          ? ''
          : html`<dt>Command line says</dt>
              <dd>${egress.stated}</dd>`
      }
      <dt>Connections</dt>
      <dd>${connectionWords(egress)}, ${readableTime(egress.first)}${until}</dd>
      <dt>Process known by</dt>
      <dd>
        ${egress.attribution.method} attribution, confidence ${egress.attribution.confidence.toFixed(2)}:
        ${egress.attribution.reason}
      </dd>
      <dt>Seen in</dt>
      <dd>
        ${egress.sensors.join(', ')}${egress.places.slice(0, 3).map((place) => html`<br /><span class="soft small">${placeWords(place)}</span>`)}
      </dd>
    </dl>`;
}

/** Bytes and the other connections of the act, where any are known. */
function volumeRow({ bytesOut, bytesIn, wireBytes, also }: EgressFacts): Markup | undefined {
  if (bytesOut === undefined && also === undefined) return undefined;
  const received = bytesIn === undefined ? '' : `, received ${readableBytes(bytesIn)}`;
  const sent =
    bytesOut === undefined
      ? undefined
      : html`<dt>Volume</dt>
          <dd>
            sent
            ${readableBytes(bytesOut)}${received}${wireBytes === true ? ' (whole packets)' : ' of payload'}
          </dd>`;
  const more =
    also === undefined
      ? undefined
      : html`<dt>Same act</dt>
          <dd>
            ${also.slice(0, 8).map(({ address, port, pid }) => `${address}:${port}${pid === undefined ? '' : ` by pid ${pid}`} `)}
          </dd>`;
  return html`${sent}${more}`;
}
