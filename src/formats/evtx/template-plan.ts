/**
 * A text of a template: `slot` below 0 and no parts: always `fixed`; `slot` from 0: the substitution of that index alone;
 * `parts`: fixed strings and substitution indexes in order.
 */
export interface TemplateText {
  readonly fixed: string;
  readonly slot: number;
  readonly parts: readonly (string | number)[] | undefined;
}

/** Where a fragment stands in the event: decides what its elements mean. */
export type FragmentRole = 'document' | 'event' | 'event-data';

/** One entry of `data`, or, where the substitution holds BinXML, the fragment to read in its place. */
export interface TemplateStep {
  /** `undefined`: an unnamed `<Data>`, which gets the next `param` number. */
  readonly name: TemplateText | undefined;
  readonly value: TemplateText;
  /** How a fragment found in the value is to be read. */
  readonly role: FragmentRole;
  /** Only a fragment counts here; other values (white space between elements) are no data. */
  readonly fragmentOnly: boolean;
}

/** Where the System section and the rendered message are found. */
export interface TemplateSystem {
  provider: TemplateText | undefined;
  eventSource: TemplateText | undefined;
  eventId: TemplateText | undefined;
  channel: TemplateText | undefined;
  computer: TemplateText | undefined;
  recordId: TemplateText | undefined;
  time: TemplateText | undefined;
  executionPid: TemplateText | undefined;
  user: TemplateText | undefined;
  message: TemplateText | undefined;
}

/** A template compiled into what a record needs of it, in document order. */
export interface TemplatePlan {
  readonly system: TemplateSystem;
  readonly steps: readonly TemplateStep[];
}
