import type { RecordSink } from '../format.ts';
import { BINXML_TYPE } from './binxml-type.ts';
import type { ChunkBytes } from './chunk-bytes.ts';
import { EventData } from './event-data.ts';
import { RECORD_HEADER_SIZE } from './evtx-layout.ts';
import { filetimeMilliseconds } from './filetime.ts';
import { FragmentCursor } from './fragment-cursor.ts';
import type { FragmentRole, TemplatePlan, TemplateStep } from './template-plan.ts';
import type { TemplateTable } from './template-table.ts';

/** Real events hold fragments at one or two levels. */
const DEEPEST_FRAGMENT = 8;

/** Reads the records of a chunk: provider and event id first, the rest only if the sink may want it. */
export class RecordReader {
  readonly #sink: RecordSink;
  readonly #chunk: ChunkBytes;
  readonly #templates: TemplateTable;
  /** One cursor for each depth of fragments in fragments. */
  readonly #cursors: FragmentCursor[] = [];

  constructor(sink: RecordSink, chunk: ChunkBytes, templates: TemplateTable) {
    this.#sink = sink;
    this.#chunk = chunk;
    this.#templates = templates;
  }

  /**
   * Reads the record in `[start, start + size)` of the chunk, which lies at `fileOffset` in its file. What does not
   * fit is left as the chunk's damage, and then nothing is delivered.
   */
  read(start: number, size: number, fileOffset: number): void {
    const chunk = this.#chunk;
    const cursor = this.#cursor(0);
    const plan = cursor.open(start + RECORD_HEADER_SIZE, start + size - 4, 'document');
    if (plan === undefined) {
      chunk.fail('the record is empty');
      return;
    }
    const values = cursor.values;
    const system = plan.system;
    const provider = values.optionalText(system.provider) || (values.optionalText(system.eventSource) ?? '');
    const eventId = values.number(system.eventId);
    if (eventId === undefined) {
      chunk.fail('the record has no event id');
      return;
    }
    if (!this.#sink.wantsWindows(provider, eventId)) return;
    const data = new EventData();
    this.#gather(plan, 0, data);
    const record = {
      provider,
      eventId,
      channel: values.optionalText(system.channel) ?? '',
      computer: values.optionalText(system.computer) ?? '',
      // A forwarded event keeps the number and time of its own machine; the record header has the collector's.
      recordId: values.number(system.recordId) ?? wideNumber(chunk, start + 8),
      loggedTime:
        values.time(system.time) ?? filetimeMilliseconds(chunk.u32(start + 16), chunk.u32(start + 20)),
      executionPid: values.number(system.executionPid),
      user: values.optionalText(system.user),
      data: data.fields,
      message: values.optionalText(system.message),
    };
    if (chunk.damage === undefined) this.#sink.windows(record, fileOffset, size);
  }

  #gather(plan: TemplatePlan, depth: number, data: EventData): void {
    const chunk = this.#chunk;
    const values = this.#cursor(depth).values;
    for (const step of plan.steps) {
      if (!chunk.afford(8)) return;
      const type = values.type(step.value.slot);
      if (type === BINXML_TYPE.binXml) {
        this.#gatherFragments(
          values.offset(step.value.slot),
          values.size(step.value.slot),
          step.role,
          depth + 1,
          data,
        );
      } else if (!step.fragmentOnly) {
        this.#gatherField(step, depth, data);
      }
    }
  }

  #gatherField(step: TemplateStep, depth: number, data: EventData): void {
    const values = this.#cursor(depth).values;
    if (step.name !== undefined) data.add(values.text(step.name), values.text(step.value));
    else for (const text of values.texts(step.value)) data.addUnnamed(text);
  }

  #gatherFragments(offset: number, size: number, role: FragmentRole, depth: number, data: EventData): void {
    const chunk = this.#chunk;
    if (depth > DEEPEST_FRAGMENT) {
      chunk.fail('fragments are nested too deep');
      return;
    }
    const cursor = this.#cursor(depth);
    const end = offset + size;
    let at = offset;
    while (at < end && chunk.damage === undefined && chunk.afford(8)) {
      const plan = cursor.open(at, end, role);
      if (plan === undefined) return;
      this.#gather(plan, depth, data);
      at = cursor.end;
    }
  }

  #cursor(depth: number): FragmentCursor {
    return (this.#cursors[depth] ??= new FragmentCursor(this.#chunk, this.#templates));
  }
}

function wideNumber(chunk: ChunkBytes, offset: number): number | undefined {
  const value = chunk.u32(offset + 4) * 0x1_0000_0000 + chunk.u32(offset);
  return Number.isSafeInteger(value) ? value : undefined;
}
