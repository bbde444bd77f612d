/** Programs that wait for others to fetch files, or to leave some. */
import { portOf, targetOf } from '../target.ts';
import type { TransferReading } from '../transfer.ts';
import type { ToolCall, TransferTool } from '../transfer-tool.ts';

function listens(program: string, words: readonly string[], certainty = 0.9): TransferReading {
  const stated = words.findIndex((word) => /^(?:-p|-P|--port|--listen|-l|--bind)$/.test(word));
  const glued = words
    .map((word) => /^(?:-p|--port=|-p=)(\d{1,5})$/.exec(word)?.[1])
    .find((port) => port !== undefined);
  const plain = words.find((word) => /^\d{2,5}$/.test(word));
  const port = portOf(glued) ?? portOf((words[stated + 1] ?? '').split(':').at(-1)) ?? portOf(plain);
  return {
    direction: 'listen',
    carries: 'files',
    target: targetOf({ port }),
    encryptsChannel: undefined,
    certainty,
    reason: `${program} serves files to whoever asks`,
  };
}

function read({ program, words }: ToolCall): TransferReading | undefined {
  if (/^php[\d.]*$/.test(program)) {
    const at = words.findIndex((word) => word.startsWith('-S'));
    const place = at < 0 ? undefined : words[at] === '-S' ? words[at + 1] : words[at]?.slice(2);
    return place === undefined ? undefined : listens('php', ['-p', place]);
  }
  if (/^ruby[\d.]*$/.test(program)) {
    const serves =
      words.some(
        (word, index) =>
          (word === '-run' && words[index + 1] === '-e' && words[index + 2] === 'httpd') ||
          word === '-run.httpd' ||
          word.startsWith('-rwebrick'),
      ) || words.join(' ').includes('-run -ehttpd');
    return serves ? listens('ruby', words) : undefined;
  }
  if (program === 'caddy') return words[0] === 'file-server' ? listens('caddy', words) : undefined;
  if (program === 'twistd' || program === 'twistd3')
    return words.some((word) => word === 'web' || word === 'ftp') ? listens('twistd', words) : undefined;
  if (program === 'webfsd' || program === 'httpd')
    return words[0] === '-k' || words.includes('-DFOREGROUND') ? undefined : listens(program, words, 0.7);
  return words.some((word) => word === '--help' || word === '--version')
    ? undefined
    : listens(program, words);
}

export const fileServers: TransferTool = {
  id: 'file-server',
  names:
    'http.server simplehttpserver pyftpdlib uploadserver updog wsgidav simple-http-server http-server live-server miniserve darkhttpd webfsd dufs woof qrcp filebrowser droopy smbserver impacket-smbserver tftpd in.tftpd atftpd pure-ftpd vsftpd proftpd httpd caddy twistd twistd3 thttpd mini_httpd php php5 php7.4 php8 php8.0 php8.1 php8.2 php8.3 php8.4 ruby ruby2.7 ruby3.0 ruby3.1 ruby3.2 ruby3.3'.split(
      ' ',
    ),
  family: true,
  read,
};
