import type { FragmentRole, TemplateText } from './template-plan.ts';
import { TemplateTextBuilder } from './template-text-builder.ts';

/** What an element means by its name and its parent. */
export type ElementRole =
  | FragmentRole
  | 'system'
  | 'system-field'
  | 'field'
  | 'rendering'
  | 'message'
  | 'ignored';

const EVENT_CHILDREN: Readonly<Record<string, ElementRole>> = {
  System: 'system',
  EventData: 'event-data',
  UserData: 'event-data',
  BinaryEventData: 'event-data',
  DebugData: 'event-data',
  ProcessingErrorData: 'event-data',
  RenderingInfo: 'rendering',
};

/** An element of a template while it is open. */
export class TemplateElement {
  readonly name: string;
  readonly role: ElementRole;
  readonly attributes: Map<string, TemplateText> = new Map();
  readonly content: TemplateTextBuilder = new TemplateTextBuilder();
  hasChildren = false;

  constructor(name: string, parent: ElementRole) {
    this.name = name;
    this.role = roleOf(name, parent);
  }

  /** How a fragment in the content of this element is to be read. */
  get fragmentRole(): FragmentRole {
    return this.role === 'event' ? 'event' : 'event-data';
  }
}

function roleOf(name: string, parent: ElementRole): ElementRole {
  switch (parent) {
    case 'document':
      return name === 'Event' ? 'event' : (EVENT_CHILDREN[name] ?? 'ignored');
    case 'event':
      return EVENT_CHILDREN[name] ?? 'ignored';
    case 'system':
      return 'system-field';
    case 'event-data':
    case 'field':
      return 'field';
    case 'rendering':
      return name === 'Message' ? 'message' : 'ignored';
    default:
      return 'ignored';
  }
}
