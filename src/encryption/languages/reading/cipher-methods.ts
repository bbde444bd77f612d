/** What methods of cipher objects do, whatever the library. */
export type MethodEffect = 'encrypt' | 'decrypt' | 'use';

function all(names: string, effect: MethodEffect): [string, MethodEffect][] {
  return names.split(' ').map((name) => [name, effect]);
}

const METHODS: ReadonlyMap<string, MethodEffect> = new Map([
  ...all(
    'encrypt encryptor encrypt_and_digest encrypt_at_time seal encryptString encrypt_file encryptFile box wrap encrypt_hex encrypt_bytes Seal XORKeyStream CryptBlocks createencryptor CreateEncryptor encrypt_io encrypt_in_place encryptBytes',
    'encrypt',
  ),
  ...all(
    'decrypt decryptor decrypt_and_verify decrypt_at_time open unseal decryptString decrypt_file decryptFile unwrap decrypt_hex decrypt_bytes Open createdecryptor CreateDecryptor decrypt_in_place decryptBytes',
    'decrypt',
  ),
  ...all(
    'update update_into finalize final finish add start crypt process pipe write doFinal transformfinalblock transformblock TransformFinalBlock TransformBlock apply_keystream filter RC4 feed writestr writeall mkdir extractall',
    'use',
  ),
]);

export function methodEffect(name: string): MethodEffect | undefined {
  return METHODS.get(name);
}

/** Methods of ciphers only, so that they count on an object made elsewhere. */
export const CIPHER_ONLY: ReadonlySet<string> = new Set([
  'encryptor',
  'decryptor',
  'encrypt_and_digest',
  'decrypt_and_verify',
  'createencryptor',
  'createdecryptor',
  'CreateEncryptor',
  'CreateDecryptor',
]);
