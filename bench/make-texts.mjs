// Script texts and command lines in the mix that Windows hosts log: management scripts of several kilobytes, few of which
// come near a cipher, and process starts that nearly all are services and helpers.

const STEPS = [
  (index) => `$service${index} = Get-Service -Name 'Spooler' -ErrorAction SilentlyContinue`,
  (index) =>
    `if ($null -ne $service${index}) { Write-Verbose "state of $index is $($service${index}.Status)" }`,
  (index) =>
    `Get-ChildItem -Path "$env:ProgramData\\Vendor\\logs\\${index}" -Filter *.log | Where-Object { $_.Length -gt 1MB } | ForEach-Object { $_.FullName }`,
  (index) =>
    `[pscustomobject]@{ Name = 'host-${index}'; Version = [version]'1.${index}.0'; Path = (Join-Path $root 'bin') }`,
  (index) =>
    `Set-ItemProperty -Path 'HKLM:\\SOFTWARE\\Vendor' -Name 'Value${index}' -Value ${index} -Type DWord`,
  (index) =>
    `function Get-VendorState${index} { param([string]$Name, [int]$Count = ${index}) process { "$Name has $Count" } }`,
];
const LINES = [
  'C:\\Windows\\System32\\svchost.exe -k netsvcs -p -s Schedule',
  '"C:\\Program Files\\Vendor\\Agent\\agent.exe" --service --config "C:\\ProgramData\\Vendor\\agent.yml"',
  'C:\\Windows\\system32\\conhost.exe 0xffffffff -ForceV1',
  'C:\\Windows\\System32\\RuntimeBroker.exe -Embedding',
  '"C:\\Program Files (x86)\\Browser\\browser.exe" --type=renderer --lang=en-GB --device-scale-factor=1 --num-raster-threads=2',
  'powershell.exe -NoProfile -ExecutionPolicy Bypass -File C:\\scripts\\inventory.ps1',
  'cmd.exe /c "dir C:\\temp > C:\\temp\\list.txt"',
];

/** About 8 MB of blocks. */
export function madeScripts() {
  return Array.from({ length: 2000 }, (_, block) => {
    const steps = Array.from({ length: 40 }, (__, step) =>
      STEPS[(block + step * 7) % STEPS.length](block * 40 + step),
    );
    if (block % 100 === 0)
      steps.push('$aes = [System.Security.Cryptography.Aes]::Create(); $aes.CreateEncryptor()');
    return { text: steps.join('\r\n'), platform: 'windows' };
  });
}

export function madeLines() {
  return Array.from({ length: 20_000 }, (_, index) => ({
    text:
      index % 200 === 0
        ? `7z.exe a -pwinter C:\\t\\${index}.7z C:\\d`
        : `${LINES[index % LINES.length]} ${index}`,
    platform: 'windows',
  }));
}
