/** Own scripts that imitate Invoke-Obfuscation, administrators' splatting, and modules that encrypt. */
import { describe, expect, it } from 'vitest';

import { createRecogniser } from '../../recognise.ts';

const recogniser = createRecogniser();

function symmetric(script: string) {
  return recogniser
    .recogniseScript(script, 'powershell')
    .operations.filter((operation) => operation.class === 'symmetric');
}

function masked(script: string): string[] {
  const { secrets } = recogniser.recogniseScript(script, 'powershell');
  return secrets.filter(({ layer }) => layer === 0).map(({ start, end }) => script.slice(start, end));
}

describe('commands under other names', () => {
  it.each([
    'sal no New-Object; no Security.Cryptography.AesManaged',
    'Set-Alias -Name x -Value New-Object; x Security.Cryptography.AesManaged',
    '&(gcm New-Object) Security.Cryptography.AesManaged',
    '&(gcm N*-Ob*) Security.Cryptography.AesManaged',
    "[Convert]::('From'+'Base64String').Invoke('QUFBQUFBQUFBQQ=='); New-Object Security.Cryptography.AesManaged",
  ])('are followed in %s', (script) => {
    expect(symmetric(script)).toMatchObject([{ algorithm: 'aes' }]);
  });
});

describe('splatted arguments', () => {
  it('are those of the table', () => {
    const script = '$p = @{\n  SecureString = $s\n  Key = (1..32)\n}\nConvertFrom-SecureString @p';
    expect(symmetric(script)).toMatchObject([
      { direction: 'encrypt', algorithm: 'aes', keySource: 'literal' },
    ]);
  });

  it('are those of the list, and masked where they stand', () => {
    const script = "$list = @('a','-pwinter','o.7z','d'); & 7z @list";
    expect(symmetric(script)).toMatchObject([{ rule: 'tool/7z', inputs: ['d'], outputs: ['o.7z'] }]);
    expect(masked(script)).toEqual(['winter']);
  });

  it('start programs too', () => {
    const script = "$p = @{ FilePath = '7z.exe'; ArgumentList = 'a -pwinter o.7z d' }; Start-Process @p";
    expect(symmetric(script)).toMatchObject([{ rule: 'tool/7z' }]);
  });
});

describe('commands and methods that encrypt by themselves', () => {
  it.each([
    ['Enable-BitLocker -MountPoint D: -EncryptionMethod XtsAes256', 'aes-xts', 'encrypt'],
    ['Compress-7Zip -Path d -ArchiveFileName o.7z -Password winter', 'aes-256-cbc', 'encrypt'],
    ['Expand-7Zip o.7z d -Password winter', 'aes-256-cbc', 'decrypt-claimed'],
    ['Invoke-AESEncryption -Mode Decrypt -Key $k -Path a', 'aes-256-cbc', 'decrypt-claimed'],
    ["[IO.File]::Encrypt('C:\\d\\a.txt')", 'efs', 'encrypt'],
    ['(Get-Item C:\\d\\a.txt).Encrypt()', 'efs', 'encrypt'],
    ["$zip = New-Object Ionic.Zip.ZipFile; $zip.Encryption = 'WinZipAes256'", 'aes-256', 'encrypt'],
  ])('%s', (script, algorithm, direction) => {
    expect(symmetric(script)).toMatchObject([{ algorithm, direction }]);
  });

  it('mask their passwords', () => {
    expect(masked("Compress-7Zip -Path d -ArchiveFileName o.7z -Password 'winter'").join()).toContain(
      'winter',
    );
  });

  it.each([
    'Compress-7Zip -Path d -ArchiveFileName o.7z',
    'Get-BitLockerVolume | Enable-BitLockerAutoUnlock',
    '$x = New-Object Security.Cryptography.CryptoStream($s, (New-Object Security.Cryptography.FromBase64Transform), 0)',
    "Invoke-WmiMethod -Class Win32_Process -Name Create -ArgumentList 'cmd /c dir'",
    'Set-Alias ll Get-ChildItem; ll',
  ])('and nothing is seen in %s', (script) => {
    expect(symmetric(script)).toEqual([]);
  });
});

describe('command lines that PowerShell starts', () => {
  it.each([
    "Invoke-WmiMethod -Class Win32_Process -Name Create -ArgumentList 'cmd /c gpg --batch --passphrase winter -c a'",
    "([wmiclass]'Win32_Process').Create('gpg --batch --passphrase winter -c a')",
    "Invoke-CimMethod -ClassName Win32_Process -MethodName Create -Arguments @{CommandLine='gpg --batch --passphrase winter -c a'}",
    "New-ScheduledTaskAction -Execute 'gpg.exe' -Argument '--batch --passphrase winter -c a'",
    "bash -c 'gpg --batch --passphrase winter -c a'",
    `python -c "import os; os.system('gpg --batch --passphrase winter -c a')"`,
  ])('are read in %s', (script) => {
    expect(symmetric(script)).toMatchObject([{ rule: 'tool/gpg', direction: 'encrypt' }]);
  });
});
