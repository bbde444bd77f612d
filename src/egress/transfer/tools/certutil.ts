import { schemeEncrypts, urlTarget } from '../target.ts';
import type { TransferReading } from '../transfer.ts';
import type { ToolCall, TransferTool } from '../transfer-tool.ts';

function read({ words }: ToolCall): TransferReading | undefined {
  const fetches = words.some((word) =>
    /^[-/](?:urlcache|verifyctl|url|urlfetch|ping|pingadmin)$/i.test(word),
  );
  const url = words.find((word) => urlTarget(word) !== undefined);
  if (!fetches || url === undefined) return undefined;
  const target = urlTarget(url);
  return {
    direction: 'download',
    carries: 'none',
    target,
    encryptsChannel: schemeEncrypts(target?.scheme),
    certainty: 0.95,
    reason: 'certutil fetches a file (-urlcache)',
  };
}

/** The certificate tool of Windows fetches with `-urlcache`; that of NSS reaches no network. */
export const certutil: TransferTool = {
  id: 'certutil',
  names: ['certutil'],
  read,
  shape: (words) =>
    words.some((word) => /^[-/](?:urlcache|verifyctl)$/i.test(word)) &&
    words.some((word) => urlTarget(word) !== undefined)
      ? 'certutil'
      : undefined,
};
