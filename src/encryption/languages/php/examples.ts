/** Own scripts that imitate the PHP manual and common web shells. */
import type { CodeLanguage } from '../reading/code-language.ts';

export const PHP_EXAMPLES: CodeLanguage['examples'] = {
  positive: [
    {
      script: `<?php
$ct = openssl_encrypt($data, 'aes-256-cbc', 'my long key', OPENSSL_RAW_DATA, $iv);
file_put_contents('o.bin', $ct);`,
      direction: 'encrypt',
      algorithm: 'aes-256-cbc',
      keySource: 'literal',
      tier: 2,
      outputs: ['o.bin'],
      secrets: ['my long key'],
    },
    {
      script:
        '<html><?php echo MCRYPT_Encrypt(MCRYPT_RIJNDAEL_128, $_POST["k"], $d, MCRYPT_MODE_CBC); ?></html>',
      direction: 'encrypt',
      algorithm: 'aes-128-cbc',
      keySource: 'network',
    },
    {
      script: '<?php $m = sodium_crypto_secretbox_open($c, $n, $k);',
      direction: 'decrypt-claimed',
      algorithm: 'xsalsa20-poly1305',
    },
    {
      script:
        "<?php use phpseclib3\\Crypt\\AES; $a = new AES('ctr'); $a->setKey('abcdefghijklmnop'); echo $a->encrypt($x);",
      direction: 'encrypt',
      algorithm: 'aes-ctr',
      secrets: ['abcdefghijklmnop'],
    },
    {
      script: '<?php shell_exec("openssl enc -aes-256-cbc -k $pw -in {$file}");',
      direction: 'encrypt',
      tier: 3,
    },
    { script: '<?php $x = `gpg --batch -c --passphrase $pw $f`;', direction: 'encrypt', tier: 3 },
    {
      script: '<?php for ($i = 0; $i < strlen($d); $i++) $o .= $d[$i] ^ $key[$i % strlen($key)];',
      algorithm: 'xor',
    },
    { script: '<?php $o = $d ^ str_repeat($k, 99);', algorithm: 'xor' },
    {
      script:
        '<?php $s=range(0,255);$j=0;for($i=0;$i<256;$i++){$j=($j+$s[$i]+ord($k[$i%strlen($k)]))%256;$x=$s[$i];$s[$i]=$s[$j];$s[$j]=$x;}$i=$j=0;for($y=0;$y<strlen($d);$y++){$i=($i+1)%256;$j=($j+$s[$i])%256;$x=$s[$i];$s[$i]=$s[$j];$s[$j]=$x;$r.=$d[$y]^chr($s[($s[$i]+$s[$j])%256]);}',
      algorithm: 'rc4',
    },
    {
      script: "$zip->setEncryptionName('a.txt', ZipArchive::EM_AES_256, 'winter');",
      direction: 'encrypt',
      algorithm: 'aes-256',
      secrets: ['winter'],
    },
  ],
  negative: [
    "<?php // openssl_encrypt($d, 'aes-256-cbc', $k)\n# mcrypt_encrypt()\n/* sodium_crypto_secretbox() */ echo 'openssl_encrypt($d)';",
    'openssl_encrypt($d) <b><?= $x ?></b>',
    "<?php password_hash($p, PASSWORD_BCRYPT); hash_hmac('sha256', $d, $k); base64_encode($d);",
    '<?php openssl_public_encrypt($d, $out, $key); openssl_sign($d, $s, $k);',
    "<?php exec('ls -la'); system('tar czf a.tgz dir');",
    '<?php $flags = $a ^ $b; $n = $i % 256;',
    "<?php eval('return 1;');",
  ],
};
