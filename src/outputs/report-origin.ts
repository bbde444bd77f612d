/** How a report came about: what a reader needs to make it again. Nothing here comes from the telemetry. */
export interface ReportOrigin {
  /** Version of Postern that made it. */
  readonly version: string;
  /** Analytic parameters in force, by name. */
  readonly parameters: Readonly<Record<string, string>>;
}
