import type { Finding } from '../../src/findings/finding.ts';

/** What a finding says, without the places of its records: those follow the files. */
export function findingEssence(finding: Finding): unknown {
  const { evidence, ...said } = finding;
  return JSON.parse(JSON.stringify({ ...said, records: evidence.length > 0 }, withoutPlaces)) as unknown;
}

function withoutPlaces(key: string, value: unknown): unknown {
  return key === 'places' || key === 'place' ? undefined : value;
}
