import { baseName } from './process.ts';
import type { Process } from './process.ts';

const MULTI_CALL = /^(?:busybox(?:\.\w{1,16})?|toybox|busybox-\w{1,16})$/;

/**
 * The program that runs, by its path or name: for one file that holds many programs (BusyBox, toybox; all of ESXi's and
 * Alpine's tools) the applet, which only the arguments name.
 */
export function programOf(
  process: Pick<Process, 'image' | 'commandLine'> & Partial<Pick<Process, 'arguments'>>,
): string | undefined {
  const { image } = process;
  if (image === undefined || !MULTI_CALL.test(baseName(image) ?? '')) return image;
  const [first, second] = process.arguments ?? process.commandLine?.slice(0, 4096).split(/\s+/, 2) ?? [];
  const called = MULTI_CALL.test(baseName(first) ?? '') ? second : first;
  const applet = baseName(called)?.replace(/^-/, '');
  // The folder stays that of the image: it says who may have put it there.
  return applet === undefined || applet === '' ? image : image.slice(0, image.lastIndexOf('/') + 1) + applet;
}
