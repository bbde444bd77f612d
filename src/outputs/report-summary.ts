import { byScore, countByLevel } from './finding-order.ts';
import type { HuntResult } from './hunt-result.ts';
import type { ReportOrigin } from './report-origin.ts';

/** `summary.json`: the numbers of a report for machines; the findings themselves are in `findings.ndjson`. */
export function reportSummary(result: HuntResult, origin: ReportOrigin): object {
  return {
    schema: 'postern-summary/1',
    product: 'Postern',
    version: origin.version,
    parameters: origin.parameters,
    counts: {
      findings: result.findings.length,
      byLevel: countByLevel(result.findings),
      observations: result.observations.length,
      hosts: result.coverage.length,
      inputs: result.sources.length,
      rejected: result.rejected.total,
      problems: result.problems.length,
    },
    findings: byScore(result.findings).map((finding) => ({
      id: finding.id,
      analytic: finding.analytic,
      title: finding.title,
      claim: finding.claim,
      score: finding.score,
      level: finding.level,
      confidence: finding.confidence,
      observability: finding.observability.share,
      coverage: finding.coverage,
      host: finding.host,
      process: finding.process.image,
      destination: { address: finding.egress.address, port: finding.egress.port, name: finding.egress.name },
      first: finding.first,
      last: finding.last,
    })),
    observations: result.observations,
    coverage: result.coverage,
    inputs: result.sources,
    rejected: result.rejected,
    problems: result.problems,
    run: { bytes: result.bytes, events: result.events, seconds: result.seconds },
  };
}
