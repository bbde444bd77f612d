/** Logs of one record a line: told apart by the dialect that `formats` found. */
import type { Place } from '../event/place.ts';
import type { TextLine } from '../formats/text-lines/text-line.ts';
import { openApplicationFirewall } from './macos/application-firewall.ts';
import { openSysmonLines } from './linux/sysmon-line.ts';
import { openSantaLog } from './macos/santa-log.ts';
import { openUnifiedLogText } from './macos/unified-log-text.ts';
import { openExtendedLog } from './network/extended-log/extended-log.ts';
import { openNetworkLog } from './network/lines/network-lines.ts';
import { openWindowsDns } from './network/lines/windows-dns.ts';
import { openEmptyNfdump } from './network/nfdump-empty.ts';
import type { RawProduct, ReadRecord, SourceContext } from './product.ts';

/** Reads the lines of one dialect. One reader serves one member; it never throws, whatever the line holds. */
export interface LineReader {
  /** The id of a `Dialect` of `formats/text-lines`. */
  readonly dialect: string;
  open(context: SourceContext): (text: string, place: Place) => ReadRecord;
}

/** Every reader of lines. A new one is one line here. */
export const LINE_READERS: readonly LineReader[] = [
  { dialect: 'sysmon-linux', open: openSysmonLines },
  { dialect: 'santa-log', open: openSantaLog },
  { dialect: 'application-firewall', open: openApplicationFirewall },
  { dialect: 'unified-log-text', open: openUnifiedLogText },
  { dialect: 'extended-log', open: openExtendedLog },
  { dialect: 'windows-dns-log', open: openWindowsDns },
  { dialect: 'network-lines', open: openNetworkLog },
  { dialect: 'nfdump-empty', open: openEmptyNfdump },
];

export const textLineProduct: RawProduct<'text-line'> = {
  id: 'text-line',
  title: 'Text logs',
  open: (context) => {
    const readers = new Map<string, (text: string, place: Place) => ReadRecord>();
    return ({ dialect, text }: TextLine, place) => {
      const known = readers.get(dialect);
      if (known !== undefined) return known(text, place);
      const reader = LINE_READERS.find((one) => one.dialect === dialect)?.open(context);
      // A dialect without a reader is a mistake of ours; its lines are counted as what they are.
      if (reader === undefined) return { kind: dialect, host: undefined, time: undefined, events: [] };
      readers.set(dialect, reader);
      return reader(text, place);
    };
  },
};
