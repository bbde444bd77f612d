import { BINXML_TYPE } from '../formats/evtx/binxml-type.ts';
import type { EvtxWriterElements } from './evtx-writer-elements.ts';
import { FIRST_DATA_SLOT, SYSTEM_SLOTS, type EvtxRecordShape } from './evtx-writer-record.ts';

const NAMESPACE = 'http://schemas.microsoft.com/win/2004/08/events/event';

/** Writes the template of a shape: the elements Windows has in its own, with every value a substitution. */
export function writeEvtxTemplate(elements: EvtxWriterElements, shape: EvtxRecordShape): void {
  elements.element('Event', { xmlns: NAMESPACE }, () => {
    elements.element('System', {}, () => writeSystem(elements, shape.provider));
    elements.element('EventData', {}, () => {
      for (const [index, name] of shape.names.entries()) {
        const value = { slot: FIRST_DATA_SLOT + index, type: BINXML_TYPE.string };
        elements.element('Data', name === undefined ? {} : { Name: name }, value);
      }
    });
    if (!shape.hasMessage) return;
    const message = { slot: FIRST_DATA_SLOT + shape.names.length, type: BINXML_TYPE.string };
    elements.element('RenderingInfo', {}, () => elements.element('Message', {}, message));
  });
}

function writeSystem(elements: EvtxWriterElements, provider: string): void {
  const { eventId, time, recordId, executionPid, channel, computer, user } = SYSTEM_SLOTS;
  elements.element('Provider', { Name: provider });
  elements.element('EventID', {}, { slot: eventId, type: BINXML_TYPE.uint16 });
  elements.element('TimeCreated', { SystemTime: { slot: time, type: BINXML_TYPE.filetime } });
  elements.element('EventRecordID', {}, { slot: recordId, type: BINXML_TYPE.uint64 });
  elements.element('Execution', { ProcessID: { slot: executionPid, type: BINXML_TYPE.uint32 } });
  elements.element('Channel', {}, { slot: channel, type: BINXML_TYPE.string });
  elements.element('Computer', {}, { slot: computer, type: BINXML_TYPE.string });
  elements.element('Security', { UserID: { slot: user, type: BINXML_TYPE.sid } });
}
