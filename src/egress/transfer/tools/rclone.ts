import { copyReading } from '../copy-reading.ts';
import { optionGrammar, readOptions } from '../options.ts';
import type { OptionGrammar } from '../options.ts';
import { targetOf, urlTarget } from '../target.ts';
import type { TransferReading, TransferTarget } from '../transfer.ts';
import type { ToolCall, TransferTool } from '../transfer-tool.ts';

/** Flags without a value (rclone.org/flags); the hundreds of others take one. */
const FLAGS = `n,dry-run i,interactive v,verbose q,quiet P,progress c,checksum u,update I,ignore-times l,links L,copy-links M,metadata
  V,version h,help check-first ignore-case-sync ignore-checksum ignore-existing ignore-size immutable inplace no-check-dest
  no-traverse no-update-dir-modtime no-update-modtime refresh-times server-side-across-configs size-only delete-after
  delete-before delete-during delete-excluded fix-case ignore-errors suffix-keep-extension track-renames
  disable-http-keep-alives disable-http2 no-check-certificate no-gzip-encoding use-cookies ask-password auto-confirm
  error-on-no-transfer human-readable no-console no-unicode-normalization use-mmap use-server-modtime dump-bodies
  dump-headers ignore-case fast-list log-systemd log-file-compress progress-terminal-title stats-one-line
  stats-one-line-date create-empty-src-dirs auto-filename header-filename print-filename no-clobber stdout
  allow-other allow-root allow-non-empty daemon read-only resync force one-way download combined? files-only
  dirs-only R,recursive rmdirs leave-root s3-no-check-bucket s3-no-head s3-env-auth s3-v2-auth s3-force-path-style
  s3-disable-checksum s3-no-head-object s3-use-accelerate-endpoint drive-shared-with-me drive-trashed-only
  drive-acknowledge-abuse drive-server-side-across-configs drive-skip-gdocs drive-use-trash mega-hard-delete
  mega-debug mega-use-https b2-hard-delete b2-versions sftp-disable-hashcheck sftp-ask-password sftp-use-insecure-cipher
  sftp-skip-links ftp-tls ftp-explicit-tls ftp-no-check-certificate ftp-disable-epsv ftp-disable-mlsd ftp-disable-tls13
  gcs-bucket-policy-only gcs-anonymous gcs-env-auth one-drive-expose-onenote-files onedrive-no-versions local-no-check-updated
  one-file-system x,one-file-system no-preallocate skip-links rc rc-no-auth rc-web-gui rc-serve rc-enable-metrics
  vfs-fast-fingerprint vfs-refresh volname? network-mode noappledouble noapplexattr write-back-cache debug-fuse
  webdav-auth-redirect http-no-head http-no-slash swift-no-chunk swift-env-auth crypt-show-mapping obscure`;

const RULES = { singleDash: false };
const VALUED = optionGrammar(`f,filter= o,option= C,tty? ${FLAGS}`, { ...RULES, unknownTakeValue: true });
/** For flags of backends we do not list: only when too few operands were left. */
const UNVALUED = optionGrammar(`f,filter= o,option= ${FLAGS}`, RULES);

const LOCAL_VERBS =
  /^(?:|version|help|config|listremotes|obscure|reveal|genautocomplete|completion|selfupdate|gendocs|hashsum|test|authorize|cryptdecode|cryptcheck|convmv)$/;
const COPIES = /^(?:copy|copyto|sync|move|moveto)$/;
const LOOKS =
  /^(?:ls|lsd|lsl|lsf|lsjson|size|about|cat|check|md5sum|sha1sum|tree|ncdu|link|checksum|archive)$/;
const SERVICES: Readonly<Record<string, string>> = {
  s3: 's3',
  sftp: 'sftp',
  ftp: 'ftp',
  webdav: 'webdav',
  http: 'http',
  mega: 'mega',
  drive: 'drive',
  b2: 'b2',
};

/** `remote:path`, `:backend,options:path`; a URL in the options names the host. */
function remoteOf(word: string, windows: boolean): TransferTarget | undefined {
  const direct = word.startsWith(':');
  const colon = direct ? backendEnd(word) : word.indexOf(':');
  const slash = word.search(/[/\\]/);
  if (colon < 0 || (!direct && slash >= 0 && slash < colon) || colon === 0) return undefined;
  if (windows && colon === 1) return undefined;
  const name = word.slice(0, colon);
  const path = word.slice(colon + 1);
  if (!direct) return targetOf({ scheme: 'rclone', path: `${name.split(',')[0] ?? ''}:${path}` });
  const backend = /^:([a-z0-9 ]{1,24})/i.exec(name)?.[1]?.toLowerCase() ?? '';
  const stated = /[,"](?:host|url|endpoint)=["']?([^,"']{1,255})/i.exec(name)?.[1];
  const url = stated === undefined ? undefined : (urlTarget(stated) ?? targetOf({ host: stated }));
  return targetOf({
    scheme: url?.scheme ?? SERVICES[backend] ?? 'rclone',
    host: url?.host,
    port: url?.port,
    path,
  });
}

/** The colon after the options of a backend; those in quotes do not end it. */
function backendEnd(word: string): number {
  let quoted = false;
  for (let at = 1; at < word.length; at++) {
    const character = word.charAt(at);
    if (character === '"' || character === "'") quoted = !quoted;
    // `endpoint=https://host` holds one that is not the end.
    else if (
      character === ':' &&
      !quoted &&
      !word.startsWith('//', at + 1) &&
      !/^:\d+[,:/]/.test(word.slice(at, at + 8))
    )
      return at;
  }
  return -1;
}

function read({ words, windows }: ToolCall): TransferReading | undefined {
  const readings = [VALUED, UNVALUED].map((grammar: OptionGrammar) => readWith(words, windows, grammar));
  return readings.find((reading) => reading !== undefined);
}

function readWith(
  words: readonly string[],
  windows: boolean,
  grammar: OptionGrammar,
): TransferReading | undefined {
  const options = readOptions(words, grammar);
  const [verb = '', ...operands] = options.operands;
  const remote = (word: string): TransferTarget | undefined => remoteOf(word, windows);
  const other = operands.map(remote).find((target) => target !== undefined);
  const common = { target: other, encryptsChannel: other?.scheme === 'rclone' ? undefined : true };
  if (LOCAL_VERBS.test(verb) || options.has('version', 'help')) return undefined;
  if (options.has('dry-run') && other !== undefined)
    return {
      ...common,
      direction: 'download',
      carries: 'none',
      certainty: 0.7,
      reason: 'rclone only tries (--dry-run)',
    };
  if (COPIES.test(verb)) {
    const copy = copyReading({ name: `rclone ${verb}`, operands: operands.slice(0, 2), remote });
    return copy === undefined
      ? undefined
      : { ...copy, encryptsChannel: copy.target?.scheme === 'rclone' ? undefined : true };
  }
  if (verb === 'rcat')
    return other === undefined
      ? undefined
      : {
          ...common,
          direction: 'upload',
          carries: 'stdin',
          certainty: 0.95,
          reason: 'rclone sends what is fed into it (rcat)',
        };
  if (verb === 'serve')
    return {
      direction: 'listen',
      carries: 'files',
      certainty: 0.85,
      reason: 'rclone serves files to others',
    };
  if (verb === 'rcd' || verb === 'rc')
    return {
      direction: 'unknown',
      carries: 'unknown',
      certainty: 0.4,
      reason: 'rclone is steered from elsewhere',
    };
  if (other === undefined) return undefined;
  if (verb === 'bisync')
    return {
      ...common,
      direction: 'both',
      carries: 'files',
      files: operands.filter((word) => remote(word) === undefined),
      reason: 'rclone keeps two places alike (bisync)',
    };
  if (verb === 'mount' || verb === 'cmount' || verb === 'nfsmount')
    return {
      ...common,
      direction: 'both',
      carries: 'unknown',
      certainty: 0.7,
      reason: 'rclone makes a store a folder here',
    };
  if (verb === 'copyurl')
    return {
      ...common,
      direction: 'both',
      carries: 'none',
      certainty: 0.8,
      reason: 'rclone passes what it fetches on to a store',
    };
  if (LOOKS.test(verb))
    return {
      ...common,
      direction: 'download',
      carries: 'none',
      certainty: 0.9,
      reason: 'rclone only reads from a store',
    };
  return {
    ...common,
    direction: 'unknown',
    carries: 'none',
    certainty: 0.5,
    reason: 'rclone changes a store without copying to it',
  };
}

/** Options that hardly another program with `copy` and `remote:` has. */
const OWN =
  /^--(?:transfers|no-check-certificate|ignore-existing|max-age|min-age|config|auto-confirm|multi-thread-streams|bwlimit|drive-chunk-size|checkers)(?:=|$)/;

/** rclone; what a remote of the configuration is cannot be seen. */
export const rclone: TransferTool = {
  id: 'rclone',
  names: ['rclone'],
  read,
  shape: (words) => {
    const verb = words.findIndex((word) => /^(?:copy|sync|move|copyto|moveto|rcat|mount)$/.test(word));
    const direct = words.some((word) =>
      /^:(?:s3|sftp|ftp|webdav|mega|drive|dropbox|b2|http|crypt|pcloud)[,:]/.test(word),
    );
    const own = words.some((word) => OWN.test(word));
    const remote = words.some((word) => /^[\w -]{2,64}:/.test(word) && !word.includes('://'));
    return verb >= 0 && (direct || (own && remote)) ? 'rclone' : undefined;
  },
};
