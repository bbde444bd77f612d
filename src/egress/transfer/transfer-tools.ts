/** The registry of transferring tools. Adding one: a file in `tools/`, a line here. */
import { aws } from './tools/aws.ts';
import { azureStorage } from './tools/azure-storage.ts';
import { backupClients } from './tools/backup-clients.ts';
import { bitsadmin } from './tools/bitsadmin.ts';
import { borg } from './tools/borg.ts';
import { cadaver } from './tools/cadaver.ts';
import { certutil } from './tools/certutil.ts';
import { containers } from './tools/containers.ts';
import { curl } from './tools/curl.ts';
import { downloaders } from './tools/downloaders.ts';
import { duplicity } from './tools/duplicity.ts';
import { esxi } from './tools/esxi.ts';
import { fileServers } from './tools/file-servers.ts';
import { ftp } from './tools/ftp.ts';
import { ftpKin } from './tools/ftp-kin.ts';
import { git } from './tools/git.ts';
import { googleStorage } from './tools/google-storage.ts';
import { gsocket } from './tools/gsocket.ts';
import { httpie } from './tools/httpie.ts';
import { lftp } from './tools/lftp.ts';
import { mail } from './tools/mail.ts';
import { messageSenders } from './tools/message-senders.ts';
import { nameLookups } from './tools/name-lookups.ts';
import { netcat } from './tools/netcat.ts';
import { objectClients } from './tools/object-clients.ts';
import { openssl } from './tools/openssl.ts';
import { packageManagers } from './tools/package-managers.ts';
import { ping } from './tools/ping.ts';
import { rclone } from './tools/rclone.ts';
import { restic } from './tools/restic.ts';
import { rsync } from './tools/rsync.ts';
import { s3Clients } from './tools/s3-clients.ts';
import { scp } from './tools/scp.ts';
import { sendTools } from './tools/send-tools.ts';
import { sftp } from './tools/sftp.ts';
import { smbclient } from './tools/smbclient.ts';
import { smtpSenders } from './tools/smtp-senders.ts';
import { socat } from './tools/socat.ts';
import { ssh } from './tools/ssh.ts';
import { sshKin } from './tools/ssh-kin.ts';
import { telnet } from './tools/telnet.ts';
import { tftp } from './tools/tftp.ts';
import { tunnels } from './tools/tunnels.ts';
import { unexpectedSenders } from './tools/unexpected-senders.ts';
import { versionControl } from './tools/version-control.ts';
import { wget } from './tools/wget.ts';
import { windowsTools } from './tools/windows-tools.ts';
import type { TransferTool } from './transfer-tool.ts';

export const TRANSFER_TOOLS = [
  curl,
  wget,
  ssh,
  sshKin,
  scp,
  sftp,
  rsync,
  netcat,
  socat,
  openssl,
  ftp,
  ftpKin,
  lftp,
  tftp,
  telnet,
  rclone,
  restic,
  borg,
  duplicity,
  backupClients,
  aws,
  s3Clients,
  googleStorage,
  azureStorage,
  objectClients,
  sendTools,
  git,
  versionControl,
  mail,
  smtpSenders,
  smbclient,
  httpie,
  cadaver,
  downloaders,
  packageManagers,
  containers,
  esxi,
  certutil,
  bitsadmin,
  windowsTools,
  nameLookups,
  ping,
  fileServers,
  tunnels,
  gsocket,
  messageSenders,
  unexpectedSenders,
] as const satisfies readonly TransferTool[];
