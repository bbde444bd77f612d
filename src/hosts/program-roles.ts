/** Names of programs by what kind of program they are: as Windows has them, and as Linux, macOS and ESXi do. */
import type { ProcessRole } from './process-role.ts';

const split = (names: string): readonly string[] => names.trim().split(/\s+/);

type Names = readonly (readonly [ProcessRole, readonly string[]])[];

const EVERYWHERE: Names = [
  ['browser', split('chrome msedge firefox brave opera vivaldi iexplore safari chromium')],
  // Run code that somebody else wrote: the script is the identity, not the image.
  [
    'script-host',
    split(`powershell powershell_ise pwsh wscript cscript mshta python python3 pythonw py perl ruby node deno bun php lua
    java javaw regsvr32 rundll32 msbuild installutil wmic cmstp regasm regsvcs msxsl dotnet csi fsi osascript jrunscript
    autoit3 autohotkey`),
  ],
  // Signed or common tools that can carry files out (LOLBAS, GTFOBins upload functions).
  [
    'dual-use-transfer',
    split(`curl wget ftp sftp scp pscp psftp winscp plink ssh bitsadmin certutil certreq nc ncat netcat socat cryptcat sbd
    rclone restic kopia finger tftp openssl stunnel datasvcutil configsecuritypolicy megacmd megasync aws azcopy gsutil s3cmd
    chisel ngrok cloudflared dnscat2 iodine gost robocopy esentutl desktopimgdownldr`),
  ],
  ['shell', split('cmd bash sh zsh wsl conhost')],
  [
    'os-service',
    split(
      'svchost services lsass system dns spoolsv taskhostw msmpeng backgroundtaskhost backgroundtransferhost',
    ),
  ],
];

/** Long names of macOS hold blanks; these are lower case like all. */
const POSIX_BROWSERS = [
  ...split(`chromium-browser google-chrome google-chrome-stable google-chrome-beta chrome_crashpad_handler firefox-bin
  firefox-esr librewolf waterfox palemoon seamonkey msedge-stable microsoft-edge microsoft-edge-stable brave-browser
  brave-browser-stable opera-stable vivaldi-bin epiphany epiphany-browser falkon konqueror midori qutebrowser
  webkitnetworkprocess webkitwebprocess webkitgtk-networkprocess arc orion duckduckgo thorium
  com.apple.webkit.networking com.apple.webkit.webcontent com.apple.webkit.gpu com.apple.safari.searchhelper`),
  'google chrome',
  'google chrome beta',
  'google chrome canary',
  'google chrome for testing',
  'microsoft edge',
  'brave browser',
  'firefox developer edition',
  'tor browser',
  'safari technology preview',
  'safari networking',
];

const POSIX: Names = [
  ['browser', POSIX_BROWSERS],
  [
    'script-host',
    split(`python2 pypy pypy3 ipython ipython3 nodejs php-cgi php-fpm luajit tclsh wish expect rscript julia groovy scala
    jjs jshell mono guile gjs elixir erl qjs tsx ts-node jruby automator swift-frontend awk gawk mawk`),
  ],
  [
    'dual-use-transfer',
    split(`nc.openbsd nc.traditional nc6 nc64 wget2 curl.bin tnftp lukemftp inetutils-ftp netkit-ftp pftp lftp ncftp ncftp3
    ncftpput ncftpget yafc wput tftp-hpa atftp rsync openrsync rsync-ssl autossh dbclient sshfs sshuttle slogin ssh-copy-id
    telnet inetutils-telnet telnet.netkit rlogin rsh smbclient smbget cadaver aria2c axel rustic borg duplicity duplicacy
    tarsnap s5cmd s4cmd mc mcli gcloud az b2 swift oci ossutil coscmd gs-netcat gsocket blitz croc wormhole
    wormhole-william ffsend megaput megatools megacopy mega-cmd mega-exec mega-put transfer gdrive dropbox_uploader swaks
    mail mailx bsd-mailx s-nail mail.mailutils mutt neomutt msmtp ssmtp sendmail mpack git git-remote-http git-remote-https
    git-remote-ftp hg svn xh http-prompt nscurl hping3 mosquitto_pub kcat kafkacat socat1 stunnel4 frpc bore rathole
    ligolo-ng inlets iodined dns2tcpc ptunnel ptunnel-ng gost-linux tor openvpn sslocal ss-local wstunnel websocat
    docker skopeo oras`),
  ],
  [
    'shell',
    split(
      'dash ksh ksh93 mksh lksh oksh fish tcsh csh ash rbash rksh rzsh bash5 nu elvish xonsh busybox toybox',
    ),
  ],
  [
    'os-service',
    split(`systemd-resolved systemd-timesyncd systemd-networkd systemd-journal-upload networkmanager connmand wpa_supplicant
    dhclient dhcpcd dnsmasq unbound named nscd sssd_be chronyd ntpd openntpd avahi-daemon packagekitd snapd fwupd
    unattended-upgr rsyslogd syslog-ng systemd-journald auditd cupsd cups-browsed colord geoclue whoopsie tuned rpcbind
    mdnsresponder mdnsresponderhelper trustd nsurlsessiond cloudd apsd rapportd softwareupdated mobileassetd syspolicyd timed
    identityservicesd parsecd parsec-fbf geod locationd configd symptomsd networkserviceproxy bird remindd akd amsaccountsd
    appstoreagent commerce storeaccountd xprotect xprotectservice airportd sharingd assistantd suggestd weatherd newsd
    gamed imagent imtransferagent calendaragent accountsd itunescloudd rtcreportingd adprivacyd ssdpd netbiosd mdmclient
    hostd vpxa vpxd vmsyslogd slpd sfcbd rhttpproxy vsanmgmtd lbtd vobd settingsd hostd-probe`),
  ],
];

function table(...lists: readonly Names[]): ReadonlyMap<string, ProcessRole> {
  return new Map(lists.flat().flatMap(([role, names]) => names.map((name) => [name, role] as const)));
}

const WINDOWS_ROLES = table(EVERYWHERE);
const POSIX_ROLES = table(EVERYWHERE, POSIX);
/** Everyday words on other systems. */
const WINDOWS_ONLY = new Set(split('system services dns cmd wsl conhost py'));

/** The role of a program of this name (lower case, without version and extension), if it has one. */
export function roleOfProgram(name: string, posix: boolean): ProcessRole | undefined {
  if (!posix) return WINDOWS_ROLES.get(name);
  return WINDOWS_ONLY.has(name) ? undefined : POSIX_ROLES.get(name);
}

const WINDOWS_ROOTS = new Set(
  split(
    'explorer services svchost userinit winlogon wininit taskeng taskhostw system smss sihost runtimebroker',
  ),
);
const POSIX_ROOTS = new Set([
  ...split(`systemd systemd-executor init upstart launchd xpcproxy runsvdir runsv runit s6-svscan s6-supervise openrc-init
  dinit tini docker-init dumb-init catatonit supervisord sshd sshd-session sshd-auth dropbear login agetty getty mingetty
  in.telnetd telnetd in.rlogind in.rshd inetd xinetd cron crond anacron atd fcron systemd-logind mosh-server tmux screen
  zellij dtach abduco ttyd gotty containerd containerd-shim containerd-shim-runc-v1 containerd-shim-runc-v2 runc crun
  conmon dockerd kubelet crio lxc-start lxc-execute gnome-session gnome-session-binary gnome-session-b gnome-shell
  gdm gdm3 gdm-session-worker gdm-x-session gdm-wayland-session lightdm sddm sddm-helper xdm plasmashell ksmserver
  startplasma-x11 startplasma-wayland kwin_wayland kwin_x11 xfce4-session xfce4-panel mate-session cinnamon-session
  lxsession sway hyprland i3 openbox dbus-daemon dbus-broker dbus-broker-launch at-spi-bus-launcher gvfsd
  gnome-terminal-server gnome-terminal- kgx ptyxis ptyxis-agent konsole yakuake xfce4-terminal mate-terminal lxterminal
  terminator tilix guake xterm uxterm urxvt rxvt st foot kitty alacritty wezterm wezterm-gui ghostty warp warp-terminal
  terminal iterm2 iterm iterm2-server hyper tabby code code-tunnel loginwindow finder dock windowserver systemuiserver
  launchservicesd coreservicesuiagent wt`),
  'login window',
]);

/** Does a program of this name start everything of a session or host? `sudo` and `su` do not: they start one command. */
export function isRootName(name: string, posix: boolean): boolean {
  return (posix ? POSIX_ROOTS : WINDOWS_ROOTS).has(name);
}
