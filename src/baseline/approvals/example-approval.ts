/** An ordinary approval and an egress that it covers, for tests, changed in what a test is about. */
import type { Approval, ApprovedDestinations, ApprovedIdentity } from './approval.ts';
import type { ApprovalFacts } from './approval-facts.ts';

const NO_IDENTITY: ApprovedIdentity = {
  paths: [],
  signers: [],
  teamIds: [],
  signingIds: [],
  platformBinary: false,
  sha256: [],
  scriptPaths: [],
  scriptSha256: [],
  users: [],
  parents: [],
};

const NO_DESTINATIONS: ApprovedDestinations = {
  domains: [],
  tenants: [],
  addresses: [],
  ports: [],
  protocols: [],
};

export interface ApprovalChanges extends Partial<Omit<Approval, 'identity' | 'destinations'>> {
  readonly identity?: Partial<ApprovedIdentity>;
  readonly destinations?: Partial<ApprovedDestinations>;
}

/** `bztransmit64.exe` of Backblaze to its vendor; `identity` and `destinations` replace those of the example. */
export function exampleApproval(changes: ApprovalChanges = {}): Approval {
  const {
    identity = {
      paths: ['c:\\program files (x86)\\backblaze\\x64\\bztransmit64.exe'],
      signers: ['Backblaze, Inc.'],
    },
    destinations = { domains: ['acme.backblaze.com'], ports: [{ from: 443, to: 443 }] },
    ...rest
  } = changes;
  return {
    id: 'backblaze',
    class: 'backup',
    platform: 'windows',
    pack: undefined,
    identity: { ...NO_IDENTITY, ...identity },
    destinations: { ...NO_DESTINATIONS, ...destinations },
    hosts: { names: [], groups: [] },
    hours: undefined,
    bytesPerDay: undefined,
    reason: 'Nightly backup of laptops',
    owner: 'backup team',
    ticket: undefined,
    sources: [],
    created: Date.UTC(2026, 0, 1),
    review: Date.UTC(2026, 3, 1),
    expires: Date.UTC(2026, 6, 1),
    ...rest,
  };
}

/** What the sensors tell of the genuine program. */
export function exampleFacts(changes: Partial<ApprovalFacts> = {}): ApprovalFacts {
  return {
    platform: 'windows',
    image: 'C:\\Program Files (x86)\\Backblaze\\x64\\bztransmit64.exe',
    signed: true,
    signer: 'Backblaze, Inc.',
    teamId: undefined,
    signingId: undefined,
    platformBinary: undefined,
    sha256: undefined,
    scriptPath: undefined,
    scriptSha256: undefined,
    disguised: false,
    user: 'NT AUTHORITY\\SYSTEM',
    parentImage: 'C:\\Program Files (x86)\\Backblaze\\bzserv.exe',
    hosts: ['ws1.corp.example.org', 'ws1'],
    groups: ['laptops'],
    name: 'pod-7.acme.backblaze.com',
    nameIs: 'observed',
    tenant: undefined,
    address: '203.0.113.9',
    port: 443,
    protocol: 'tcp',
    time: Date.UTC(2026, 2, 1, 2),
    bytesOut: 4_000_000_000,
    ...changes,
  };
}
