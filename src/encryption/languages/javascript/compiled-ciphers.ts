/**
 * Ciphers of Java, Swift, Go, Kotlin and C#. Their code is handed to `jshell`, `swift -`, `go run` or a compiler, or is
 * reached from JavaScript (Nashorn); its calls are written as those of JavaScript, which is how they are read.
 */
import { decrypts, encrypts, makes } from '../reading/cipher-construct.ts';
import type { Construct } from '../reading/construct.ts';

const KEY = { key: '0' } as const;

export const COMPILED_CIPHERS: readonly Construct[] = [
  makes('Cipher.getInstance', 'java', undefined, { algorithmFrom: '0', weak: true }),
  encrypts('AES.GCM.seal GCM.seal', 'cryptokit', 'aes-gcm'),
  decrypts('AES.GCM.open GCM.open', 'cryptokit', 'aes-gcm'),
  encrypts('ChaChaPoly.seal', 'cryptokit', 'chacha20-poly1305'),
  decrypts('ChaChaPoly.open', 'cryptokit', 'chacha20-poly1305'),
  makes('aes.NewCipher', 'go', 'aes', KEY),
  makes('des.NewCipher', 'go', 'des', KEY),
  makes('des.NewTripleDESCipher', 'go', '3des', KEY),
  makes('rc4.NewCipher', 'go', 'rc4', KEY),
  makes('blowfish.NewCipher', 'go', 'blowfish', KEY),
  makes('twofish.NewCipher', 'go', 'twofish', KEY),
  makes('chacha20poly1305.New chacha20poly1305.NewX', 'go', 'chacha20-poly1305', KEY),
  makes('chacha20.NewUnauthenticatedCipher', 'go', 'chacha20', KEY),
  encrypts('secretbox.Seal', 'go', 'xsalsa20-poly1305'),
  encrypts('cipher.NewCFBEncrypter cipher.NewCBCEncrypter', 'go'),
  decrypts('cipher.NewCFBDecrypter cipher.NewCBCDecrypter', 'go'),
];
