import type { CommandWord } from '../command-line/command-word.ts';

const ARCHIVE = /\.(?:7z|rar|zip|zipx|001|cab|tmp|dat|bin)$/i;
const PASSWORD = /^[-/](?:hp|p)[^-\s/\\=]\S*$/i;

/**
 * `svc.exe a -hpsecret out.rar C:\data`: one command letter, an attached password and an archive name. With 7z's or
 * RAR's own switches the archive may have any name.
 */
export function hasArchiverShape(words: readonly CommandWord[], ownSwitch: RegExp): boolean {
  if (!/^[aumf]$/i.test(words[0]?.text ?? '')) return false;
  const rest = words.slice(1, 64);
  if (!rest.some((word) => PASSWORD.test(word.text))) return false;
  return rest.some((word) => ownSwitch.test(word.text) || ARCHIVE.test(word.text));
}
