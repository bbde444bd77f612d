/** Own scripts that imitate the documentation of each library, ransomware samples' helpers, and Empire's Python agent. */
import type { CodeLanguage } from '../reading/code-language.ts';

export const PYTHON_EXAMPLES: CodeLanguage['examples'] = {
  positive: [
    {
      script: `from Crypto.Cipher import AES
key = b'0123456789abcdef'
cipher = AES.new(key, AES.MODE_CBC, iv)
sealed = cipher.encrypt(pad(open('ledger.csv', 'rb').read(), 16))
open('ledger.bin', 'wb').write(sealed)`,
      direction: 'encrypt',
      algorithm: 'aes-cbc',
      keySource: 'literal',
      tier: 2,
      inputs: ['ledger.csv'],
      outputs: ['ledger.bin'],
      secrets: ['0123456789abcdef'],
    },
    {
      script: `import os
from Cryptodome.Cipher import AES as A, ChaCha20
c = A.new(os.environ['VAULT'], A.MODE_GCM)
data, tag = c.encrypt_and_digest(plain)`,
      direction: 'encrypt',
      algorithm: 'aes-gcm',
      keySource: 'environment',
      tier: 2,
    },
    {
      script: `import Crypto.Cipher.ARC4 as R
R.new(getpass.getpass()).decrypt(blob)`,
      direction: 'decrypt-claimed',
      algorithm: 'rc4',
      keySource: 'prompt',
      tier: 2,
    },
    {
      script: `from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
key = PBKDF2HMAC(algorithm=h, length=32, salt=s, iterations=1).derive(b"pw")
enc = Cipher(algorithms.AES(key), modes.CTR(nonce)).encryptor()
out = enc.update(data) + enc.finalize()`,
      direction: 'encrypt',
      algorithm: 'aes-ctr',
      keySource: 'derived',
      tier: 2,
    },
    {
      script: `from cryptography.fernet import Fernet
with open('k.key', 'rb') as handle:
    box = Fernet(handle.read())
token = box.encrypt(message)`,
      direction: 'encrypt',
      algorithm: 'aes-128-cbc',
      keySource: 'file',
      tier: 2,
    },
    {
      script: `from cryptography.hazmat.primitives.ciphers.aead import AESGCM, ChaCha20Poly1305
print(ChaCha20Poly1305(k).encrypt(n, d, None))`,
      direction: 'encrypt',
      algorithm: 'chacha20-poly1305',
      tier: 2,
    },
    { script: 'from Crypto.Cipher import AES', direction: 'unknown', algorithm: 'aes', tier: 1 },
    { script: 'cipher = AES.new(key, AES.MODE_CFB)', direction: 'unknown', algorithm: 'aes-cfb', tier: 2 },
    {
      script: `class Channel:
    def __init__(self, key):
        self.box = nacl.secret.SecretBox(key)
    def send(self, text):
        return self.box.encrypt(text)`,
      direction: 'encrypt',
      algorithm: 'xsalsa20-poly1305',
      tier: 2,
    },
    {
      script: 'import pyAesCrypt\npyAesCrypt.encryptFile("a.tar", "a.tar.aes", "pw-1234", 65536)',
      direction: 'encrypt',
      algorithm: 'aes-256-cbc',
      keySource: 'literal',
      inputs: ['a.tar'],
      outputs: ['a.tar.aes'],
      secrets: ['pw-1234'],
    },
    {
      script: 'from simplecrypt import encrypt\nencrypt("pw", text)',
      direction: 'encrypt',
      algorithm: 'aes-256-ctr',
    },
    {
      script: `import pyaes
aes = pyaes.AESModeOfOperationCTR(key)
print(aes.encrypt(text))`,
      direction: 'encrypt',
      algorithm: 'aes-ctr',
    },
    {
      script: 'aes = AESModeOfOperationCBC(key, iv=IV)\nreturn IV + CBCenc(aes, data)',
      direction: 'encrypt',
      algorithm: 'aes-cbc',
      tier: 2,
    },
    {
      script: `with pyzipper.AESZipFile('o.zip', 'w', encryption=pyzipper.WZ_AES) as z:
    z.setpassword(b'swordfish')
    z.writestr('a', data)`,
      direction: 'encrypt',
      outputs: ['o.zip'],
      secrets: ['swordfish'],
    },
    {
      script: `import os
os.system("openssl enc -aes-256-cbc -k " + key + " -in " + name + " -out " + name + ".enc")`,
      direction: 'encrypt',
      algorithm: 'aes-256-cbc',
      tier: 3,
    },
    {
      script: `import subprocess
subprocess.run(["gpg", "--batch", "-c", "--passphrase", "open sesame", path], check=True)`,
      direction: 'encrypt',
      secrets: ['open sesame'],
      tier: 3,
    },
    { script: `run_cmd(f"7z a -p{password} {target}.7z {folder}")`, direction: 'encrypt', tier: 3 },
    {
      script: `S = list(range(256)); j = 0
for i in range(256):
    j = (j + S[i] + ord(key[i % len(key)])) % 256
    S[i], S[j] = S[j], S[i]
for c in data:
    i = (i + 1) % 256; j = (j + S[i]) % 256
    S[i], S[j] = S[j], S[i]
    out.append(chr(ord(c) ^ S[(S[i] + S[j]) % 256]))`,
      algorithm: 'rc4',
      tier: 2,
    },
    {
      script: `from itertools import cycle
key = b'hunter22'
out = bytes(a ^ b for a, b in zip(data, cycle(key)))`,
      algorithm: 'xor',
      keySource: 'literal',
      secrets: ['hunter22'],
      tier: 2,
    },
    {
      script: 'def mix(d, k):\n  return bytes(d[i] ^ k[i % len(k)] for i in range(len(d)))',
      algorithm: 'xor',
      tier: 2,
    },
    { script: 'number_of_rounds = {16: 10, 24: 12, 32: 14}', algorithm: 'aes', tier: 2 },
    {
      script: `    """
    IV = getIV()
    aes = AESModeOfOperationCBC(key, iv=IV)
    return aes.encrypt(data)`,
      direction: 'encrypt',
    },
    {
      script:
        "gpg = gnupg.GPG()\ngpg.encrypt_file(f, None, symmetric='AES256', passphrase=pw, output='o.gpg')",
      direction: 'encrypt',
      algorithm: 'aes-256',
      tier: 2,
    },
    {
      script: 'writer.encrypt("winter", algorithm="AES-256")',
      direction: 'encrypt',
      algorithm: 'aes-256-cbc',
      secrets: ['winter'],
    },
    {
      script: "M2Crypto.EVP.Cipher(alg='aes_256_cbc', key=k, iv=iv, op=1)",
      direction: 'encrypt',
      algorithm: 'aes-256-cbc',
    },
    {
      script: 'ctypes.windll.advapi32.SystemFunction032(byref(data), byref(key))',
      algorithm: 'rc4',
      direction: 'unknown',
      tier: 2,
    },
    {
      script:
        'exec(bytes([105,109,112,111,114,116,32,112,121,97,101,115,59,112,121,97,101,115,46,65,69,83,40,107,41,46,101,110,99,114,121,112,116,40,100,41]))',
      direction: 'encrypt',
      algorithm: 'aes',
    },
  ],
  negative: [
    'gpg.encrypt(data, recipients, symmetric=False)',
    'writer.encrypt("winter")',
    '# from Crypto.Cipher import AES\nprint("AES.new(key).encrypt(data)")',
    '"""\nAES.new(key, AES.MODE_CBC).encrypt(x)\n"""\nimport sys',
    'import hashlib, hmac\nhmac.new(k, d, hashlib.sha256).hexdigest()',
    'import ssl\nctx = ssl.create_default_context()\nctx.set_ciphers("AES256-SHA")\nctx.wrap_socket(s)',
    'from Crypto.Cipher import PKCS1_OAEP\nfrom Crypto.PublicKey import RSA\nPKCS1_OAEP.new(RSA.import_key(k)).encrypt(d)',
    'from nacl.public import SealedBox\nSealedBox(pk).encrypt(d)',
    'import base64\nbase64.b64encode(d)',
    'import subprocess\nsubprocess.run(["openssl", "rand", "-hex", "16"])',
    'import os\nos.system("openssl dgst -sha256 file")',
    'import secrets\nprint(secrets.token_hex(32))',
    'aes_names = ["AES", "aes-256-cbc"]\nlog.info("encrypt %s", aes_names)',
    'crc = table[(crc ^ byte) & 0xff] ^ (crc >> 8)',
    'a ^= b\nif a % 256 == 0: print(a)',
    'C[x] ^ D[(x + 4) % 5]',
    'user.encrypt_password(x)\nmodel.decrypt()',
    'message = {"password": hash(p)}\nzip(a, b)',
    'from cryptography.x509 import load_pem_x509_certificate\nload_pem_x509_certificate(d)',
    "exec('print(1)')\neval('1+1')",
    'import base64\nexec(base64.b64decode("cHJpbnQoJ2hlbGxvIHdvcmxkJyk="))',
  ],
};
