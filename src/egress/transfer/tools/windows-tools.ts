/** Programs of Windows that carry files, or fetch them, beside their purpose (LOLBAS: Upload, Download). */
import { schemeEncrypts, targetOf, urlTarget } from '../target.ts';
import type { TransferReading, TransferTarget } from '../transfer.ts';
import type { ToolCall, TransferTool } from '../transfer-tool.ts';

const isOption = (word: string): boolean => /^[-/][A-Za-z]/.test(word);

function firstUrl(words: readonly string[]): TransferTarget | undefined {
  for (const word of words) {
    const at = word.search(/https?:\/\/|ftp:\/\//i);
    if (at >= 0) return urlTarget(word.slice(at));
  }
  return undefined;
}

/** `\\host\share`, `\\host@SSL@443\folder` (WebDAV). */
function shareTarget(path: string): TransferTarget | undefined {
  const found = /^\\\\(?![.?]\\)([^\\@]{1,255})((?:@[^\\]{1,16}){0,2})\\(.*)$/s.exec(path);
  if (found === null || /^(?:localhost|127\.0\.0\.1|wsl\$|wsl\.localhost)$/i.test(found[1] ?? ''))
    return undefined;
  const webdav = found[2] !== '' || /^davwwwroot/i.test(found[3] ?? '');
  return targetOf({ scheme: webdav ? 'webdav' : 'smb', host: found[1], path: found[3]?.replace(/\\$/, '') });
}

/** `-Post -config URL file [reply]`: the file goes out. */
function certreq(words: readonly string[]): TransferReading | undefined {
  const target = firstUrl(words);
  if (target === undefined || !words.some((word) => /^[-/](?:post|submit)$/i.test(word))) return undefined;
  const file = words.find(
    (word, index) =>
      !isOption(word) &&
      !/^[-/](?:config|attrib)$/i.test(words[index - 1] ?? '') &&
      urlTarget(word) === undefined,
  );
  return {
    direction: 'upload',
    carries: 'files',
    files: file === undefined ? [] : [file],
    target,
    encryptsChannel: schemeEncrypts(target.scheme),
    certainty: 0.95,
    reason: 'certreq posts a file (-Post)',
  };
}

/** Copies to and from another host's share. */
function copy(program: string, words: readonly string[]): TransferReading | undefined {
  const flagged = program === 'esentutl';
  const at = words.findIndex((word) => /^[-/]d$/i.test(word));
  const source = words.findIndex((word) => /^[-/]y$/i.test(word));
  if (flagged && source < 0) return undefined;
  const places = flagged
    ? [words[source + 1] ?? '', words[at + 1] ?? '']
    : words.filter((word) => !/^\/[A-Za-z]/.test(word)).slice(0, 2);
  const [from = '', to = ''] = places;
  const target = shareTarget(to) ?? shareTarget(from);
  if (target === undefined) return undefined;
  const up = shareTarget(to) !== undefined;
  return {
    direction: up ? (shareTarget(from) === undefined ? 'upload' : 'both') : 'download',
    carries: up && shareTarget(from) === undefined ? 'files' : 'none',
    files: up && shareTarget(from) === undefined ? [from] : [],
    target,
    encryptsChannel: undefined,
    certainty: 0.9,
    reason: up
      ? `${program} copies to a share of another host`
      : `${program} copies from a share of another host`,
  };
}

/** `net use X: \\\\host\\share`: a share of another host becomes a drive here. */
function netUse(words: readonly string[]): TransferReading | undefined {
  if (words[0]?.toLowerCase() !== 'use' || words.some((word) => /^\/d(?:elete)?$/i.test(word)))
    return undefined;
  const target = words
    .map((word) => shareTarget(word.endsWith('\\') ? word : `${word}\\`))
    .find((place) => place !== undefined);
  return target === undefined
    ? undefined
    : {
        direction: 'both',
        carries: 'unknown',
        target,
        certainty: 0.6,
        reason: 'net use makes a share of another host a drive here',
      };
}

function winscp(words: readonly string[]): TransferReading | undefined {
  const at = words.findIndex((word) => /^[-/]command$/i.test(word));
  const commands = at < 0 ? [] : words.slice(at + 1);
  const target = words
    .map((word) => urlTarget(/\b((?:s?ftps?|scp|davs?|https?|s3):\/\/\S{1,1024})/i.exec(word)?.[1] ?? ''))
    .find((place) => place !== undefined);
  const common = { target, encryptsChannel: schemeEncrypts(target?.scheme) };
  const puts = commands.flatMap(
    (text) =>
      /^\s*(?:put|synchronize\s+remote)\s+(?:-\S+\s+){0,8}(?:"([^"]{1,1024})"|(\S{1,1024}))/i
        .exec(text)
        ?.slice(1)
        .filter(Boolean) ?? [],
  );
  const gets = commands.some((text) => /^\s*(?:get|synchronize\s+local)\b/i.test(text));
  if (puts.length > 0)
    return {
      ...common,
      direction: gets ? 'both' : 'upload',
      carries: 'files',
      files: puts,
      certainty: 0.95,
      reason: 'winscp uploads files',
    };
  if (gets) return { ...common, direction: 'download', carries: 'none', reason: 'winscp fetches files' };
  if (words.some((word) => /^[-/]upload$/i.test(word)))
    return {
      ...common,
      direction: 'upload',
      carries: 'files',
      files: words.filter((word) => !isOption(word) && urlTarget(word) === undefined),
      reason: 'winscp uploads files',
    };
  if (words.some((word) => /^[-/]script(?:=|$)/i.test(word)))
    return {
      ...common,
      direction: 'unknown',
      carries: 'unknown',
      certainty: 0.6,
      reason: 'winscp runs a script that is not seen (/script)',
    };
  return target === undefined
    ? undefined
    : {
        ...common,
        direction: 'interactive',
        carries: 'unknown',
        certainty: 0.7,
        reason: 'winscp opens a session',
      };
}

const FETCHERS =
  /^(?:desktopimgdownldr|mpcmdrun|certoc|ieexec|hh|msiexec|appinstaller|imewdbld|xwizard|presentationhost|protocolhandler|cmdl32|msohtmed)$/;

function read({ program, words }: ToolCall): TransferReading | undefined {
  switch (program) {
    case 'certreq':
      return certreq(words);
    case 'robocopy':
    case 'xcopy':
    case 'esentutl':
    case 'replace':
    case 'extrac32':
    case 'expand':
    case 'makecab':
      return copy(program, words);
    case 'net':
    case 'net1':
      return netUse(words);
    case 'winscp':
      return winscp(words);
    case 'datasvcutil':
    case 'configsecuritypolicy': {
      // `DataSvcUtil /out:file /uri:https://...`; `ConfigSecurityPolicy.exe file https://...`
      const target = firstUrl(words);
      const out = words.map((word) => /^[-/]out:(.+)$/i.exec(word)?.[1]).find((file) => file !== undefined);
      const file =
        program === 'datasvcutil'
          ? out
          : words.find((word) => urlTarget(word) === undefined && !isOption(word));
      if (target === undefined) return undefined;
      const up = file !== undefined;
      return {
        direction: up ? 'upload' : 'download',
        carries: up ? 'files' : 'none',
        files: up ? [file] : [],
        target,
        encryptsChannel: schemeEncrypts(target.scheme),
        reason: `${program} ${up ? 'sends a file to' : 'fetches from'} a web address`,
      };
    }
    default: {
      const target = FETCHERS.test(program) ? firstUrl(words) : undefined;
      return target === undefined
        ? undefined
        : {
            direction: 'download',
            carries: 'none',
            target,
            encryptsChannel: schemeEncrypts(target.scheme),
            certainty: 0.85,
            reason: `${program} is given a web address to fetch`,
          };
    }
  }
}

export const windowsTools: TransferTool = {
  id: 'windows-tool',
  names:
    'certreq net net1 robocopy xcopy esentutl replace winscp datasvcutil configsecuritypolicy desktopimgdownldr mpcmdrun certoc ieexec hh msiexec appinstaller imewdbld xwizard presentationhost protocolhandler cmdl32 extrac32 expand makecab msohtmed'.split(
      ' ',
    ),
  family: true,
  read,
};
