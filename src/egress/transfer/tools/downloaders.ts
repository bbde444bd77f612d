/** Programs that only ever fetch. */
import { optionGrammar, readOptions } from '../options.ts';
import { schemeEncrypts, urlTarget } from '../target.ts';
import type { TransferReading } from '../transfer.ts';
import type { ToolCall, TransferTool } from '../transfer-tool.ts';

const OPTIONS = optionGrammar(
  'o,out,output,output-document= d,dir= i,input-file= x,max-connection-per-server= s,split= n,num-connections= j= k= header= U,user-agent= referer= load-cookies= save-cookies= all-proxy= http-proxy= https-proxy= http-user= http-passwd= checksum= conf-path= l,log= f,format= P,paths= a,batch-file= cookies= proxy= password= username= user= max-download-limit= timeout= H= m= O= p= t= c= T= rpc-secret= rpc-listen-port= on-download-complete=',
);
const TORRENT =
  /^(?:transmission-cli|transmission-daemon|qbittorrent|qbittorrent-nox|rtorrent|deluged|ctorrent)$/;

/** These take a list of addresses from a file. */
const LISTS = /^(?:aria2c|yt-dlp|youtube-dl|gallery-dl|you-get)$/;

function read({ program, words }: ToolCall): TransferReading | undefined {
  const options = readOptions(words, OPTIONS);
  if (options.has('version', 'help', 'V')) return undefined;
  if (program === 'aria2c' && options.has('enable-rpc'))
    return {
      direction: 'listen',
      carries: 'unknown',
      certainty: 0.6,
      reason: 'aria2c waits for orders over the network',
    };
  const url = options.operands.find((word) => urlTarget(word) !== undefined);
  const target = url === undefined ? undefined : urlTarget(url);
  if (TORRENT.test(program))
    return {
      direction: 'both',
      carries: 'unknown',
      certainty: 0.6,
      reason: `${program} fetches and shares with others`,
    };
  // POST of libwww-perl takes its body from the input.
  if (program === 'post' || program === 'put' || program === 'lwp-request')
    return (program !== 'lwp-request' || /^(?:POST|PUT)$/i.test(options.value('m') ?? '')) &&
      target !== undefined
      ? {
          direction: 'upload',
          carries: 'stdin',
          target,
          encryptsChannel: schemeEncrypts(target.scheme),
          reason: `${program} sends what is fed into it`,
        }
      : undefined;
  const listed = options.has('input-file', 'batch-file') && LISTS.test(program);
  if (target === undefined && !listed) return undefined;
  return {
    direction: 'download',
    carries: 'none',
    target,
    encryptsChannel: schemeEncrypts(target?.scheme),
    certainty: 0.95,
    reason: `${program} only fetches`,
  };
}

export const downloaders: TransferTool = {
  id: 'downloader',
  names:
    'aria2c axel yt-dlp youtube-dl lwp-download lwp-request lwp-mirror get post put fetch w3m lynx links elinks httrack saldl snarf gallery-dl streamlink you-get transmission-cli transmission-daemon qbittorrent-nox rtorrent deluged ctorrent'.split(
      ' ',
    ),
  family: true,
  read,
};
