/** What is known of an egress when approvals are asked: plain values, `undefined` where no sensor told. */
import type { Platform } from '../identity/canonical-path.ts';

export interface ApprovalFacts {
  readonly platform: Platform;
  /** Full path of the image as recorded. */
  readonly image: string | undefined;
  /** A valid signature, a bad or missing one, or not told. */
  readonly signed: boolean | undefined;
  readonly signer: string | undefined;
  readonly teamId: string | undefined;
  readonly signingId: string | undefined;
  readonly platformBinary: boolean | undefined;
  readonly sha256: string | undefined;
  readonly scriptPath: string | undefined;
  readonly scriptSha256: string | undefined;
  /** The image was renamed from another tool: then it is not itself. */
  readonly disguised: boolean;
  /** It is a browser that another program drives; absent in what was stored before this was told apart. */
  readonly driven?: boolean | undefined;
  readonly user: string | undefined;
  readonly parentImage: string | undefined;
  /** All names the host goes by. */
  readonly hosts: readonly string[];
  readonly groups: readonly string[];
  /** Name of the destination, and whether it was looked up or seen in the handshake (`observed`). */
  readonly name: string | undefined;
  /** A reverse lookup is written by the owner of the address, so it approves nothing. */
  readonly nameIs: 'observed' | 'reverse' | undefined;
  /** Tenant label, `undefined` when the place is shared and the tenant does not show. */
  readonly tenant: string | undefined;
  /** Canonical address. */
  readonly address: string;
  readonly port: number;
  readonly protocol: string;
  /** Milliseconds UTC of the first connection. */
  readonly time: number;
  /** Bytes sent to the destination on that day so far. */
  readonly bytesOut: number | undefined;
}
