import { buildCommand } from '@stricli/core';
import type { CliContext } from './context.ts';
import { parseSpan } from './span.ts';

export interface DrillFlags {
  readonly log?: string;
  readonly address?: string;
  readonly patience?: number;
  readonly config?: string;
  readonly json?: boolean;
  readonly print?: boolean;
  readonly check?: string;
  readonly marker?: string;
  readonly to?: string;
}

export const drillCommand = buildCommand<DrillFlags, [], CliContext>({
  docs: {
    brief: 'Prove a live deployment: act harmlessly, then see every link of the chain in the telemetry',
    fullDescription:
      'On Linux: encrypts a file it made, sends it to a receiver it started on an address of this host, and waits until the ' +
      'followed log has told of it, link by link; a broken link is named together with what to configure. Elsewhere, or with ' +
      '--print, it prints the commands to run by hand; --check then looks for their traces. Exit codes: 0 the chain is whole, ' +
      '1 a link is broken, 2 wrong usage.',
  },
  parameters: {
    positional: { kind: 'tuple', parameters: [] },
    flags: {
      log: {
        kind: 'parsed',
        parse: String,
        optional: true,
        placeholder: 'FILE',
        brief: 'The log that is followed [default: /var/log/audit/audit.log]',
      },
      address: {
        kind: 'parsed',
        parse: String,
        optional: true,
        placeholder: 'IP',
        brief: 'Address of this host to receive on; counts as external for the drill [default: 127.0.0.1]',
      },
      patience: {
        kind: 'parsed',
        parse: parseSpan,
        optional: true,
        placeholder: 'SPAN',
        brief: 'How long to wait for the telemetry [default: 30s]',
      },
      config: {
        kind: 'parsed',
        parse: String,
        optional: true,
        placeholder: 'FILE',
        brief: 'Configuration (YAML), see docs/configuration.md',
      },
      json: { kind: 'boolean', optional: true, withNegated: false, brief: 'The outcome as one JSON object' },
      print: {
        kind: 'boolean',
        optional: true,
        withNegated: false,
        brief: 'Print the commands for Linux, macOS and Windows instead of running them',
      },
      check: {
        kind: 'parsed',
        parse: String,
        optional: true,
        placeholder: 'FILE',
        brief: 'Look for a drill that was run by hand in this file; needs --marker and --to',
      },
      marker: {
        kind: 'parsed',
        parse: String,
        optional: true,
        placeholder: 'TEXT',
        brief: 'Part of the path that only the drill used, such as postern-drill-7',
      },
      to: {
        kind: 'parsed',
        parse: String,
        optional: true,
        placeholder: 'IP:PORT',
        brief: 'Where the drill sent to',
      },
    },
  },
  loader: async () => (await import('./run-drill.ts')).runDrill,
});
