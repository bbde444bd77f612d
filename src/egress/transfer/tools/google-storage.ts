import { copyReading } from '../copy-reading.ts';
import { optionGrammar, readOptions } from '../options.ts';
import { remotePath, targetOf } from '../target.ts';
import type { TransferReading, TransferTarget } from '../transfer.ts';
import type { ToolCall, TransferTool } from '../transfer-tool.ts';

const GSUTIL = optionGrammar('o= h= u= i= a= s= L= x= j= J= t= p= A= I m q D r R n c v d e z= Z y= P');
/** The flags of gcloud storage; every other long option takes a value. */
const GCLOUD = optionGrammar(
  'q,quiet verbosity= r,R,recursive n,no-clobber gzip-in-flight-all J gzip-local-all Z c,continue-on-error a,all-versions A P,preserve-posix I,read-paths-from-stdin v,print-created-message s,skip-unsupported dry-run delete-unmatched-destination-objects checksums-only u,skip-if-dest-has-newer-mtime no-ignore-symlinks ignore-symlinks daisy-chain D do-not-decompress preserve-posix account= project= configuration= impersonate-service-account= compress scp-flag= zone= tunnel-through-iap internal-ip plain ssh-flag= command=',
  { unknownTakeValue: true },
);

function store(word: string): TransferTarget | undefined {
  const found = /^(gs|s3|https?):\/\/(.*)$/is.exec(word);
  return found === null ? undefined : targetOf({ scheme: found[1]?.toLowerCase(), path: found[2] });
}

function moves(name: string, verb: string, operands: readonly string[]): TransferReading | undefined {
  const encryptsChannel = true;
  if (/^(?:cp|mv|rsync)$/.test(verb)) return copyReading({ name, operands, remote: store, encryptsChannel });
  const target = operands.map(store).find((place) => place !== undefined);
  if (target === undefined) return undefined;
  return /^(?:ls|cat|du|stat|hash|objects|buckets)$/.test(verb)
    ? {
        direction: 'download',
        carries: 'none',
        target,
        encryptsChannel,
        reason: 'the client of a store only reads from it',
      }
    : {
        direction: 'unknown',
        carries: 'none',
        target,
        encryptsChannel,
        certainty: 0.5,
        reason: 'the client of a store changes it without copying to it',
      };
}

function read({ program, words, windows }: ToolCall): TransferReading | undefined {
  if (program === 'gsutil') {
    const options = readOptions(words, GSUTIL);
    const [verb = '', ...operands] = options.operands;
    return moves('gsutil', verb, options.has('I') ? ['-', ...operands] : operands);
  }
  const options = readOptions(words, GCLOUD);
  const at = options.operands.findIndex((word) => word !== 'alpha' && word !== 'beta');
  const [group = '', verb = '', ...operands] = options.operands.slice(Math.max(0, at));
  if (group === 'storage') return moves('gcloud storage', verb, operands);
  if (group !== 'compute') return undefined;
  if (verb === 'scp')
    return copyReading({
      name: 'gcloud compute scp',
      operands,
      remote: (word) => remotePath(word, windows),
      encryptsChannel: true,
    });
  return verb === 'ssh'
    ? {
        direction: options.has('command') ? 'unknown' : 'interactive',
        carries: 'stdin',
        target: targetOf({ scheme: 'ssh', host: operands[0]?.split('@').at(-1) }),
        encryptsChannel: true,
        certainty: 0.7,
        reason: 'gcloud opens a shell on another host',
      }
    : undefined;
}

export const googleStorage: TransferTool = {
  id: 'google-storage',
  names: ['gsutil', 'gcloud'],
  family: true,
  read,
};
