import type { TemplateElement } from './template-element.ts';
import type { TemplatePlan, TemplateStep, TemplateSystem, TemplateText } from './template-plan.ts';

/** Turns closed elements into the plan of their template. */
export class TemplatePlanBuilder {
  readonly #steps: TemplateStep[] = [];
  readonly #system: TemplateSystem = {
    provider: undefined,
    eventSource: undefined,
    eventId: undefined,
    channel: undefined,
    computer: undefined,
    recordId: undefined,
    time: undefined,
    executionPid: undefined,
    user: undefined,
    message: undefined,
  };

  addElement(element: TemplateElement): void {
    switch (element.role) {
      case 'field':
        if (element.hasChildren) this.#addFragments(element);
        else this.#addField(element);
        return;
      case 'event-data':
        if (element.hasChildren) this.#addFragments(element);
        else this.#addBareData(element);
        return;
      case 'event':
        this.#addFragments(element);
        return;
      case 'system-field':
        this.#setSystem(element);
        return;
      case 'message':
        this.#system.message = element.content.build();
        return;
      default:
    }
  }

  build(): TemplatePlan {
    return { system: this.#system, steps: this.#steps };
  }

  #addField(element: TemplateElement): void {
    const unnamed = element.name === 'Data';
    const name = element.attributes.get('Name') ?? (unnamed ? undefined : fixedText(element.name));
    this.#steps.push({ name, value: element.content.build(), role: 'event-data', fragmentOnly: false });
  }

  /** `<EventData>%1</EventData>`: a fragment as a rule; a value otherwise, and then data without a name. */
  #addBareData(element: TemplateElement): void {
    const value = element.content.build();
    if (value.slot < 0 && value.parts === undefined && value.fixed === '') return;
    this.#steps.push({ name: undefined, value, role: 'event-data', fragmentOnly: value.slot < 0 });
  }

  #addFragments(element: TemplateElement): void {
    for (const slot of element.content.slots()) {
      const value = { fixed: '', slot, parts: undefined };
      this.#steps.push({ name: undefined, value, role: element.fragmentRole, fragmentOnly: true });
    }
  }

  #setSystem(element: TemplateElement): void {
    const system = this.#system;
    switch (element.name) {
      case 'Provider':
        system.provider = element.attributes.get('Name');
        system.eventSource = element.attributes.get('EventSourceName');
        return;
      case 'EventID':
        system.eventId = element.content.build();
        return;
      case 'Channel':
        system.channel = element.content.build();
        return;
      case 'Computer':
        system.computer = element.content.build();
        return;
      case 'EventRecordID':
        system.recordId = element.content.build();
        return;
      case 'TimeCreated':
        system.time = element.attributes.get('SystemTime');
        return;
      case 'Execution':
        system.executionPid = element.attributes.get('ProcessID');
        return;
      case 'Security':
        system.user = element.attributes.get('UserID');
        return;
      default:
    }
  }
}

function fixedText(fixed: string): TemplateText {
  return { fixed, slot: -1, parts: undefined };
}
