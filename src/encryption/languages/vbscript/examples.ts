/** Own scripts that imitate VBScript droppers and administrators' backup scripts. */
import type { CodeLanguage } from '../reading/code-language.ts';

export const VBSCRIPT_EXAMPLES: CodeLanguage['examples'] = {
  positive: [
    {
      script: `Set a = CreateObject("System.Security.Cryptography.RijndaelManaged")
Set e = a.CreateEncryptor()
r = e.TransformFinalBlock(b, 0, n)`,
      direction: 'encrypt',
      algorithm: 'rijndael',
      tier: 2,
    },
    {
      script: 'Set sh = CreateObject("WScript.Shell")\nsh.Run "7z a -psecret1 out.7z C:\\data", 0, True',
      direction: 'encrypt',
      outputs: ['out.7z'],
      secrets: ['secret1'],
    },
    { script: 'sh.Run "cmd /c openssl enc -aes-256-cbc -k x -in a", 0', direction: 'encrypt', tier: 3 },
    {
      script:
        'For i = 1 To Len(d)\n o = o & Chr(Asc(Mid(d, i, 1)) Xor Asc(Mid(k, ((i - 1) Mod Len(k)) + 1, 1)))\nNext',
      algorithm: 'xor',
    },
    {
      script: `For i = 0 To 255
 j = (j + s(i) + Asc(Mid(key, (i Mod Len(key)) + 1, 1))) Mod 256
 t = s(i)
 s(i) = s(j)
 s(j) = t
Next
o = o & Chr(Asc(Mid(d, y, 1)) Xor s((s(i) + s(j)) Mod 256))`,
      algorithm: 'rc4',
    },
    {
      script: 'Execute Chr(115) & Chr(104) & ".Run ""gpg --batch -c --passphrase x a"""',
      direction: 'encrypt',
    },
  ],
  negative: [
    '\' CreateObject("System.Security.Cryptography.AesManaged").CreateEncryptor()\nMsgBox "CreateEncryptor()"',
    'Rem Set a = CreateObject("System.Security.Cryptography.AesManaged")\nx = 1',
    'Set h = CreateObject("System.Security.Cryptography.SHA256Managed")\nh.ComputeHash_2 b',
    'sh.Run "notepad aes.txt"',
    'a = b Xor c\nd = e Mod 256',
  ],
};
