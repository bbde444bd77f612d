import type { Candidate } from './candidate.ts';
import type { HostView } from './host-view.ts';
import type { CorrelationWindows } from './links.ts';

/** An evidence type an analytic needs; coverage and observability are counted in these. */
export type EvidenceNeed =
  | 'process-start'
  | 'command-line'
  | 'script-text'
  | 'network-process'
  | 'names'
  | 'volumes'
  | 'payload-entropy';

/** One ATT&CK analytic: which observations of one host it joins into candidates. It does not judge. */
export interface Analytic {
  readonly id: string;
  readonly title: string;
  readonly platform: 'windows' | 'linux' | 'macos' | 'esxi';
  readonly techniques: readonly string[];
  readonly needs: readonly EvidenceNeed[];
  /** `transferTools`: programs whose connections count as transfers out, whatever their command line says; names without extension, lower case. */
  candidates(view: HostView, windows: CorrelationWindows, transferTools?: ReadonlySet<string>): Candidate[];
}
