/** Own scripts that imitate the documentation of Node, WebCrypto and CryptoJS, minified malware, and JXA payloads. */
import type { CodeLanguage } from '../reading/code-language.ts';

export const JAVASCRIPT_EXAMPLES: CodeLanguage['examples'] = {
  positive: [
    {
      script: `const crypto = require('crypto');
const cipher = crypto.createCipheriv('aes-256-cbc', 'thirty-two characters of a key!!', iv);
fs.createReadStream('a.txt').pipe(cipher).pipe(fs.createWriteStream('a.enc'));`,
      direction: 'encrypt',
      algorithm: 'aes-256-cbc',
      keySource: 'literal',
      tier: 2,
      inputs: ['a.txt'],
      outputs: ['a.enc'],
      secrets: ['thirty-two characters of a key!!'],
    },
    {
      script: `import { createCipheriv as cc, randomBytes } from 'node:crypto';
const c = cc('aes-128-gcm', process.env.KEY, randomBytes(12));
const out = Buffer.concat([c.update(fs.readFileSync('in.txt')), c.final()]);
fs.writeFileSync('out.bin', out);`,
      direction: 'encrypt',
      algorithm: 'aes-128-gcm',
      keySource: 'environment',
      inputs: ['in.txt'],
      outputs: ['out.bin'],
    },
    {
      script: `const d = crypto.createDecipheriv("chacha20-poly1305", crypto.scryptSync(pw, salt, 32), iv)
  .setAuthTag(tag);
d.update(x)`,
      direction: 'decrypt-claimed',
      algorithm: 'chacha20-poly1305',
      keySource: 'derived',
    },
    {
      script: `const sealed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, key, data);`,
      direction: 'encrypt',
      algorithm: 'aes-gcm',
      tier: 2,
    },
    {
      script: `var CryptoJS = require("crypto-js");
var sealed = CryptoJS.AES.encrypt(text, 'a secret phrase').toString();`,
      direction: 'encrypt',
      algorithm: 'aes-256-cbc',
      keySource: 'literal',
      secrets: ['a secret phrase'],
    },
    {
      script: "import AES from 'crypto-js/aes';\nAES.encrypt(m, k)",
      direction: 'encrypt',
      algorithm: 'aes-256-cbc',
    },
    { script: "import AES from 'crypto-js/aes';", tier: 1 },
    {
      script: 'const box = sodium.crypto_secretbox_easy(m, n, k)',
      direction: 'encrypt',
      algorithm: 'xsalsa20-poly1305',
    },
    {
      script:
        "const { exec } = require('child_process');\nexec(`openssl enc -aes-256-cbc -in ${f} -out ${f}.enc -k ${pw}`, () => {});",
      direction: 'encrypt',
      algorithm: 'aes-256-cbc',
      tier: 3,
    },
    {
      script: "require('child_process').spawnSync('7z', ['a', '-pS3cret', 'o.7z', dir])",
      direction: 'encrypt',
      secrets: ['S3cret'],
      outputs: ['o.7z'],
    },
    {
      script: `const app = Application.currentApplication();
app.includeStandardAdditions = true;
app.doShellScript("openssl enc -aes-256-cbc -k hunter2 -in ~/a -out /tmp/b");`,
      direction: 'encrypt',
      outputs: ['/tmp/b'],
      secrets: ['hunter2'],
    },
    {
      script:
        "ObjC.import('CommonCrypto');\n$.CCCrypt($.kCCEncrypt, $.kCCAlgorithmAES, $.kCCOptionPKCS7Padding, key, 32, iv, d, n, o, m, p);",
      direction: 'encrypt',
      algorithm: 'aes',
    },
    {
      script:
        'function r(k,d){for(var s=[],j=0,x,o="",i=0;i<256;i++)s[i]=i;for(i=0;i<256;i++)j=(j+s[i]+k.charCodeAt(i%k.length))%256,x=s[i],s[i]=s[j],s[j]=x;i=0;j=0;for(var y=0;y<d.length;y++)i=(i+1)%256,j=(j+s[i])%256,x=s[i],s[i]=s[j],s[j]=x,o+=String.fromCharCode(d.charCodeAt(y)^s[(s[i]+s[j])%256]);return o}',
      algorithm: 'rc4',
      tier: 2,
    },
    { script: 'const out = data.map((b, i) => b ^ key[i % key.length]);', algorithm: 'xor', tier: 2 },
    { script: 'var sbox = [99, 124, 119, 123, 242, 107, 111, 197];', algorithm: 'aes', tier: 2 },
    {
      script: `const f = require('crypto')['createCip' + 'heriv']('aes-256-ctr', k, v); f.update(x)`,
      algorithm: 'aes-256-ctr',
    },
    {
      script: `const q = /['"/]/; const c = crypto.createCipheriv('aes-256-gcm', k, v); y = a / b / c; c.final()`,
      algorithm: 'aes-256-gcm',
    },
    { script: 'let sealed = try AES.GCM.seal(data, using: key)', direction: 'encrypt', algorithm: 'aes-gcm' },
    {
      script: 'block, err := aes.NewCipher(key)\ncipher.NewCFBEncrypter(block, iv).XORKeyStream(out, in)',
      direction: 'encrypt',
    },
    { script: 'Cipher c = Cipher.getInstance("AES/CBC/PKCS5Padding");', algorithm: 'aes-cbc' },
  ],
  negative: [
    `// crypto.createCipheriv('aes')\nconsole.log("createCipheriv('aes-256-cbc')")`,
    '/* CryptoJS.AES.encrypt(a, b) */ const t = `CryptoJS.AES.encrypt`;',
    "const h = crypto.createHash('sha256').update('aes-256-cbc').digest('hex');",
    'crypto.publicEncrypt(key, buffer); crypto.createSign("RSA-SHA256");',
    "window.crypto.subtle.encrypt({ name: 'RSA-OAEP' }, pub, data)",
    'CryptoJS.SHA256("x").toString(); CryptoJS.HmacSHA1("x", "k");',
    'const s = tls.connect({ ciphers: "AES256-SHA" });',
    'const t = atob("aGVsbG8gd29ybGQgdGhpcyBpcyBqdXN0IHBsYWluIHRleHQ=");',
    "exec('ls -la', cb); spawn('openssl', ['version'])",
    'hash ^= str.charCodeAt(i); hash = (hash * 16777619) % 4294967296;',
    'const color = (r << 16) ^ (g << 8) ^ b; const odd = i % 2;',
    'form.encrypt = true; user.decrypt(options)',
    'document.querySelector("#aes").value = "encrypt"',
    'setTimeout(function () { refresh() }, 256)',
  ],
};
