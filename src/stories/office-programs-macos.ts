/** The programs of an ordinary Mac: paths, accounts and the names they talk to. */
import type { OfficePrograms } from './office-programs.ts';

const SAFARI_NETWORK =
  '/System/Library/Frameworks/WebKit.framework/Versions/A/XPCServices/com.apple.WebKit.Networking.xpc/Contents/MacOS/com.apple.WebKit.Networking';

export const OFFICE_PROGRAMS_MACOS: OfficePrograms = {
  lasting: [
    {
      id: 'webkit',
      image: SAFARI_NETWORK,
      names: ['www.bing.com', 'intranet.example.org', 'news.example.net', 'maps.example.com'],
      port: 443,
      parent: 'launchd',
      account: '%USER%',
      files: ['/Users/%USER%/Library/Caches/com.apple.Safari/WebKitCache/Version 16/Blobs/%N%'],
    },
    {
      id: 'mail',
      image: '/System/Applications/Mail.app/Contents/MacOS/Mail',
      names: ['imap.example.net', 'smtp.example.net'],
      port: 993,
      parent: 'launchd',
      account: '%USER%',
      files: ['/Users/%USER%/Library/Mail/V10/Messages/%N%.emlx'],
    },
    {
      id: 'slack',
      image: '/Applications/Slack.app/Contents/Frameworks/Slack Helper.app/Contents/MacOS/Slack Helper',
      signed: { identifier: 'com.tinyspeck.slackmacgap.helper', team: 'BQR82RBBHL' },
      names: ['app.slack.example', 'files.slack.example'],
      port: 443,
      parent: 'launchd',
      account: '%USER%',
      files: ['/Users/%USER%/Library/Application Support/Slack/Cache/Cache_Data/f_%N%'],
    },
    {
      id: 'cloudd',
      image: '/System/Library/PrivateFrameworks/CloudKitDaemon.framework/Support/cloudd',
      names: ['gateway.icloud.example', 'p42-content.icloud.example'],
      port: 443,
      parent: 'launchd',
      account: '%USER%',
      files: ['/Users/%USER%/Library/Caches/CloudKit/%N%'],
    },
    {
      id: 'update',
      image: '/usr/libexec/nsurlsessiond',
      account: 'root',
      names: ['swcdn.apple.example', 'updates.cdn-apple.example'],
      port: 443,
      files: ['/Library/Updates/%N%'],
    },
    {
      id: 'trust',
      image: '/usr/libexec/trustd',
      account: 'root',
      names: ['ocsp.example.net', 'crl.example.net'],
      port: 80,
      files: [],
    },
    {
      id: 'sshd',
      image: '/usr/libexec/sshd-keygen-wrapper',
      account: 'root',
      names: [],
      port: 0,
      listens: 22,
      files: [],
    },
  ],
  short: [
    {
      image:
        '/System/Library/Frameworks/CoreServices.framework/Versions/A/Frameworks/Metadata.framework/Versions/A/Support/mdworker_shared',
      commandLine: 'mdworker_shared -s mdworker -c MDSImporterWorker',
      account: 'root',
      modules: [],
    },
    { image: '/bin/ls', commandLine: 'ls -la', modules: [] },
    { image: '/usr/bin/git', commandLine: 'git status --short', modules: [] },
    { image: '/usr/bin/sw_vers', commandLine: 'sw_vers -productVersion', modules: [] },
    {
      image: '/usr/sbin/system_profiler',
      commandLine: 'system_profiler SPHardwareDataType -json',
      modules: [],
    },
    { image: '/usr/bin/defaults', commandLine: 'defaults read com.apple.dock', modules: [] },
  ],
};
