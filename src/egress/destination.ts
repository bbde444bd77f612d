/** What a destination is, as far as its name tells. Step by step this grows; an unknown tenant is never "fine". */
import { parse } from 'tldts';

export interface Destination {
  readonly registrableDomain: string | undefined;
  /** `file-drop`, `tunnel`, `object-storage`, `messaging`, `paste`; `undefined` for everything else. */
  readonly kind: string | undefined;
}

/** Suffix to kind; the site is matched whole label by whole label, never as a substring. */
const KINDS: readonly (readonly [string, string])[] = [
  ['transfer.sh', 'file-drop'],
  ['file.io', 'file-drop'],
  ['gofile.io', 'file-drop'],
  ['anonfiles.com', 'file-drop'],
  ['mega.nz', 'file-drop'],
  ['mega.co.nz', 'file-drop'],
  ['wetransfer.com', 'file-drop'],
  ['temp.sh', 'file-drop'],
  ['bashupload.com', 'file-drop'],
  ['pastebin.com', 'paste'],
  ['paste.ee', 'paste'],
  ['hastebin.com', 'paste'],
  ['0x0.st', 'paste'],
  ['rentry.co', 'paste'],
  ['ngrok.io', 'tunnel'],
  ['ngrok-free.app', 'tunnel'],
  ['trycloudflare.com', 'tunnel'],
  ['serveo.net', 'tunnel'],
  ['loca.lt', 'tunnel'],
  ['workers.dev', 'tunnel'],
  ['pages.dev', 'tunnel'],
  ['api.telegram.org', 'messaging'],
  ['discord.com', 'messaging'],
  ['discordapp.com', 'messaging'],
  ['blob.core.windows.net', 'object-storage'],
  ['amazonaws.com', 'object-storage'],
  ['backblazeb2.com', 'object-storage'],
  ['storage.googleapis.com', 'object-storage'],
  ['digitaloceanspaces.com', 'object-storage'],
  ['r2.dev', 'object-storage'],
];
const KIND_OF = new Map(KINDS);

export function describeDestination(name: string | undefined): Destination {
  if (name === undefined || name.length > 253) return { registrableDomain: undefined, kind: undefined };
  const registrableDomain = parse(name, { allowPrivateDomains: true, detectIp: true }).domain ?? undefined;
  const labels = name.toLowerCase().replace(/\.$/, '').split('.');
  for (let i = 0; i < labels.length - 1; i++) {
    const kind = KIND_OF.get(labels.slice(i).join('.'));
    if (kind !== undefined) return { registrableDomain, kind };
  }
  return { registrableDomain, kind: undefined };
}
