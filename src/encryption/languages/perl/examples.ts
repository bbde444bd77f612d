/** Own scripts that imitate the documentation of Crypt::CBC and CryptX, and old web shells. */
import type { CodeLanguage } from '../reading/code-language.ts';

export const PERL_EXAMPLES: CodeLanguage['examples'] = {
  positive: [
    {
      script: `use Crypt::CBC;
my $cipher = Crypt::CBC->new(-key => 'my secret key', -cipher => 'Rijndael');
my $sealed = $cipher->encrypt($plain);`,
      direction: 'encrypt',
      algorithm: 'aes',
      keySource: 'literal',
      tier: 2,
      secrets: ['my secret key'],
    },
    { script: 'use Crypt::Rijndael;', tier: 1, algorithm: 'aes' },
    {
      script: `my $c = new Crypt::Blowfish($ENV{KEY});
print $c->decrypt($x);`,
      direction: 'decrypt-claimed',
      algorithm: 'blowfish',
      keySource: 'environment',
    },
    {
      script:
        "use Crypt::AuthEnc::GCM qw(gcm_encrypt_authenticate);\nmy ($ct, $tag) = gcm_encrypt_authenticate('AES', $key, $n, $h, $pt);",
      direction: 'encrypt',
      algorithm: 'aes',
    },
    {
      script: 'system("openssl enc -aes-256-cbc -k $pw -in $file -out $file.enc");',
      direction: 'encrypt',
      tier: 3,
    },
    { script: 'my $out = `gpg --batch -c --passphrase $pw $file`;', direction: 'encrypt', tier: 3 },
    { script: "exec('7z', 'a', '-psecret1', 'o.7z', $dir);", direction: 'encrypt', secrets: ['secret1'] },
    { script: 'my $o = qx{zip -P pw123 o.zip $dir};', direction: 'encrypt', secrets: ['pw123'] },
    {
      script: `my @s = (0..255); my $j = 0; my @k = unpack 'C*', $key;
for my $i (0..255) { $j = ($j + $s[$i] + $k[$i % @k]) % 256; @s[$i,$j] = @s[$j,$i]; }
for (unpack 'C*', $data) { $x = ($x + 1) % 256; $y = ($y + $s[$x]) % 256; @s[$x,$y] = @s[$y,$x]; push @o, $_ ^ $s[($s[$x] + $s[$y]) % 256]; }`,
      algorithm: 'rc4',
    },
    { script: 'my $out = $data ^ ($key x (length($data) / length($key) + 1));', algorithm: 'xor' },
    { script: "open(P, '-|', 'openssl enc -aes-256-cbc -k x -in a');", direction: 'encrypt', tier: 3 },
    { script: 'open(OUT, "| gpg -c --batch --passphrase x > o.gpg") or die;', direction: 'encrypt', tier: 3 },
    {
      script:
        "eval(join('',map{chr}(117,115,101,32,67,114,121,112,116,58,58,82,67,52,59,82,67,52,40,36,107,44,36,100,41,59)));",
      algorithm: 'rc4',
    },
    { script: "eval(scalar reverse(';)d$,k$(4CR;4CR::tpyrC esu'));", algorithm: 'rc4' },
  ],
  negative: [
    '# Crypt::CBC->new(-key => 1)->encrypt(1)\nprint "Crypt::CBC->new(-key => 1)->encrypt(1)";',
    '=pod\n\nCrypt::CBC->new(-key => 1)->encrypt(1)\n\n=cut\nprint 1;',
    '1;\n__END__\nuse Crypt::CBC;\nCrypt::CBC->new(-key => 1)->encrypt(1);',
    'use Digest::SHA qw(sha256_hex); print sha256_hex($x);',
    '$s =~ s/aes/des/g; $s =~ tr/a-z/A-Z/; my %h = (a => 1); my $y = $h{a} % 3;',
    "system('tar czf a.tgz dir'); `ls`;",
    'my $mask = $flags ^ $bits; my $rest = $n % 256;',
    'use Crypt::OpenSSL::RSA; my $r = Crypt::OpenSSL::RSA->new_public_key($k); $r->encrypt($d);',
  ],
};
