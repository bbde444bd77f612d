import type { Transfer } from './transfer.ts';

/** A transfer in one line for people: `curl: upload of files a.enc to https://drop.example:8443/in, encrypted`. */
export function describeTransfer({
  tool,
  direction,
  carries,
  files,
  target,
  encryptsChannel,
}: Transfer): string {
  const what = carries === 'none' ? '' : ` of ${[carries, ...files].join(' ')}`;
  const user = target?.user === undefined ? '' : `${target.user}@`;
  const port = target?.port === undefined ? '' : `:${target.port}`;
  const scheme = target?.scheme === undefined ? '' : `${target.scheme}://`;
  const path = target?.path ?? '';
  const between = path === '' || path.startsWith('/') || target?.host === undefined ? '' : ':';
  const where =
    target === undefined ? '' : ` to ${scheme}${user}${target.host ?? ''}${port}${between}${path}`;
  const channel = encryptsChannel === undefined ? '' : encryptsChannel ? ', encrypted' : ', clear';
  return `${tool}: ${direction}${what}${where}${channel}`;
}
