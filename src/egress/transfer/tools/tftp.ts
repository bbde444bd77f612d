import { optionGrammar, readOptions } from '../options.ts';
import { hostAndPort, portOf, targetOf } from '../target.ts';
import type { TransferReading } from '../transfer.ts';
import type { ToolCall, TransferTool } from '../transfer-tool.ts';

/** BusyBox: `-p -l local -r remote host`; atftp has the same under long names. */
const LETTERS = optionGrammar(
  'l,local-file= r,remote-file= b= R= m= p,put g,get option= tftp-timeout= verbose trace delay mtftp=',
);

function read({ words }: ToolCall): TransferReading | undefined {
  const verb = words.findIndex((word) => /^(?:put|get|mput|mget)$/i.test(word));
  if (verb >= 0) {
    // `tftp -i host PUT file`, `tftp host [port] -c put file`.
    const before = words.slice(0, verb).filter((word) => !word.startsWith('-') && !word.startsWith('/'));
    const files = words.slice(verb + 1);
    const target = targetOf({ scheme: 'tftp', host: before[0], port: portOf(before[1]) });
    return /put/i.test(words[verb] ?? '')
      ? {
          direction: 'upload',
          carries: 'files',
          files: files.slice(0, 1),
          target,
          encryptsChannel: false,
          certainty: 0.95,
          reason: 'tftp uploads a file (put)',
        }
      : {
          direction: 'download',
          carries: 'none',
          target,
          encryptsChannel: false,
          certainty: 0.95,
          reason: 'tftp fetches a file (get)',
        };
  }
  const options = readOptions(words, LETTERS);
  const [place, port] = options.operands;
  const read = hostAndPort(place ?? '');
  const target = targetOf({ scheme: 'tftp', host: read.host, port: read.port ?? portOf(port) });
  if (target?.host === undefined) return undefined;
  const common = { target, encryptsChannel: false };
  const files = options.values('local-file');
  if (options.has('put'))
    return {
      ...common,
      direction: 'upload',
      carries: files.includes('-') ? 'stdin' : 'files',
      files: files.length > 0 ? files.filter((file) => file !== '-') : options.values('remote-file'),
      certainty: 0.95,
      reason: 'tftp uploads a file',
    };
  if (options.has('get'))
    return { ...common, direction: 'download', carries: 'none', reason: 'tftp fetches a file' };
  return {
    ...common,
    direction: 'interactive',
    carries: 'unknown',
    certainty: 0.8,
    reason: 'tftp waits for commands, typed or fed',
  };
}

export const tftp: TransferTool = { id: 'tftp', names: ['tftp', 'atftp', 'tftp-hpa'], read };
