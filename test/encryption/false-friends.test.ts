/** Lines that look like symmetric encryption and are none; string matchers fire on most of them. */
import { describe, expect, it } from 'vitest';

import { createRecogniser } from '../../src/encryption/recognise.ts';
import { recogniseText } from '../../src/encryption/recognise-text.ts';

const LINES: readonly (readonly [string, 'windows' | 'linux' | 'macos'])[] = [
  ['ssh -c aes256-ctr h.example.com', 'linux'],
  ['scp -c aes128-gcm@openssh.com a h:', 'linux'],
  ['ssh -o Ciphers=aes256-ctr h uptime', 'linux'],
  ['ssh-keygen -t rsa -N secret -f k', 'linux'],
  ['curl --ciphers AES256-SHA https://h.example.com', 'linux'],
  ['openssl ciphers -v AES256', 'linux'],
  ['openssl speed aes-256-cbc', 'linux'],
  ['openssl s_client -connect h:443 -cipher AES256-SHA', 'linux'],
  ['openssl s_server -accept 443 -cipher AES256-SHA', 'linux'],
  ['openssl req -x509 -newkey rsa:4096 -aes256 -keyout k -out c', 'linux'],
  ['openssl x509 -in c -noout -text', 'linux'],
  ['openssl genrsa -aes256 -out k 2048', 'linux'],
  ['openssl genpkey -algorithm RSA -aes-256-cbc -out k', 'linux'],
  ['openssl rsa -aes256 -in k -out k2', 'linux'],
  ['openssl rsautl -encrypt -inkey k -in a', 'linux'],
  ['openssl pkeyutl -encrypt -pubin -inkey k -in a', 'linux'],
  ['openssl dgst -sha256 a', 'linux'],
  ['openssl mac -cipher AES-256-CBC -macopt hexkey:00 CMAC', 'linux'],
  ['openssl rand -hex 32', 'linux'],
  ['openssl passwd -6 -salt x secret', 'linux'],
  ['openssl version -a', 'linux'],
  ['openssl verify c.pem', 'linux'],
  ['openssl ts -query -data a', 'linux'],
  ['openssl ocsp -issuer c', 'linux'],
  ['openssl pkcs12 -export -passout pass:x -out a.p12', 'linux'],
  ['openssl list -cipher-commands', 'linux'],
  ['openssl enc -aes-256-cbc -help', 'linux'],
  ['openssl help enc', 'linux'],
  ['gpg --verify a.sig a', 'linux'],
  ['gpg -e -r a@example.com a', 'linux'],
  ['gpg --export-secret-keys -a', 'linux'],
  ['gpg --dearmor -o k.gpg', 'linux'],
  ['gpg-connect-agent /bye', 'linux'],
  ['git-crypt status', 'linux'],
  ['sbd -d /dev/sda1 list', 'linux'],
  ['sbd -d /dev/sda1 -k 1 watch', 'linux'],
  ['ncat -k -l 443', 'linux'],
  ['ncat --ssl -k -l 443', 'linux'],
  ['tar -cpf a.tar d', 'linux'],
  ['tar -p -xf a.tar', 'linux'],
  ['7z x -p a.7z', 'linux'],
  ['7z l -psecret a.7z', 'windows'],
  ['7z t -psecret a.7z', 'linux'],
  ['mysql -psecret db', 'linux'],
  ['mysqldump -psecret --all-databases', 'linux'],
  ['python -m hashlib', 'linux'],
  ['python3 -m http.server 8000', 'linux'],
  ['base64 -w0 a', 'linux'],
  ['certutil -encode a b', 'windows'],
  ['certutil -encodehex -f a b 12', 'windows'],
  ['age-keygen -o k', 'linux'],
  ['kubectl get secret aes-key -o yaml', 'linux'],
  ['dotnet C:\\apps\\Vendor.Encryptor.dll --key aes', 'windows'],
  ['notepad.exe C:\\d\\aes-256-cbc.txt', 'windows'],
  ['less /srv/aes-256-cbc.key', 'linux'],
  ['ffmpeg -i a.mp4 -encoder libx264 b.mp4', 'linux'],
  ['ffmpeg -encryption_scheme none -i a b', 'linux'],
  ['iconv -f utf8 -t latin1 enc.txt', 'linux'],
  ['Get-FileHash -Algorithm SHA256 a', 'windows'],
  ['powershell -c "Get-FileHash a -Algorithm SHA256"', 'windows'],
  ['New-SelfSignedCertificate -DnsName h -KeyAlgorithm RSA', 'windows'],
  ['hdiutil attach a.dmg', 'macos'],
  ['security create-keychain -p secret a.keychain', 'macos'],
  ['sudo fdesetup status', 'macos'],
  ['iodine -f -P secret t.example.com', 'linux'],
  ['wg-quick up wg0', 'linux'],
  ['openvpn --config a.ovpn', 'linux'],
  ['cryptsetup status a', 'linux'],
  ['vault read secret/a', 'linux'],
  ['minisign -Sm a', 'linux'],
  ['C:\\Windows\\system32\\svchost.exe -k NetworkService -p -s CryptSvc', 'windows'],
];

describe('false friends', () => {
  const recogniser = createRecogniser();

  it.each(LINES)('is silent on %s', (line, platform) => {
    const { operations } = recogniseText(recogniser, line, platform);
    expect(operations.filter((operation) => operation.class === 'symmetric')).toEqual([]);
  });
});
