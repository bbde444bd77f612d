import { schemeEncrypts, urlTarget } from '../target.ts';
import type { TransferTool } from '../transfer-tool.ts';

/** WebDAV clients that take their commands from a terminal or a pipe. */
export const cadaver: TransferTool = {
  id: 'cadaver',
  names: ['cadaver', 'davix-put', 'davix-get'],
  read: ({ program, words }) => {
    const url = words.find((word) => urlTarget(word) !== undefined);
    const target = url === undefined ? undefined : urlTarget(url);
    if (target === undefined) return undefined;
    const common = { target, encryptsChannel: schemeEncrypts(target.scheme) };
    if (program === 'davix-put')
      return {
        ...common,
        direction: 'upload',
        carries: 'files',
        files: words.filter((word) => word !== url && !word.startsWith('-')),
        reason: 'davix uploads a file',
      };
    if (program === 'davix-get')
      return { ...common, direction: 'download', carries: 'none', reason: 'davix fetches a file' };
    return {
      ...common,
      direction: 'interactive',
      carries: 'unknown',
      certainty: 0.85,
      reason: 'a WebDAV client waits for commands, typed or fed',
    };
  },
};
