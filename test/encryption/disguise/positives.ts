/** Texts that encrypt, each for its reader; own ones, which imitate man pages, write-ups and agents. */
import type { Reader } from './disguise.ts';

export interface Positive {
  readonly platform: 'windows' | 'linux' | 'macos' | 'esxi';
  readonly reader: Reader;
  readonly text: string;
}

function all(platform: Positive['platform'], reader: Reader, texts: readonly string[]): Positive[] {
  return texts.map((text) => ({ platform, reader, text }));
}

const PYTHON = [
  "from Crypto.Cipher import AES\nc = AES.new(key, AES.MODE_CBC, iv)\nopen('o.bin','wb').write(c.encrypt(data))",
  'from cryptography.fernet import Fernet\nprint(Fernet(k).encrypt(d))',
  'out = bytes(b ^ key[i % len(key)] for i, b in enumerate(data))',
];
const NODE = [
  "const c=require('crypto').createCipheriv('aes-256-cbc',k,v);const o=c.update(d)+c.final()",
  "crypto.subtle.encrypt({name:'AES-GCM',iv:v},k,d)",
];
const COMMANDS = [
  'openssl enc -aes-256-cbc -pass pass:winter -in plan.docx -out plan.bin',
  'openssl enc -d -aes-256-cbc -k winter -in plan.bin -out plan.docx',
  'openssl chacha20 -K 00112233 -iv 0011 -in a.tar -out a.bin',
  'gpg --batch --yes --passphrase winter -c report.pdf',
  '7z a -pwinter -mhe=on out.7z docs',
];

export const POSITIVES: readonly Positive[] = [
  ...all('linux', 'posix', [
    ...COMMANDS,
    'zip -r -P winter out.zip /srv/share',
    'tar czf - /srv | openssl aes-256-cbc -salt -k winter -out /tmp/s.bin',
    'ccrypt -e -K winter /srv/a.db',
    'age -p -o a.age a.tar',
    'mcrypt -a rijndael-256 -k winter a.tar',
    'scrypt enc a.tar a.scrypt',
    'ansible-vault encrypt --vault-password-file pw secrets.yml',
  ]),
  ...all('esxi', 'posix', ['openssl enc -aes-256-ctr -kfile /tmp/k -in /vmfs/volumes/d/a.vmdk -out /tmp/o']),
  ...all('macos', 'posix', [
    'hdiutil create -encryption AES-256 -stdinpass -srcfolder docs out.dmg',
    'openssl aes-256-cbc -a -salt -in notes.txt -out notes.enc -k winter',
  ]),
  ...all('macos', 'applescript', [
    'do shell script "openssl enc -aes-256-cbc -k winter -in " & quoted form of f & " -out /tmp/o"',
  ]),
  ...all('linux', 'python', PYTHON),
  ...all('linux', 'javascript', NODE),
  ...all('linux', 'ruby', [
    "c = OpenSSL::Cipher.new('aes-256-cbc').encrypt\nc.key = k\no = c.update(d) + c.final",
  ]),
  ...all('linux', 'perl', [
    "use Crypt::CBC; my $c = Crypt::CBC->new(-key=>$k,-cipher=>'Blowfish'); print $c->encrypt($d);",
  ]),
  ...all('linux', 'php', ["echo openssl_encrypt($d, 'aes-256-cbc', $k, 0, $v);"]),
  ...all('windows', 'cmd', [
    ...COMMANDS,
    'rar a -hpwinter out.rar docs',
    'openssl.exe enc -aes-256-cbc -pbkdf2 -pass file:k.txt -in docs.zip -out docs.bin',
    '7za.exe u -tzip -mem=AES256 -pwinter out.zip docs',
    'gpg.exe --symmetric --cipher-algo AES256 --passphrase winter docs.zip',
  ]),
  ...all('windows', 'powershell', [
    '$a=New-Object System.Security.Cryptography.AesManaged;$a.Key=$k;$o=$a.CreateEncryptor().TransformFinalBlock($b,0,$b.Length)',
    '$a=[Security.Cryptography.Aes]::Create();$a.Mode="CBC";$t=$a.CreateDecryptor($k,$v);$p=$t.TransformFinalBlock($b,0,$b.Length)',
    "$r=New-Object 'Security.Cryptography.RijndaelManaged';$e=$r.CreateEncryptor($k,$v);$s=New-Object IO.MemoryStream",
    '$s=ConvertTo-SecureString $t -AsPlainText -Force;$s|ConvertFrom-SecureString -Key (1..32)|Set-Content o.txt',
    '$S=0..255;0..255|%{$J=($J+$S[$_]+$K[$_%$K.Count])%256;$S[$_],$S[$J]=$S[$J],$S[$_]};$D|%{$I=($I+1)%256;$H=($H+$S[$I])%256;$S[$I],$S[$H]=$S[$H],$S[$I];$_-bxor$S[($S[$I]+$S[$H])%256]}',
    '& openssl enc -aes-256-cbc -pass pass:winter -in docs.zip -out docs.bin',
    '7z a -pwinter out.7z docs',
  ]),
  ...all('windows', 'python', PYTHON),
  ...all('windows', 'javascript', NODE),
];
