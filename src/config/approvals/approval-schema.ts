/** The shape of an approval file: one zod schema gives the check and the published JSON Schema. Unknown keys are errors. */
import { z } from 'zod';
import { parseRange } from '../../event/address.ts';
import { PROGRAM_CLASSES } from '../../baseline/approvals/approval.ts';
import { isDomain } from './domain-name.ts';

const text = z.string().min(1).max(500);

/** One value or a list of them. */
function oneOrMore<T extends z.ZodType<string>>(
  item: T,
  says: string,
): z.ZodOptional<z.ZodUnion<readonly [T, z.ZodArray<T>]>> {
  return z
    .union([item, z.array(item).min(1).max(200)])
    .optional()
    .describe(says);
}

const sha256 = z.string().regex(/^[0-9a-fA-F]{64}$/, { error: 'is no SHA-256 of 64 hexadecimal digits' });
const path = text.refine((value) => /[\\/]/.test(value), {
  error: 'is no path: a file name alone says nothing of the program',
});
const domain = z.string().refine(isDomain, {
  error: 'is no domain such as example.com (no wildcard: everything below it is meant anyway)',
});
const range = z.string().refine((value) => parseRange(value) !== undefined, {
  error: 'is no address or CIDR range such as 203.0.113.0/24',
});
const port = z.union([
  z.int().min(0).max(65_535),
  z.string().regex(/^\d{1,5}(?:-\d{1,5})?$/, { error: 'is no port or range such as 8000-8010' }),
]);
export const date = z.iso.date({ error: 'is no date such as 2026-11-22' });
const clockTime = z
  .string()
  .regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, { error: 'is no time of day such as 08:30' });
const day = z.enum(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun', 'holiday']);
const zone = z.string().refine(isZone, { error: 'is no IANA time zone such as Europe/Berlin' });
export const platformSchema = z.enum(['windows', 'macos', 'linux', 'esxi']);
export const idSchema = z.string().regex(/^[a-z0-9][a-z0-9-]{2,79}$/, {
  error: 'must be lower-case words joined by -',
});

const identity = z
  .strictObject({
    path: oneOrMore(path, 'Full path of the image; * within a name, ** for any number of folders'),
    signer: oneOrMore(text, 'Subject of the valid signature'),
    teamId: oneOrMore(
      z.string().regex(/^[A-Z0-9]{10}$/, { error: 'is no Apple team id such as UBF8T346G9' }),
      'Apple team id of the valid signature',
    ),
    signingId: oneOrMore(text, 'Signing identifier; needs teamId or platformBinary'),
    platformBinary: z.literal(true).optional().describe('Part of macOS itself'),
    sha256: oneOrMore(sha256, 'SHA-256 of the image'),
    script: z
      .strictObject({
        path: oneOrMore(path, 'Full path of the script an interpreter runs'),
        sha256: oneOrMore(sha256, 'SHA-256 of the script'),
      })
      .optional()
      .describe('What an interpreter runs; interpreters are approved by nothing else'),
    user: oneOrMore(text, 'User as logged, * for anything'),
    parent: oneOrMore(path, 'Full path of the parent image'),
  })
  .describe('Which program; everything given must hold, lists are alternatives');

const destinations = z
  .strictObject({
    domains: oneOrMore(domain, 'Names, with everything below them'),
    tenants: oneOrMore(text, 'Tenants of shared services, such as acme.blob.core.windows.net'),
    addresses: oneOrMore(range, 'Addresses and CIDR ranges'),
    ports: z
      .union([port, z.array(port).min(1).max(50)])
      .optional()
      .describe('Ports and ranges of ports'),
    protocols: oneOrMore(z.string().regex(/^[a-z0-9]{1,10}$/), 'tcp, udp'),
  })
  .describe('Where to; one of domains, tenants and addresses is needed');

const hours = z
  .strictObject({
    zone,
    days: z.array(day).min(1),
    from: clockTime,
    to: clockTime,
    holidays: z.array(date).max(500).optional().describe('Local dates that count as the day "holiday"'),
  })
  .describe("ATT&CK's TimeWindow: when it may send");

/** What a file may say once for all its approvals. */
const shared = {
  platform: platformSchema.optional().describe('Operating system; may stand once for the whole file'),
  pack: idSchema.optional().describe('Holds only where this pack is selected'),
  owner: text.optional().describe('Who answers for it'),
  created: date.optional(),
  review: date.optional().describe('Day of the next review'),
  expires: date.optional().describe('First day on which it no longer holds'),
};

export const approvalSchema = z
  .strictObject({
    id: idSchema.describe('Unique name'),
    class: z.enum(PROGRAM_CLASSES).describe('Kind of program'),
    ...shared,
    identity,
    destinations,
    hosts: z
      .strictObject({
        names: oneOrMore(text, 'Host names, * for anything'),
        groups: oneOrMore(text, 'Groups (roles) of hosts'),
      })
      .optional()
      .describe('Where it holds; every host when absent'),
    hours: hours.optional(),
    bytesPerDay: z
      .union([
        z.int().min(1),
        z.string().regex(/^\d{1,6}(?:KB|MB|GB|TB)$/, { error: 'is no amount such as 20GB' }),
      ])
      .optional()
      .describe('Bytes a day beyond which it does not hold'),
    reason: z.string().min(8).max(2_000).describe('Why this is allowed, for its reviewer'),
    ticket: text.optional(),
    source: oneOrMore(text, 'Where the facts come from'),
  })
  .describe('One approval');

export type ApprovalText = z.infer<typeof approvalSchema>;

/** The file without its approvals, which are checked one by one so that a bad one does not take the others along. */
export const envelopeSchema = z.strictObject({
  ...shared,
  approvals: z.array(z.unknown()).max(10_000),
});

export const approvalFileSchema = z
  .strictObject({ ...shared, approvals: z.array(approvalSchema).max(10_000).describe('The approvals') })
  .describe('Postern approvals');

function isZone(value: string): boolean {
  try {
    return Intl.DateTimeFormat('en-US', { timeZone: value }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
