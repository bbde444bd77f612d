/**
 * Names under which anyone can rent a place: approving the name approves the attacker's place as well. Kinds: `tenant`, the
 * tenant is a label of the name and must be given; `account`, the tenant does not show in the name at all; `drop`, made for
 * handing files to strangers. Sources: the services' own documentation; Public Suffix List, private part.
 */

export type SharedKind = 'tenant' | 'account' | 'drop';

const TENANT = [
  'amazonaws.com',
  'amazonaws.com.cn',
  'on.aws',
  'cloudfront.net',
  'awsapprunner.com',
  'elasticbeanstalk.com',
  'amplifyapp.com',
  'blob.core.windows.net',
  'file.core.windows.net',
  'queue.core.windows.net',
  'table.core.windows.net',
  'dfs.core.windows.net',
  'web.core.windows.net',
  'core.windows.net',
  'azurewebsites.net',
  'azure-api.net',
  'azureedge.net',
  'azurefd.net',
  'cloudapp.azure.com',
  'cloudapp.net',
  'trafficmanager.net',
  'azurecontainerapps.io',
  'azurestaticapps.net',
  'msappproxy.net',
  'servicebus.windows.net',
  'database.windows.net',
  'vault.azure.net',
  'sharepoint.com',
  'onmicrosoft.com',
  'storage.googleapis.com',
  'run.app',
  'cloudfunctions.net',
  'appspot.com',
  'web.app',
  'firebaseapp.com',
  'firebaseio.com',
  'googleusercontent.com',
  'backblazeb2.com',
  'digitaloceanspaces.com',
  'ondigitalocean.app',
  'linodeobjects.com',
  'wasabisys.com',
  'r2.cloudflarestorage.com',
  'r2.dev',
  'workers.dev',
  'pages.dev',
  'vercel.app',
  'netlify.app',
  'herokuapp.com',
  'render.com',
  'onrender.com',
  'fly.dev',
  'glitch.me',
  'repl.co',
  'replit.app',
  'surge.sh',
  'github.io',
  'gitlab.io',
  'githubpreview.dev',
  'app.github.dev',
  'akamaized.net',
  'akamaihd.net',
  'edgekey.net',
  'edgesuite.net',
  'fastly.net',
  'fastlylb.net',
  'b-cdn.net',
  'cdn77.org',
  'ovh.net',
  'hetzner.cloud',
  'your-objectstorage.com',
  'oraclecloud.com',
  'myqcloud.com',
  'aliyuncs.com',
  'zendesk.com',
  'jamfcloud.com',
  'kandji.io',
  'rmmservice.com',
  'screenconnect.com',
  'my.salesforce.com',
  'atlassian.net',
  'okta.com',
  'duckdns.org',
  'no-ip.org',
  'ddns.net',
  'dyndns.org',
  'ts.net',
];

const ACCOUNT = [
  'dropbox.com',
  'dropboxapi.com',
  'dropboxusercontent.com',
  'box.com',
  'boxcloud.com',
  'drive.google.com',
  'onedrive.live.com',
  '1drv.com',
  'onedrive.com',
  'icloud.com',
  'icloud-content.com',
  'pcloud.com',
  'tresorit.com',
  'sync.com',
  'proton.me',
  'github.com',
  'githubusercontent.com',
  'gitlab.com',
  'bitbucket.org',
  'docker.io',
  'docker.com',
  'npmjs.org',
  'pypi.org',
  'huggingface.co',
  'slack.com',
  'zoom.us',
  'notion.so',
  'trello.com',
  'evernote.com',
  'adobe.io',
  'backblaze.com',
  'arqbackup.com',
  'idrive.com',
  'carbonite.com',
  'crashplan.com',
  'sentinelone.net',
  'ninjarmm.com',
  'teamviewer.com',
  'anydesk.com',
  'googleapis.com',
  'google.com',
  'microsoft.com',
  'office.com',
  'office365.com',
  'live.com',
  'apple.com',
  'amazon.com',
  'cloudflare.com',
  'azure.com',
  'windows.net',
  'googlevideo.com',
  'fly.io',
  'github.dev',
];

const DROP = [
  'transfer.sh',
  'file.io',
  'gofile.io',
  'anonfiles.com',
  'mega.nz',
  'mega.co.nz',
  'mega.io',
  'wetransfer.com',
  'temp.sh',
  'bashupload.com',
  'oshi.at',
  'catbox.moe',
  '0x0.st',
  'pastebin.com',
  'paste.ee',
  'hastebin.com',
  'rentry.co',
  'ghostbin.com',
  'dpaste.com',
  'termbin.com',
  'ix.io',
  'sendspace.com',
  'ufile.io',
  'filebin.net',
  'dropmefiles.com',
  'ngrok.io',
  'ngrok.app',
  'ngrok.dev',
  'ngrok-free.app',
  'trycloudflare.com',
  'serveo.net',
  'loca.lt',
  'localhost.run',
  'lhr.life',
  'pagekite.me',
  'telebit.cloud',
  'devtunnels.ms',
  'tunnels.api.visualstudio.com',
  'api.telegram.org',
  'discord.com',
  'discordapp.com',
  'discordapp.net',
  'webhook.site',
  'requestbin.net',
  'pipedream.net',
  'beeceptor.com',
  'interact.sh',
  'oast.fun',
  'oast.pro',
  'oast.live',
  'burpcollaborator.net',
  'dnslog.cn',
  'canarytokens.com',
];

const KINDS = new Map<string, SharedKind>([
  ...ACCOUNT.map((name) => [name, 'account'] as const),
  ...TENANT.map((name) => [name, 'tenant'] as const),
  ...DROP.map((name) => [name, 'drop'] as const),
]);

/** One label below these is a region or a server that all tenants share. */
const REGIONAL = new Set([
  'amazonaws.com',
  'amazonaws.com.cn',
  'digitaloceanspaces.com',
  'linodeobjects.com',
  'backblazeb2.com',
  'wasabisys.com',
  'aliyuncs.com',
  'myqcloud.com',
  'oraclecloud.com',
  'cloudapp.azure.com',
  'your-objectstorage.com',
  'on.aws',
]);
/** Endpoints whose tenant stands in the path: `s3.eu-central-1.amazonaws.com/bucket`. */
const PATH_STYLE = /^(?:s3|s3-[a-z0-9-]+|objectstorage)$/;

export interface SharedName {
  readonly kind: SharedKind;
  readonly suffix: string;
}

/**
 * Is approving this domain approving a shared place? A `tenant` suffix, a name above it and an endpoint of all tenants are;
 * a tenant's own name is not. A `drop` and everything below it always is. Of an `account` service the name itself is,
 * because all accounts meet there; a service's own host below it (`update.googleapis.com`) is not.
 */
export function sharedName(domain: string): SharedName | undefined {
  const labels = domain.split('.');
  for (let at = 0; at < labels.length; at++) {
    const suffix = labels.slice(at).join('.');
    const kind = KINDS.get(suffix);
    const shared =
      kind === 'drop' ||
      (kind === 'tenant' &&
        (at === 0 || (REGIONAL.has(suffix) && (at === 1 || PATH_STYLE.test(labels[0] ?? '')))));
    if (kind !== undefined && shared) return { kind, suffix };
  }
  for (const [suffix, kind] of KINDS) {
    if (kind !== 'account' && suffix.endsWith(`.${domain}`)) return { kind, suffix };
  }
  return KINDS.get(domain) === 'account' ? { kind: 'account', suffix: domain } : undefined;
}

/** The service of many tenants that a name belongs to; `undefined` when it belongs to one party alone. */
export function sharedService(name: string): string | undefined {
  const labels = name.split('.');
  for (let at = 0; at < labels.length; at++) {
    const suffix = labels.slice(at).join('.');
    if (KINDS.get(suffix) === 'tenant') return suffix;
  }
  return undefined;
}
