/** The configuration file: one schema gives the check, the types and the published JSON Schema. */
import { z } from 'zod';
import { canonicalAddress, parseRange } from '../event/address.ts';

const range = z
  .string()
  .refine((text) => parseRange(text) !== undefined, {
    error: 'is not an address or CIDR range, such as 10.0.0.0/8',
  })
  .describe('IP address or CIDR range');

const duration = z
  .string()
  .regex(/^\d{1,6}(?:ms|s|m|h|d)$/, { error: 'is not a span such as 30s, 10m, 24h or 7d' })
  .describe('Span of time: number and unit (ms, s, m, h, d)');

const clockTime = z
  .string()
  .regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, { error: 'is not a time of day such as 08:30' });

const day = z.enum(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']);

const zone = z
  .string()
  .refine(isZone, { error: 'is not an IANA time zone such as Europe/Berlin' })
  .describe('IANA time zone of the hosts');

const limit = z.int().min(1_000).max(50_000_000);

export const configSchema = z
  .strictObject({
    networks: z
      .strictObject({
        internal: z.array(range).default([]).describe("The site's own networks; everything else is external"),
        external: z.array(range).default([]).describe('Ranges that are outside although they look internal'),
      })
      .prefault({})
      .describe('What is inside and what is outside'),
    analytics: z
      .strictObject({
        AN1389: z
          .strictObject({
            ExecutableAllowlist: z
              .array(z.string().min(3).max(500))
              .default([])
              .describe('Image paths, * as wildcard, whose findings are lowered (never dropped)'),
            TimeWindow: z
              .strictObject({ zone, days: z.array(day).min(1), from: clockTime, to: clockTime })
              .optional()
              .describe('Hours in which transfers are allowed'),
            PayloadEntropyThreshold: z
              .number()
              .min(-20)
              .max(20)
              .default(-3)
              .describe(
                'Z-score of payload entropy from which payload counts as random; needs payload telemetry',
              ),
          })
          .prefault({}),
        AN1390: z
          .strictObject({
            FileTransferIndicator: z
              .array(z.string().min(1).max(255))
              .default([])
              .describe(
                'Programs whose connections count as transfers out, besides those whose command line says so',
              ),
            LibraryCallTracking: z
              .array(z.string().min(3).max(255))
              .optional()
              .describe('Parts of library names whose loading is told beside an encryption'),
          })
          .prefault({}),
      })
      .prefault({})
      .describe("Tunables under ATT&CK's own names"),
    encryption: z
      .strictObject({
        patterns: z
          .array(z.string().min(1).max(4096))
          .max(100)
          .default([])
          .describe('Files and folders of encryption patterns, from the folder of this file'),
      })
      .prefault({})
      .describe('Tools and libraries of your own that encrypt (EncryptionRoutinePattern)'),
    approvals: z
      .strictObject({
        files: z
          .array(z.string().min(1).max(4096))
          .max(100)
          .default([])
          .describe('Files and folders of approvals, from the folder of this file'),
        packs: z
          .array(z.string().min(1).max(100))
          .default([])
          .describe('Packs of approvals that hold here; approvals without a pack always do'),
        startingSet: z
          .boolean()
          .default(true)
          .describe('The approvals that are shipped hold; false leaves only those of your own files'),
      })
      .prefault({})
      .describe('What people decided: see docs/approvals.md'),
    baseline: z
      .strictObject({
        file: z
          .string()
          .min(1)
          .max(4096)
          .optional()
          .describe('What `postern learn` wrote, from the folder of this file'),
        secretFile: z
          .string()
          .min(1)
          .max(4096)
          .optional()
          .describe("File of the site's secret text that baselines are learned with"),
      })
      .prefault({})
      .describe('What was learned: see docs/baselines.md'),
    correlationWindow: z
      .strictObject({
        pipeline: duration.optional(),
        lineage: duration.optional(),
        artefact: duration.optional(),
        session: duration.optional(),
        user: duration.optional(),
        host: duration.optional(),
      })
      .prefault({})
      .describe('Span within which each kind of link has its full weight'),
    hosts: z
      .record(
        z.string().min(1).max(255),
        z.strictObject({
          addresses: z
            .array(
              z
                .string()
                .refine((text) => canonicalAddress(text) !== undefined, { error: 'is not an IP address' }),
            )
            .default([])
            .describe('Addresses the host always has: whose a flow is that only a network sensor saw'),
          group: z.string().min(1).max(100).optional().describe('Peer group: hosts that do the same work'),
        }),
      )
      .default({})
      .describe('What the site declares of its hosts, by name'),
    watchlist: z.array(z.string().min(1).max(255)).default([]).describe('Hosts of special worth'),
    limits: z
      .strictObject({
        processes: limit.optional(),
        connections: limit.optional(),
        names: limit.optional(),
        scripts: limit.optional(),
        flows: limit.optional(),
      })
      .prefault({})
      .describe('How many facts of each kind are kept per host'),
  })
  .describe('Postern configuration');

export type Config = z.infer<typeof configSchema>;

function isZone(text: string): boolean {
  try {
    return Intl.DateTimeFormat('en-US', { timeZone: text }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

/** JSON Schema (2020-12) of the configuration file, for editors; published as content/schemas/config.schema.json. */
export function configJsonSchema(): unknown {
  return z.toJSONSchema(configSchema, { io: 'input', target: 'draft-2020-12' });
}
