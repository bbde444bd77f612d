/** Own scripts that imitate the documentation of OpenSSL::Cipher, RbNaCl and Lockbox, and Metasploit-like encoders. */
import type { CodeLanguage } from '../reading/code-language.ts';

export const RUBY_EXAMPLES: CodeLanguage['examples'] = {
  positive: [
    {
      script: `require 'openssl'
cipher = OpenSSL::Cipher.new('aes-256-cbc')
cipher.encrypt
cipher.key = 'a key of thirty-two characters!!'
sealed = cipher.update(File.read('in.txt')) + cipher.final
File.binwrite('out.enc', sealed)`,
      direction: 'encrypt',
      algorithm: 'aes-256-cbc',
      keySource: 'literal',
      tier: 2,
      inputs: ['in.txt'],
      outputs: ['out.enc'],
      secrets: ['a key of thirty-two characters!!'],
    },
    {
      script: `c = OpenSSL::Cipher::AES256.new(:CBC)
c.decrypt
c.key = ENV['KEY']
puts c.update(data) << c.final`,
      direction: 'decrypt-claimed',
      algorithm: 'aes-cbc',
      keySource: 'environment',
    },
    { script: 'c = OpenSSL::Cipher::Cipher.new("bf-cbc")', tier: 2, algorithm: 'bf-cbc' },
    {
      script: 'box = RbNaCl::SimpleBox.from_secret_key(key)\nsealed = box.encrypt(text)',
      direction: 'encrypt',
      algorithm: 'xsalsa20-poly1305',
    },
    { script: 'lockbox = Lockbox.new(key: key)\nlockbox.encrypt("x")', direction: 'encrypt' },
    {
      script: 'system("openssl", "enc", "-aes-256-cbc", "-k", pw, "-in", name)',
      direction: 'encrypt',
      tier: 3,
    },
    { script: 'out = `gpg --batch -c --passphrase #{pw} #{name}`', direction: 'encrypt', tier: 3 },
    { script: 'system "7z a -pfoobar o.7z #{dir}"', direction: 'encrypt', secrets: ['foobar'] },
    {
      script: `s = (0..255).to_a; j = 0
256.times { |i| j = (j + s[i] + key[i % key.length].ord) % 256; s[i], s[j] = s[j], s[i] }
data.each_byte { |b| i = (i + 1) % 256; j = (j + s[i]) % 256; s[i], s[j] = s[j], s[i]; out << (b ^ s[(s[i] + s[j]) % 256]) }`,
      algorithm: 'rc4',
    },
    {
      script: "def mix(d, k)\n  d.bytes.zip(k.bytes.cycle).map { |a, b| a ^ b }.pack('C*')\nend",
      algorithm: 'xor',
    },
    { script: "Zip::TraditionalEncrypter.new('winter')", algorithm: 'zipcrypto', secrets: ['winter'] },
    {
      script: 'eval("YyA9IE9wZW5TU0w6OkNpcGhlci5uZXcoJ2Flcy0yNTYtY2JjJykuZW5jcnlwdA==".unpack(\'m\')[0])',
      algorithm: 'aes-256-cbc',
    },
  ],
  negative: [
    "# OpenSSL::Cipher.new('aes-256-cbc').encrypt\nputs \"OpenSSL::Cipher.new('aes').encrypt\"",
    '=begin\nOpenSSL::Cipher.new("aes-256-cbc").encrypt\n=end\nputs 1',
    "require 'openssl'\nOpenSSL::Digest::SHA256.hexdigest('x')",
    'OpenSSL::PKey::RSA.new(2048).public_encrypt("x")',
    "system('tar czf a.tgz dir')\n`ls -la`",
    'puts x % 256\nflags ^= MASK',
    'user.encrypt\nrecord.decrypt!',
    "eval('1 + 1')",
  ],
};
