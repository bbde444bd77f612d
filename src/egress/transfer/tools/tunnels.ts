/** Programs that make a way out (or in) for the traffic of others. */
import { hostAndPort, portOf, schemeEncrypts, targetOf, urlTarget } from '../target.ts';
import type { TransferReading, TransferTarget } from '../transfer.ts';
import type { ToolCall, TransferTool } from '../transfer-tool.ts';

interface Tunnel {
  /** First words by which it waits for others. */
  readonly serves?: RegExp;
  /** First words that do nothing on the network. */
  readonly idle?: RegExp;
  readonly host?: string;
  readonly encrypts?: boolean;
}

const TUNNELS: Readonly<Record<string, Tunnel>> = {
  chisel: { serves: /^server$/, idle: /^(?:-|help)/, encrypts: true },
  gost: { idle: /^-V/ },
  ngrok: {
    idle: /^(?:config|authtoken|version|help|update|credits|completion|diagnose|api)$/,
    host: 'connect.ngrok-agent.com',
    encrypts: true,
  },
  cloudflared: { idle: /^(?:login|version|update|help|service)$/, host: 'argotunnel.com', encrypts: true },
  frpc: { encrypts: true },
  frps: { serves: /^/ },
  bore: { serves: /^server$/ },
  lt: { encrypts: true, host: 'localtunnel.me' },
  localtunnel: { encrypts: true, host: 'localtunnel.me' },
  stunnel: { encrypts: true },
  stunnel4: { encrypts: true },
  iodine: {},
  iodined: { serves: /^/ },
  dnscat2: {},
  dns2tcpc: {},
  dnstt: {},
  'dnstt-client': { encrypts: true },
  ptunnel: {},
  'ptunnel-ng': {},
  icmptunnel: {},
  hans: {},
  ligolo: { encrypts: true },
  'ligolo-ng': { encrypts: true },
  rathole: { serves: /^--server/ },
  rpivot: {},
  revsocks: {},
  ssf: { encrypts: true },
  proxytunnel: {},
  corkscrew: {},
  htc: {},
  hts: { serves: /^/ },
  inlets: { serves: /^server$/, encrypts: true },
  loclx: { encrypts: true },
  localxpose: { encrypts: true },
  pagekite: { encrypts: true },
  'pagekite.py': { encrypts: true },
  tunnelto: { encrypts: true },
  pinggy: { encrypts: true },
  zrok: { encrypts: true, idle: /^(?:status|version|enable|disable)$/ },
  playit: { encrypts: true },
  websocat: {},
  redsocks: {},
  vpnc: { encrypts: true },
  dnscat: {},
  wstunnel: { serves: /^(?:server|-s|--server)$/ },
  'ss-local': { encrypts: true },
  'ss-redir': { encrypts: true },
  'ss-tunnel': { encrypts: true },
  'ss-server': { serves: /^/, encrypts: true },
  sslocal: { encrypts: true },
  v2ray: { encrypts: true },
  xray: { encrypts: true },
  'sing-box': { encrypts: true },
  trojan: { encrypts: true },
  'trojan-go': { encrypts: true },
  hysteria: { serves: /^server$/, encrypts: true },
  tor: { encrypts: true, idle: /^--(?:version|hash-password|help)/ },
  openvpn: { encrypts: true, idle: /^--(?:version|genkey|help)/ },
  wireproxy: { encrypts: true },
  'boringtun-cli': { encrypts: true },
  openconnect: { encrypts: true },
  devtunnel: { encrypts: true, idle: /^(?:user|list|show|create|delete)$/ },
  tailscaled: { encrypts: true },
  syncthing: { encrypts: true, idle: /^(?:cli|generate|paths|decrypt)$/ },
  rslsync: { encrypts: true },
  nextcloudcmd: { encrypts: true },
  'mount.cifs': {},
  'mount.nfs': {},
  'mount.davfs': {},
  mount_smbfs: {},
  mount_webdav: {},
  mount_nfs: {},
  s3fs: { encrypts: true },
  goofys: { encrypts: true },
  gcsfuse: { encrypts: true },
  blobfuse2: { encrypts: true, idle: /^(?:unmount|version)$/ },
};

/** `-L=:8080 -F=socks5://host:1080`, `R:1080:socks`, `host:port`, a URL. */
function targetIn(words: readonly string[]): TransferTarget | undefined {
  for (const word of words) {
    const url = urlTarget(word.replace(/^-{1,2}[A-Za-z]{1,16}=/, ''));
    if (url?.host !== undefined && !/^(?:localhost|127\.|\[?::1)/.test(url.host)) return url;
  }
  for (const [index, word] of words.entries()) {
    // OpenVPN and others: `--remote host port`.
    if (/^--?(?:remote|server|server_addr|connect|r|s)$/.test(word)) {
      const { host, port } = hostAndPort(words[index + 1] ?? '');
      if (host !== undefined && /[.\w-]{3}/.test(host))
        return targetOf({ host, port: port ?? portOf(words[index + 2]) });
    }
  }
  const place = words.find((word) => /^[A-Za-z0-9](?:[\w-]{0,62}\.)+[\w-]{1,63}:\d{1,5}$/.test(word));
  return place === undefined ? undefined : targetOf(hostAndPort(place));
}

function read({ program, words }: ToolCall): TransferReading | undefined {
  const tunnel = TUNNELS[program];
  if (tunnel === undefined) return undefined;
  const first = words[0] ?? '';
  if (tunnel.idle?.test(first) === true || words.includes('--help') || words.includes('--version'))
    return undefined;
  const mounts = /^mount|^s3fs|^goofys|fuse/.test(program);
  const named = mounts ? shareOf(words) : targetIn(words);
  const target = named ?? targetOf({ host: tunnel.host });
  const encryptsChannel = tunnel.encrypts ?? schemeEncrypts(target?.scheme);
  if (tunnel.serves?.test(first) === true)
    return {
      direction: 'listen',
      carries: 'unknown',
      target: undefined,
      encryptsChannel,
      certainty: 0.85,
      reason: `${program} waits for tunnels`,
    };
  return {
    direction: 'both',
    carries: 'unknown',
    target,
    encryptsChannel,
    certainty: mounts ? 0.6 : 0.85,
    reason: mounts
      ? `${program} makes a place elsewhere a folder here`
      : `${program} opens a tunnel for the traffic of other programs`,
  };
}

/** `//host/share`, `host:/export`, a URL. */
function shareOf(words: readonly string[]): TransferTarget | undefined {
  for (const word of words) {
    const url = urlTarget(word);
    if (url !== undefined) return url;
    const share = /^\/\/(?:[^@/]{1,128}@)?([\w.-]{1,255})\/(.*)$/s.exec(word);
    if (share !== null) return targetOf({ scheme: 'smb', host: share[1], path: share[2] });
    const exported = /^([\w.-]{1,255}):(\/.*)$/s.exec(word);
    if (exported !== null) return targetOf({ scheme: 'nfs', host: exported[1], path: exported[2] });
  }
  return undefined;
}

export const tunnels: TransferTool = {
  id: 'tunnel',
  names: Object.keys(TUNNELS),
  family: true,
  read,
  // chisel's reverse remotes, gost's pair, cloudflared's quick tunnel.
  shape: (words) => {
    const [first] = words;
    if (first === 'client' && words.some((word) => /^R:(?:[\w.]{1,64}:)?(?:\d{1,5}|socks)(?::|$)/.test(word)))
      return 'chisel';
    const forwards = words.some((word) => /^-F=?[a-z0-9+]{2,24}:\/\//.test(word));
    if (forwards && words.some((word) => /^-L=?\w{0,12}:/.test(word))) return 'gost';
    return first === 'tunnel' && words.some((word) => /^--(?:url|token)(?:=|$)/.test(word))
      ? 'cloudflared'
      : undefined;
  },
};
