/**
 * macOS application firewall: which program was allowed to listen or to be connected to. It names no remote side, and
 * its times no year, so that nothing can be joined to it.
 */
import type { ReadRecord } from '../product.ts';

const LINE = /^[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d (\S{1,255}) socketfilterfw\[\d+\] <\w+>: /;
const REPEATED = /^[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d --- last message repeated/;

export function openApplicationFirewall(): (text: string) => ReadRecord {
  return (text) => {
    const host = LINE.exec(text)?.[1]?.toLowerCase();
    const none = { host, time: undefined, events: [] };
    if (host !== undefined) return { kind: 'application firewall message', ...none };
    if (REPEATED.test(text)) return { kind: 'application firewall repetition', ...none };
    return {
      kind: 'application firewall message',
      ...none,
      broken: 'a line of the firewall that cannot be read',
    };
  };
}
