/** The registry of tool grammars. Adding one: a file in this folder, a line here. */
import { aescrypt } from './aescrypt.ts';
import { aespipe } from './aespipe.ts';
import { age } from './age.ts';
import { ansibleVault } from './ansible-vault.ts';
import { axcrypt } from './axcrypt.ts';
import { bcrypt } from './bcrypt.ts';
import { borg } from './borg.ts';
import { ccrypt } from './ccrypt.ts';
import { certutil } from './certutil.ts';
import { cipherEfs } from './cipher-efs.ts';
import { compressors } from './compressors.ts';
import { cryfs } from './cryfs.ts';
import { cryptcat } from './cryptcat.ts';
import { cryptsetup } from './cryptsetup.ts';
import { dataPump } from './data-pump.ts';
import { digests } from './digests.ts';
import { diskcryptor } from './diskcryptor.ts';
import { diskutil } from './diskutil.ts';
import { dnscat } from './dnscat.ts';
import { duplicacy } from './duplicacy.ts';
import { duplicati } from './duplicati.ts';
import { duplicity } from './duplicity.ts';
import { encfs } from './encfs.ts';
import { encoders } from './encoders.ts';
import { fscrypt } from './fscrypt.ts';
import { gitCrypt } from './git-crypt.ts';
import { gocryptfs } from './gocryptfs.ts';
import { gpg } from './gpg.ts';
import { gsocket } from './gsocket.ts';
import { hdiutil } from './hdiutil.ts';
import { keyService } from './key-service.ts';
import { keychain } from './keychain.ts';
import { kopia } from './kopia.ts';
import { locker } from './locker.ts';
import { lrzip } from './lrzip.ts';
import { manageBde } from './manage-bde.ts';
import { mcrypt } from './mcrypt.ts';
import { msoffcrypto } from './msoffcrypto.ts';
import { objectStorage } from './object-storage.ts';
import { openssl } from './openssl.ts';
import { openvpn } from './openvpn.ts';
import { passwordArchivers } from './password-archivers.ts';
import { pdftk } from './pdftk.ts';
import { pgbackrest } from './pgbackrest.ts';
import { qpdf } from './qpdf.ts';
import { rar } from './rar.ts';
import { rclone } from './rclone.ts';
import { restic } from './restic.ts';
import { sbd } from './sbd.ts';
import { scrypt } from './scrypt.ts';
import { secureShell } from './secure-shell.ts';
import { sequoia } from './sequoia.ts';
import { sevenZip } from './seven-zip.ts';
import { shadowsocks } from './shadowsocks.ts';
import { sharedCodeTransfer } from './shared-code-transfer.ts';
import { signatures } from './signatures.ts';
import { smallCiphers } from './small-ciphers.ts';
import { sops } from './sops.ts';
import { sqlcipher } from './sqlcipher.ts';
import { steghide } from './steghide.ts';
import { stepCrypto } from './step-crypto.ts';
import { systemdCreds } from './systemd-creds.ts';
import { tar } from './tar.ts';
import { tarsnap } from './tarsnap.ts';
import { tlsRelay } from './tls-relay.ts';
import type { Tool } from './tool.ts';
import { veracrypt } from './veracrypt.ts';
import { vim } from './vim.ts';
import { volumeTools } from './volume-tools.ts';
import { winzip } from './winzip.ts';
import { wireguard } from './wireguard.ts';
import { xtrabackup } from './xtrabackup.ts';
import { zfs } from './zfs.ts';
import { zip } from './zip.ts';

export const TOOLS = [
  openssl,
  gpg,
  sevenZip,
  rar,
  zip,
  tar,
  winzip,
  passwordArchivers,
  lrzip,
  age,
  ccrypt,
  mcrypt,
  scrypt,
  aescrypt,
  aespipe,
  bcrypt,
  axcrypt,
  sequoia,
  stepCrypto,
  systemdCreds,
  msoffcrypto,
  qpdf,
  pdftk,
  steghide,
  vim,
  sqlcipher,
  ansibleVault,
  sops,
  gitCrypt,
  restic,
  borg,
  kopia,
  duplicity,
  duplicati,
  duplicacy,
  tarsnap,
  rclone,
  objectStorage,
  keyService,
  xtrabackup,
  pgbackrest,
  dataPump,
  hdiutil,
  diskutil,
  gocryptfs,
  encfs,
  cryfs,
  fscrypt,
  cryptsetup,
  veracrypt,
  manageBde,
  diskcryptor,
  cipherEfs,
  zfs,
  cryptcat,
  sbd,
  dnscat,
  shadowsocks,
  gsocket,
  sharedCodeTransfer,
  openvpn,
  wireguard,
  tlsRelay,
  secureShell,
  keychain,
  certutil,
  encoders,
  digests,
  signatures,
  compressors,
  smallCiphers,
  volumeTools,
  locker,
] as const satisfies readonly Tool[];
