/** Own scripts that imitate the constructs of Empire's agent and stagers, of Invoke-Obfuscation and of administrators. */
import { gzipSync, deflateRawSync, gunzipSync, inflateRawSync, inflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';

import { createRecogniser } from '../../recognise.ts';
import type { Decompress } from '../../layers/decompress.ts';

const inflate: Decompress = (bytes, format, maxOutputLength) => {
  const read = { gzip: gunzipSync, zlib: inflateSync, raw: inflateRawSync }[format];
  try {
    return read(bytes, { maxOutputLength });
  } catch {
    return undefined;
  }
};
const recogniser = createRecogniser({ inflate });
const CIPHER =
  '$a=New-Object Security.Cryptography.AesManaged;$e=$a.CreateEncryptor().TransformFinalBlock($b,0,9)';

function read(script: string) {
  return recogniser.recogniseScript(script, 'powershell');
}

function symmetric(script: string) {
  return read(script).operations.filter((operation) => operation.class === 'symmetric');
}

describe('.NET ciphers in PowerShell', () => {
  it.each([
    [CIPHER, 'encrypt', 'aes'],
    ['$a=[System.Security.Cryptography.Aes]::Create(); $a.CreateEncryptor()', 'encrypt', 'aes'],
    [
      '$a=[Security.Cryptography.RijndaelManaged]::new(); $a.CreateDecryptor($k,$v)',
      'decrypt-claimed',
      'rijndael',
    ],
    [
      '$d=new-object Security.Cryptography.TripleDESCryptoServiceProvider;$d.CreateEncryptor();$d.CreateDecryptor()',
      'both',
      '3des',
    ],
    [
      "$a=New-Object 'System.Security.Cryptography.AesManaged'; $a.Mode='CBC'; $a.CreateEncryptor()",
      'encrypt',
      'aes-cbc',
    ],
    ['$g=[Security.Cryptography.AesGcm]::new($k);$g.Encrypt($n,$p,$c,$t)', 'encrypt', 'aes-gcm'],
    [
      "$a=[Activator]::CreateInstance([type]'System.Security.Cryptography.AesManaged');$a.CreateEncryptor()",
      'encrypt',
      'aes',
    ],
    ["$a=[Security.Cryptography.SymmetricAlgorithm]::Create('AES');$a.CreateEncryptor()", 'encrypt', 'aes'],
    [
      'try{$a=New-Object Security.Cryptography.AesCryptoServiceProvider}catch{$a=New-Object Security.Cryptography.RijndaelManaged}\n$a.CreateEncryptor()',
      'encrypt',
      'aes',
    ],
    ['$a.CreateEncryptor().TransformFinalBlock($b,0,9)', 'encrypt', undefined],
  ])('reads %s', (script, direction, algorithm) => {
    expect(symmetric(script)).toMatchObject([{ direction, algorithm, tier: 2 }]);
  });

  it('is in use once it was built, its direction unknown, and only a capability while it is named', () => {
    expect(symmetric('$a=New-Object Security.Cryptography.AesManaged')).toMatchObject([
      { tier: 2, direction: 'unknown' },
    ]);
    expect(symmetric('[Security.Cryptography.Aes].Assembly')).toMatchObject([{ tier: 1, confidence: 0.4 }]);
  });

  it('is less sure of a function nobody calls here', () => {
    const body = `function Protect-Text($t) { ${CIPHER} }`;
    const alone = symmetric(body)[0]?.confidence ?? 0;
    const called = symmetric(`${body}\nProtect-Text 'x'`)[0]?.confidence ?? 0;
    expect(alone).toBeGreaterThan(0.5);
    expect(called).toBeGreaterThan(alone);
  });

  it('is not fooled by comments, strings and neighbours', () => {
    for (const script of [
      `# ${CIPHER}`,
      `<# ${CIPHER} #>`,
      `Write-Output '${CIPHER.replaceAll("'", "''")}'`,
      "Get-Process | Where-Object { $_.Name -like '*AesManaged*' }",
      '$h=New-Object System.Security.Cryptography.HMACSHA256; $h.ComputeHash($b)',
      '[Security.Cryptography.SHA256]::Create().ComputeHash($b)',
      '$r=New-Object Security.Cryptography.RSACryptoServiceProvider; $r.Encrypt($b,$true)',
      'Get-FileHash a -Algorithm MACTripleDES',
      '[Security.Cryptography.ProtectedData]::Protect($b,$null,"CurrentUser")',
      "$x = 'CreateEncryptor'; [Convert]::ToBase64String($b)",
    ])
      expect(symmetric(script)).toEqual([]);
  });

  it.each([
    ["$a.Key=[Text.Encoding]::UTF8.GetBytes('0123456789abcdef'); $a.CreateEncryptor()", 'literal'],
    [
      '$d=New-Object Security.Cryptography.Rfc2898DeriveBytes($p,$s); $k=$d.GetBytes(32); $a.Key=$k; $a.CreateEncryptor()',
      'derived',
    ],
    ["$a.Key=[IO.File]::ReadAllBytes('C:\\k'); $a.CreateEncryptor()", 'file'],
    ['$a.Key=$SKB; $a.CreateEncryptor()', 'unknown'],
  ])('knows where the key comes from in %s', (script, keySource) => {
    expect(symmetric(script)[0]?.keySource).toBe(keySource);
  });

  it('reads secure strings by their key', () => {
    expect(symmetric('$s | ConvertFrom-SecureString -Key (1..32)')).toMatchObject([
      { direction: 'encrypt', algorithm: 'aes', keySource: 'literal' },
    ]);
    expect(symmetric('ConvertTo-SecureString $t -k $key')).toMatchObject([{ direction: 'decrypt-claimed' }]);
    expect(symmetric('$s | ConvertFrom-SecureString | Out-File c.txt')).toEqual([]);
    expect(symmetric("ConvertTo-SecureString 'x' -AsPlainText -Force")).toEqual([]);
    expect(symmetric('Read-Host -AsSecureString | ConvertFrom-SecureString -Key $k')).toMatchObject([
      { tier: 1 },
    ]);
    expect(symmetric('Get-Content f | ConvertFrom-SecureString -Key $k')).toMatchObject([{ tier: 3 }]);
    expect(read('Protect-CmsMessage -To cn=a -Content $x').operations).toMatchObject([{ class: 'hybrid' }]);
  });

  it('tells native functions that are called from those that are declared', () => {
    const declare =
      'Add-Type -MemberDefinition \'[DllImport("bcrypt.dll")] public static extern uint BCryptEncrypt(IntPtr h);\' -Name N';
    expect(symmetric(declare)).toMatchObject([{ tier: 1 }]);
    expect(symmetric(`${declare}; [N]::BCryptEncrypt($h)`).map(({ tier }) => tier)).toContain(2);
    const code =
      'Add-Type @"\npublic class C { /* Aes.Create() */ byte[] f() { var a = new AesManaged(); return a.CreateEncryptor().X; } }\n"@';
    expect(symmetric(code)).toMatchObject([{ tier: 2, direction: 'encrypt' }]);
  });

  it('reads programs that a script calls', () => {
    const script = '& "C:\\Program Files\\7-Zip\\7z.exe" a -pwinter "$env:TEMP\\o.7z" C:\\d';
    expect(symmetric(script)).toMatchObject([{ rule: 'tool/7z', keySource: 'command-line' }]);
    const secrets = read(script).secrets.map(({ start, end }) => script.slice(start, end));
    expect(secrets).toEqual(['winter']);
  });
});

describe('ciphers without a name', () => {
  const RC4 =
    '$R={$D,$K=$Args;$S=0..255;0..255|%{$J=($J+$S[$_]+$K[$_%$K.Count])%256;$S[$_],$S[$J]=$S[$J],$S[$_]};$D|%{$I=($I+1)%256;$H=($H+$S[$I])%256;$S[$I],$S[$H]=$S[$H],$S[$I];$_-bxor$S[($S[$I]+$S[$H])%256]}}';

  it.each([
    ['minimised', RC4],
    ['mangled', RC4.replaceAll('bxor', 'bX`Or').replaceAll('$S', '$q').replaceAll('%256', '% 0x100')],
    [
      'with a temporary',
      'for($i=0;$i -lt 256;$i++){$j=($j+$s[$i]+$k[$i % $k.Length])%256\n$t=$s[$i]\n$s[$i]=$s[$j]\n$s[$j]=$t}\n$o = $b -bxor $s[($s[$i]+$s[$j])%256]',
    ],
  ])('knows RC4 %s', (_, script) => {
    expect(symmetric(script)).toMatchObject([
      { algorithm: 'rc4', tier: 2, direction: 'unknown', rule: 'powershell/rc4-key-schedule' },
    ]);
  });

  it('takes a literal RC4 key for a secret', () => {
    const script = `$K=[Text.Encoding]::ASCII.GetBytes('winter01');${RC4}`;
    const recognition = read(script);
    expect(recognition.operations[0]?.keySource).toBe('literal');
    expect(recognition.secrets.map(({ start, end }) => script.slice(start, end))).toContain('winter01');
  });

  it.each([
    '$d | % { $_ -bxor $key[$i++ % $key.Length] }',
    'for($i=0;$i -lt $b.Length;$i++){ $b[$i] = $b[$i] -bxor $key[$i % $key.Count] }',
    '$k=$i % $key.Length; $o[$i] = $b[$i] -bxor $key[$k]',
  ])('knows a repeated key in %s', (script) => {
    expect(symmetric(script)).toMatchObject([{ algorithm: 'xor', tier: 2 }]);
  });

  it.each([
    // A CRC table, a shuffle, one constant byte, flags.
    '$c = $t[($c -bxor $b) -band 0xff] -bxor ($c -shr 8)',
    '0..255|%{$j=Get-Random 256;$s[$_],$s[$j]=$s[$j],$s[$_]}',
    "(1,2,3|%{[char]($_ -bxor 0x35)}) -join ''",
    '$flags = $flags -bxor 256',
  ])('is not fooled by %s', (script) => {
    expect(symmetric(script)).toEqual([]);
  });
});

describe('hidden stages', () => {
  const base64 = (text: string, encoding: BufferEncoding = 'utf8'): string =>
    Buffer.from(text, encoding).toString('base64');
  const codes = [...Buffer.from(CIPHER)];
  const stages: readonly (readonly [string, string])[] = [
    ['base64', `IEX ([Text.Encoding]::UTF8.GetString([Convert]::FromBase64String('${base64(CIPHER)}')))`],
    [
      'base64',
      `$x='${base64(CIPHER, 'utf16le')}'; [Text.Encoding]::Unicode.GetString([System.Convert]::FromBase64String($x)) | iex`,
    ],
    [
      'gzip',
      `iex (New-Object IO.StreamReader(New-Object IO.Compression.GzipStream((New-Object IO.MemoryStream(,[Convert]::FromBase64String('${gzipSync(CIPHER).toString('base64')}'))),[IO.Compression.CompressionMode]::Decompress))).ReadToEnd()`,
    ],
    [
      'deflate',
      `sv d (New-Object IO.Compression.DeflateStream([IO.MemoryStream][Convert]::FromBase64String('${deflateRawSync(CIPHER).toString('base64')}'),[IO.Compression.CompressionMode]::Decompress)); iex $d`,
    ],
    ['expression', `& ('i'+'ex') ('${CIPHER.slice(0, 9)}'+"${CIPHER.slice(9).replaceAll('$', '`$')}")`],
    ['expression', `iex ([char[]](${codes.join(',')}) -join '')`],
    ['expression', `(${codes.map((code) => `[char]${code}`).join('+')})|iex`],
    [
      'expression',
      `'${codes.join('~')}'.split('~') | % {[char][int]$_} | % {$s+=$_}; iex (('${codes.join('~')}' -split '~' | % {[char][int]$_}) -join '')`,
    ],
    ['expression', `iex ("{1}{0}" -f '${CIPHER.slice(20)}','${CIPHER.slice(0, 20)}')`],
    ['expression', `iex ('${CIPHER.replaceAll('a', 'QQ')}' -replace 'QQ','a')`],
    ['expression', `iex ('${CIPHER.replaceAll('a', 'QQ')}'.Replace('QQ','a'))`],
    ['expression', `$r='${CIPHER.split('').reverse().join('')}'; iex ($r[-1..-${CIPHER.length}] -join '')`],
    ['expression', `iex (-join (${codes.map((code) => code ^ 0x35).join(',')}|%{[char]($_ -bxor 0x35)}))`],
    ['expression', `. ($env:ComSpec[4,26,25]-join'') '${CIPHER}'`],
    ['expression', `[ScriptBlock]::Create('${CIPHER}').Invoke()`],
    ['expression', `$a='${CIPHER.slice(0, 30)}'; $a+='${CIPHER.slice(30)}'; Invoke-Expression $a`],
    [
      'hex',
      `$h='${Buffer.from(CIPHER).toString('hex')}'; $o=''; for($i=0;$i -lt $h.Length;$i+=2){$o+=[char][Convert]::ToByte($h.Substring($i,2),16)}; iex $o`,
    ],
    [
      'base64',
      `function D($t) { [Text.Encoding]::UTF8.GetString([Convert]::FromBase64String($t)) }; iex (D '${base64(CIPHER)}')`,
    ],
  ];

  it.each(stages)('reads %s: %s', (kind, script) => {
    const { operations, layers, traits } = read(script);
    expect(operations).toMatchObject([{ direction: 'encrypt', algorithm: 'aes', tier: 2 }]);
    const layer = layers[operations[0]?.spans[0]?.layer ?? 0];
    expect(layer).toMatchObject({ kind, text: CIPHER, opaque: false });
    expect(traits).toContain('in-memory-execution');
  });

  it('says when a stage cannot be read', () => {
    const script = `[Reflection.Assembly]::Load([Convert]::FromBase64String('${Buffer.alloc(90, '\u0000\u0001MZ').toString('base64')}'))`;
    const { opaque, layers, traits } = read(script);
    expect(opaque).toBe(true);
    expect(layers[1]).toMatchObject({ kind: 'blob', opaque: true, outer: 0 });
    expect(traits).toContain('in-memory-execution');
  });

  it('does not follow a compressed stage beyond its bounds', () => {
    const bomb = gzipSync(Buffer.alloc(4_000_000, 'a')).toString('base64');
    const { opaque, layers } = read(`iex (gzip '[x]'); iex $x; [Convert]::FromBase64String('${bomb}')`);
    expect(opaque).toBe(true);
    expect(layers.reduce((sum, { text }) => sum + text.length, 0)).toBeLessThanOrEqual(1_048_576);
  });
});

describe('traits', () => {
  it.each([
    ["$p['ScriptB'+'lockLogging']['EnableScriptB'+'lockLogging']=0", ['logging-tamper']],
    ["$v.Add('EnableScriptB'+'lockLogging',0)", ['logging-tamper']],
    [
      "[Ref].Assembly.GetType('System.Management.Automation.Amsi'+'Utils').\"GetFie`ld\"('amsiInitF'+'ailed','NonPublic,Static')",
      ['logging-tamper'],
    ],
    [
      'Set-ItemProperty HKLM:\\x\\ScriptBlockLogging -Name EnableScriptBlockLogging -Value 0',
      ['logging-tamper'],
    ],
    ['Get-ItemProperty HKLM:\\x\\ScriptBlockLogging', []],
    ["Write-Host 'amsiInitFailed AmsiUtils'", []],
    ['(New-Object Net.WebClient).DownloadString($u)|iex', ['download', 'in-memory-execution']],
    ['$w.UploadData($u,$b)', ['upload']],
    ['iwr $u -Method Post -Body $b', ['upload']],
    ['Invoke-WebRequest $u -OutFile a', ['download']],
    ['$c=New-Object Net.Sockets.TcpClient("h",443);$s=$c.GetStream();$s.Write($b,0,9)', ['upload']],
    ['Start-Process a.exe -WindowStyle Hidden', ['hidden-window']],
  ])('of %s', (script, expected) => {
    expect(read(script).traits).toEqual(expected);
  });
});
