/** What runs on every Mac of a simulated estate. */
import type { EstateProgram } from '../estate-role.ts';

export const MACOS_SYSTEM: readonly EstateProgram[] = [
  {
    id: 'webkit',
    image:
      '/System/Library/Frameworks/WebKit.framework/Versions/A/XPCServices/com.apple.WebKit.Networking.xpc/Contents/MacOS/com.apple.WebKit.Networking',
    parent: 'launchd',
    account: '%USER%',
    talks: [
      { name: 'www.example-search.com', perDay: 8 },
      { name: 'news.example.net', perDay: 6, received: 700_000 },
      { name: 'acme.sharepoint.com', perDay: 3, sent: 50_000, received: 400_000 },
    ],
  },
  {
    id: 'cloudd',
    image: '/System/Library/PrivateFrameworks/CloudKitDaemon.framework/Support/cloudd',
    parent: 'launchd',
    account: '%USER%',
    talks: [{ name: 'p42-content.icloud.com', perDay: 5, sent: 500_000 }],
  },
  {
    id: 'nsurlsessiond',
    image: '/usr/libexec/nsurlsessiond',
    account: 'root',
    talks: [{ name: 'swcdn.apple.com', perDay: 2, received: 30_000_000 }],
  },
  {
    id: 'trustd',
    image: '/usr/libexec/trustd',
    account: 'root',
    talks: [{ name: 'ocsp.apple.com', perDay: 4, port: 80 }],
  },
  {
    id: 'mail',
    image: '/System/Applications/Mail.app/Contents/MacOS/Mail',
    parent: 'launchd',
    account: '%USER%',
    talks: [{ name: 'outlook.office365.com', perDay: 12, sent: 60_000, received: 100_000 }],
  },
  {
    id: 'slack',
    image: '/Applications/Slack.app/Contents/Frameworks/Slack Helper.app/Contents/MacOS/Slack Helper',
    signed: { identifier: 'com.tinyspeck.slackmacgap.helper', team: 'BQR82RBBHL' },
    parent: 'launchd',
    account: '%USER%',
    talks: [
      { name: 'wss-primary.slack.com', perDay: 8 },
      { name: 'files.slack.com', perDay: 2, sent: 600_000 },
    ],
  },
  {
    id: 'zoom',
    image: '/Applications/zoom.us.app/Contents/MacOS/zoom.us',
    signed: { identifier: 'us.zoom.xos', team: 'BJ4HAAB9B3' },
    parent: 'launchd',
    account: '%USER%',
    talks: [{ name: 'zoomams12.zoom.us', perDay: 2, sent: 9_000_000, received: 20_000_000 }],
  },
  {
    id: 'jamf-daemon',
    image:
      '/Library/Application Support/JAMF/Jamf.app/Contents/MacOS/JamfDaemon.app/Contents/MacOS/JamfDaemon',
    signed: { identifier: 'com.jamf.management.daemon', team: '483DWKW443' },
    account: 'root',
    talks: [{ name: 'acme.jamfcloud.com', perDay: 4, sent: 8_000 }],
  },
];

export const MACOS_SHAPES = [
  ['elastic-macos', 2],
  ['jamf', 2],
  ['eslogger-zeek', 2],
] as const;
