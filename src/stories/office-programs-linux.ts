/** The programs of an ordinary Linux server that people also work on: paths, accounts and the names they talk to. */
import type { OfficePrograms } from './office-programs.ts';

export const OFFICE_PROGRAMS_LINUX: OfficePrograms = {
  lasting: [
    {
      id: 'firefox',
      image: '/usr/lib/firefox-esr/firefox-esr',
      names: ['www.bing.com', 'intranet.example.org', 'news.example.net', 'maps.example.com'],
      port: 443,
      account: '%USER%',
      parent: 'shell',
      files: ['/home/%USER%/.cache/mozilla/firefox/a1.default/cache2/entries/%N%'],
    },
    {
      id: 'thunderbird',
      image: '/usr/lib/thunderbird/thunderbird',
      names: ['imap.example.net', 'smtp.example.net'],
      port: 993,
      account: '%USER%',
      parent: 'shell',
      files: ['/home/%USER%/.thunderbird/a1.default/ImapMail/imap.example.net/INBOX'],
    },
    {
      id: 'timesync',
      image: '/usr/lib/systemd/systemd-timesyncd',
      account: 'root',
      names: ['0.debian.pool.ntp.example', '1.debian.pool.ntp.example'],
      port: 123,
      files: [],
    },
    {
      id: 'node-exporter',
      image: '/usr/bin/prometheus-node-exporter',
      account: 'root',
      names: [],
      port: 0,
      listens: 9100,
      files: [],
    },
    {
      id: 'listener',
      image: '/usr/sbin/sshd',
      account: 'root',
      names: [],
      port: 0,
      listens: 22,
      files: [],
    },
    {
      id: 'snapd',
      image: '/usr/lib/snapd/snapd',
      account: 'root',
      names: ['api.snapcraft.example'],
      port: 443,
      files: ['/var/lib/snapd/state.json.%N%'],
    },
  ],
  short: [
    { image: '/usr/bin/ls', commandLine: 'ls -la', modules: [] },
    { image: '/usr/bin/git', commandLine: 'git status --short', modules: [] },
    { image: '/usr/bin/df', commandLine: 'df -h', modules: [] },
    { image: '/usr/bin/systemctl', commandLine: 'systemctl status nginx', modules: [] },
    {
      image: '/usr/lib/sysstat/sadc',
      commandLine: '/usr/lib/sysstat/sadc -F -L -S DISK 1 1',
      account: 'root',
      parent: 'cron',
      modules: [],
    },
    {
      image: '/usr/bin/run-parts',
      commandLine: 'run-parts --report /etc/cron.hourly',
      account: 'root',
      parent: 'cron',
      modules: [],
    },
  ],
};
