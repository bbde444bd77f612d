/** Where backup tools keep their repository, as restic, borg and duplicity write it. */
import { remotePath, schemeEncrypts, targetOf, urlTarget } from '../target.ts';
import type { TransferTarget } from '../transfer.ts';

export interface Repository {
  readonly target: TransferTarget;
  readonly encryptsChannel: boolean | undefined;
}

const SERVICE =
  /^(s3|b2|azure|gs|swift|rclone|rest|sftp|opendal|dropbox|mega|gdrive|onedrive|pydrive|par2\+[a-z0-9]{1,12}):(.*)$/s;

/** The remote place, `'local'` for a folder here. */
export function repositoryOf(text: string, windows: boolean): Repository | 'local' {
  const url = urlTarget(text);
  if (url?.scheme === 'file') return 'local';
  const service = SERVICE.exec(text);
  const [, name, rest = ''] = service ?? [];
  if (name !== undefined && url === undefined) {
    const inner = urlTarget(rest);
    const remote = name === 'sftp' && inner === undefined ? remotePath(rest, windows) : undefined;
    const target =
      inner ??
      targetOf({ ...remote, scheme: name, ...(remote === undefined ? servicePlace(name, rest) : {}) });
    return {
      target: target ?? { scheme: name },
      encryptsChannel: inner === undefined ? schemeOfService(name) : schemeEncrypts(inner.scheme),
    };
  }
  if (url !== undefined)
    return {
      target: url,
      encryptsChannel: schemeEncrypts(url.scheme) ?? (url.host === undefined ? undefined : true),
    };
  const ssh = remotePath(text, windows);
  return ssh === undefined ? 'local' : { target: { ...ssh, scheme: 'ssh' }, encryptsChannel: true };
}

function schemeOfService(name: string): boolean | undefined {
  return name === 'rclone' ? undefined : true;
}

/** `s3:host/bucket`: a host only where the first part is one. */
function servicePlace(name: string, rest: string): { readonly host?: string; readonly path: string } {
  const [first = '', ...more] = rest.split('/');
  const named = (name === 's3' || name === 'rest') && first.includes('.');
  return named ? { host: first, path: `/${more.join('/')}` } : { path: rest };
}
