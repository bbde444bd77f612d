import { schemeEncrypts, urlTarget } from '../target.ts';
import type { TransferReading } from '../transfer.ts';
import type { ToolCall, TransferTool } from '../transfer-tool.ts';

/** `/transfer NAME [/download|/upload] [/priority P] REMOTE LOCAL...`, `/addfile JOB REMOTE LOCAL`, `/create /upload JOB`. */
function read({ words }: ToolCall): TransferReading | undefined {
  const lower = words.map((word) => word.toLowerCase().replace(/^-/, '/'));
  const has = (name: string): boolean => lower.includes(name);
  const url = words.findIndex((word) => urlTarget(word) !== undefined || word.startsWith('\\\\'));
  const target = url < 0 ? undefined : urlTarget(words[url] ?? '');
  const common = { target, encryptsChannel: schemeEncrypts(target?.scheme), certainty: 0.95 };
  if (has('/transfer') || has('/addfile') || has('/addfilewithranges')) {
    if (url < 0) return undefined;
    const up = has('/upload') || has('/upload-reply');
    return up
      ? {
          ...common,
          direction: 'upload',
          carries: 'files',
          files: words.slice(url + 1).filter((_, index) => index % 2 === 0),
          reason: 'bitsadmin uploads a file (/upload)',
        }
      : {
          ...common,
          direction: 'download',
          carries: 'none',
          certainty: has('/transfer') ? 0.95 : 0.7,
          reason: 'bitsadmin fetches a file',
        };
  }
  if (has('/create') && (has('/upload') || has('/upload-reply')))
    return {
      direction: 'upload',
      carries: 'unknown',
      certainty: 0.7,
      reason: 'bitsadmin prepares an upload (/create /upload)',
    };
  if (has('/create') && has('/download'))
    return {
      direction: 'download',
      carries: 'none',
      certainty: 0.7,
      reason: 'bitsadmin prepares a download',
    };
  return undefined;
}

export const bitsadmin: TransferTool = {
  id: 'bitsadmin',
  names: ['bitsadmin'],
  read,
  shape: (words) =>
    words.some((word) => /^\/(?:transfer|addfile)$/i.test(word)) &&
    words.some((word) => urlTarget(word) !== undefined)
      ? 'bitsadmin'
      : undefined,
};
