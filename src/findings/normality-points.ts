/** What is approved, learned, new or unlike before, as reasons of a score. */
import type { Answer } from '../baseline/answer/answer.ts';
import { PRETENCES } from '../baseline/approvals/approval-match.ts';
import type { ApprovalMatch } from '../baseline/approvals/approval-match.ts';
import { isInterpreter } from '../baseline/approvals/interpreters.ts';
import { lastSegment } from '../baseline/identity/canonical-path.ts';
import { ENCRYPTING_CLASSES } from '../baseline/approvals/approval.ts';
import type { Statement } from '../baseline/unusual/statement.ts';
import type { Reason } from './case.ts';
import { standingApproval } from './normality.ts';
import type { Normality } from './normality.ts';
import { POINTS } from './weights.ts';

type Points = Reason;

export function normalityPoints(encrypts: boolean, normality: Normality): Points[] {
  return [
    ...normality.approvals.flatMap((match) => approvalPoints(match, encrypts, normality)),
    ...learned(normality),
  ];
}

/** The highest scores that an approved or reviewed egress may have. */
export function normalityCaps(
  encrypts: boolean,
  normality: Normality,
): (Points & { readonly cap: number })[] {
  return [...approvedCap(encrypts, normality), ...reviewedCap(normality)];
}

function approvedCap(encrypts: boolean, { approvals }: Normality): (Points & { readonly cap: number })[] {
  const match = standingApproval(approvals, encrypts);
  if (match === undefined) return [];
  const bound = match.strength === 'strong' || isBound(match);
  const cap = bound ? APPROVED_CAP : PATH_ONLY_CAP;
  const { id, owner, expires } = match.approval;
  return [
    {
      cap,
      group: 'cap',
      points: 0,
      reason: `approved by ${owner} until ${day(expires)} (${id}): held to ${cap} points`,
      wouldChange: `withdrawing the approval ${id}`,
    },
  ];
}

function reviewedCap({ reviewed, baselineVersion }: Normality): (Points & { readonly cap: number })[] {
  if (reviewed === undefined) return [];
  const cap = reviewed === 'host' ? APPROVED_CAP : PEERS_CAP;
  const from =
    reviewed === 'host' ? 'from this host, and it goes on as before' : 'from peers of this new host';
  return [
    {
      cap,
      group: 'cap',
      points: 0,
      reason: `a person reviewed this program sending encrypted data there ${from} (${baselineNamed(baselineVersion)}): held to ${cap} points`,
      wouldChange: 'a baseline learned without that review',
    },
  ];
}

/** The bands below low and below medium. */
const APPROVED_CAP = 19;
const PATH_ONLY_CAP = 39;
const PEERS_CAP = 39;

/** On systems whose sensors tell no signatures: somebody bound user and host as well as program and place. */
function isBound({ approval }: Extract<ApprovalMatch, { state: 'applies' }>): boolean {
  const { identity, hosts, destinations } = approval;
  const exact =
    destinations.addresses.length > 0 || destinations.tenants.length > 0 || destinations.domains.length > 0;
  return identity.users.length > 0 && hosts.names.length + hosts.groups.length > 0 && exact;
}

function approvalPoints(match: ApprovalMatch, encrypts: boolean, normality: Normality): Points[] {
  const { approval } = match;
  const named = `${approval.id} (${approval.owner}: ${approval.reason})`;
  const wouldChange = `editing the approval ${approval.id}`;
  switch (match.state) {
    case 'applies': {
      if (encrypts && !ENCRYPTING_CLASSES.has(approval.class)) {
        const reason = `approval ${named} is cancelled: a ${approval.class} has no business encrypting`;
        return [{ group: 'destination', points: 0, reason, wouldChange }];
      }
      const strong = match.strength === 'strong';
      const points: Points[] = [
        {
          group: 'destination',
          points: strong ? POINTS.approvedDestination : POINTS.approvedByPathOnly,
          reason: `the destination is approved for this program: ${named}${strong ? '' : '; only its path proves who it is'}`,
          wouldChange,
        },
      ];
      if (strong && ENCRYPTING_CLASSES.has(approval.class))
        points.push({
          group: 'process',
          points: POINTS.approvedClass,
          reason: `a known ${approval.class} program at its own work`,
          wouldChange,
        });
      return points;
    }
    case 'expired': {
      const reason = `approval ${named} would cover this, but ended on ${day(match.since)}`;
      return [
        { group: 'destination', points: 0, reason, wouldChange: `renewing the approval ${approval.id}` },
      ];
    }
    case 'elsewhere':
      return [
        {
          group: 'destination',
          points: 0,
          reason: `approved, but not like this (${match.differs.join(', ')}): ${named}`,
          wouldChange,
        },
      ];
    case 'unproven':
      return [
        {
          group: 'destination',
          points: 0,
          reason: `it may be the approved program, but nothing in these records proves it: ${named}`,
          wouldChange: 'a sensor that tells signatures (Sysmon 7, Endpoint Security)',
        },
      ];
    default: {
      // A standing approval of another entry has recognised the program already.
      if (standingApproval(normality.approvals, encrypts) !== undefined) return [];
      const reason = `it goes by the name of an approved program and is not that (${match.differs.join(', ')}): ${approval.id}`;
      // Everybody runs curl and python: an approval of one use makes no impostor of the others.
      const isOwn = approval.identity.paths.some((path) => isInterpreter(lastSegment(path)));
      const pretends = !isOwn && match.differs.some((difference) => PRETENCES.has(difference));
      if (!pretends && !match.differs.includes('signature-unknown')) {
        const other = `approval ${approval.id} is for another use of this program (${match.differs.join(', ')})`;
        return [{ group: 'process', points: 0, reason: other, wouldChange }];
      }
      return [{ group: 'process', points: pretends ? POINTS.impostor : 0, reason, wouldChange }];
    }
  }
}

function learned({ answer, baselineVersion, stated }: Normality): Points[] {
  if (answer === undefined || answer.standing === 'insufficient-history') {
    return [
      {
        group: 'destination',
        points: 0,
        reason: 'insufficient history: nothing is known of what is normal for this host and program',
        wouldChange: 'a baseline learned from earlier records of this host',
      },
    ];
  }
  const by = `${answer.answeredBy ?? 'fleet'}, ${baselineNamed(baselineVersion)}`;
  return [
    standing(answer, by, stated),
    ...answer.statements.flatMap((statement) => unusual(statement, by)),
    ...flags(answer),
  ];
}

function standing({ standing: known, levels }: Answer, by: string, stated: boolean): Points {
  const wouldChange = 'learning from later records, once they were reviewed';
  switch (known) {
    case 'established': {
      if (stated) {
        const reason = `this program has long said that it sends there (${by}); no name on the wire confirms it`;
        return { group: 'destination', points: 0, reason, wouldChange: NAMES };
      }
      const others = levels.some((one) => one.level !== 'host' && one.standing === 'established');
      return others
        ? {
            group: 'destination',
            points: POINTS.establishedDestination,
            reason: `this program has long talked to this destination (${by})`,
            wouldChange,
          }
        : {
            group: 'destination',
            points: POINTS.establishedAlone,
            reason: `this program has long talked to this destination, on this host alone: it may have taught the baseline itself (${by})`,
            wouldChange: 'independent hosts that do the same, or a review',
          };
    }
    case 'new':
      return {
        group: 'destination',
        points: POINTS.newDestination,
        reason: `this program never talked to this destination before (${by})`,
        wouldChange,
      };
    case 'suspect':
      return {
        group: 'destination',
        points: 0,
        reason: `the destination is known, but from records that were suspicious themselves (${by})`,
      };
    default:
      return {
        group: 'destination',
        points: 0,
        reason: `seen before, but too young or too seldom to be normal (${by})`,
        wouldChange,
      };
  }
}

/** What would name the destination. */
const NAMES = 'name lookups (Sysmon 22, DNS or TLS logs) that name the destination';

function unusual(statement: Statement, by: string): Points[] {
  if (statement.outcome !== 'unusual') return [];
  switch (statement.kind) {
    case 'rarity':
      return [
        {
          group: 'destination',
          points: POINTS.rareDestination,
          reason: `hardly any other host talks to this destination (${by})`,
        },
      ];
    case 'role':
      return [
        {
          group: 'destination',
          points: POINTS.rareDestination,
          reason: `no peer of this host does this with this program (${by})`,
        },
      ];
    case 'volume':
      return [
        {
          group: 'volume',
          points: POINTS.unusualVolume,
          reason: `${statement.bytes} bytes in its hour, unlike earlier hours (${by})`,
        },
      ];
    case 'producer-consumer':
      return [
        { group: 'volume', points: POINTS.volumeShape, reason: `it sends where it used to receive (${by})` },
      ];
    case 'slow-drip':
      return [
        {
          group: 'volume',
          points: POINTS.volumeShape,
          reason: `small amounts that add up over days (${by})`,
        },
      ];
    case 'learned-hours':
      return [
        {
          group: 'time',
          points: POINTS.outsideHours,
          reason: `the program is hardly ever active at this hour of the week (${by})`,
        },
      ];
    case 'rhythm':
      return [{ group: 'time', points: POINTS.rhythm, reason: `the connections keep a rhythm (${by})` }];
    default:
      return [];
  }
}

/** Reasons to doubt the baseline itself: they take no points, they tell the reviewer. */
function flags({ flags: raised }: Answer): Points[] {
  return raised.map(({ kind }) => ({
    group: 'destination',
    points: 0,
    reason: `the baseline may have been taught this on purpose: ${kind.replaceAll('-', ' ')}`,
  }));
}

/** Versions are 64 digits; twelve tell them apart. */
function baselineNamed(version: string | undefined): string {
  return version === undefined ? 'baseline' : `baseline ${version.slice(0, 12)}`;
}

function day(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}
