import {
  OCSF_VERSION,
  type Attack,
  type DetectionFinding,
  type RelatedEvent,
} from '../../event/ocsf.generated.ts';
import type { Finding, Level } from '../../findings/finding.ts';
import { placeKey } from '../place-words.ts';
import { techniqueName } from './attack-names.ts';
import { toDevice, toEvidences } from './evidence-objects.ts';
import { toProcess, toUser } from './process-object.ts';
import { withoutUndefined } from '../without-undefined.ts';

/** Records named one by one; the true number is in `related_events_count`. */
const mostRelated = 200;
/** Below this a high score asks for review, not for an alarm. */
const alertConfidence = 0.4;

const levels = {
  info: { severity_id: 1, severity: 'Informational', risk_level_id: 0, risk_level: 'Info' },
  low: { severity_id: 2, severity: 'Low', risk_level_id: 1, risk_level: 'Low' },
  medium: { severity_id: 3, severity: 'Medium', risk_level_id: 2, risk_level: 'Medium' },
  high: { severity_id: 4, severity: 'High', risk_level_id: 3, risk_level: 'High' },
  critical: { severity_id: 5, severity: 'Critical', risk_level_id: 4, risk_level: 'Critical' },
} as const satisfies Record<Level, Partial<DetectionFinding>>;

/**
 * One OCSF Detection Finding (class 2004, activity Create) for a finding. Times are event times: the same input gives
 * the same record. What OCSF has no attribute for stands under `unmapped.postern`.
 */
export function toDetectionFinding(finding: Finding, about: { readonly version: string }): DetectionFinding {
  const alert =
    ['medium', 'high', 'critical'].includes(finding.level) && finding.confidence >= alertConfidence;
  return {
    activity_id: 1,
    activity_name: 'Create',
    category_uid: 2,
    category_name: 'Findings',
    class_uid: 2004,
    class_name: 'Detection Finding',
    type_uid: 200_401,
    type_name: 'Detection Finding: Create',
    time: finding.last,
    start_time: finding.first,
    end_time: finding.last,
    ...levels[finding.level],
    status_id: 1,
    status: 'New',
    is_alert: alert,
    message: `${finding.wording}: ${finding.title}`,
    metadata: {
      product: { name: 'Postern', vendor_name: 'Postern', version: about.version },
      version: OCSF_VERSION,
      profiles: ['host'],
      uid: finding.id,
    },
    finding_info: {
      uid: finding.id,
      title: finding.title,
      analytic: {
        type_id: 2,
        type: 'Behavioral',
        uid: finding.analytic,
        name: analyticName(finding.analytic),
      },
      attacks: finding.techniques.map(toAttack),
      first_seen_time: finding.first,
      last_seen_time: finding.last,
      related_events: relatedEvents(finding),
      related_events_count: finding.evidence.length,
      types: ['Behavioral'],
    },
    risk_score: finding.score,
    confidence_score: Math.round(finding.confidence * 100),
    ...confidenceBand(finding.confidence),
    device: toDevice(finding.host),
    ...actorOf(finding),
    evidences: toEvidences(finding),
    unmapped: { postern: ownFacts(finding) },
  };
}

/** Nobody is named where only the wire saw it. */
function actorOf({ process, ancestry, egress }: Finding): Pick<DetectionFinding, 'actor'> {
  if (egress.attribution.method === 'none') return {};
  return {
    actor: {
      process: toProcess(process, ancestry),
      ...withoutUndefined({ user: toUser(process.user) }),
    },
  };
}

/** ATT&CK names analytics by number only: AN1389 is "Analytic 1389". */
function analyticName(id: string): string {
  return id.startsWith('AN') ? `Analytic ${id.slice(2)}` : id;
}

/** The technique as a consumer looks it up; a sub-technique is named as such, too. */
function toAttack(id: string): Attack {
  const known = techniqueName(id);
  const named = { uid: id, ...withoutUndefined({ name: known?.name }) };
  return {
    technique: named,
    ...(id.includes('.') ? { sub_technique: named } : {}),
    ...withoutUndefined({ tactic: known?.tactic }),
  };
}

function confidenceBand(confidence: number): Pick<DetectionFinding, 'confidence_id' | 'confidence'> {
  if (confidence < alertConfidence) return { confidence_id: 1, confidence: 'Low' };
  if (confidence < 0.75) return { confidence_id: 2, confidence: 'Medium' };
  return { confidence_id: 3, confidence: 'High' };
}

function relatedEvents(finding: Finding): readonly RelatedEvent[] {
  return finding.evidence.slice(0, mostRelated).map(({ place, what, time }) => ({
    uid: placeKey(place),
    title: what,
    first_seen_time: time,
  }));
}

function ownFacts(finding: Finding): object {
  return {
    claim: finding.claim,
    wording: finding.wording,
    coverage: finding.coverage,
    confidence: finding.confidence,
    observability: finding.observability,
    contributions: finding.contributions,
    story: finding.story.map(({ time, what, text }) => ({ time, what, text })),
    not_seen: finding.notSeen,
  };
}
