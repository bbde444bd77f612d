import { describe, expect, it } from 'vitest';
import { describeTransfer } from '../describe-transfer.ts';
import { readTransfer } from '../read-transfer.ts';

/** `␣` is a blank within an argument. */
function told(line: string): string {
  const words = line.split(' ').map((word) => word.replaceAll('␣', ' '));
  const transfer = readTransfer(words, undefined, 'linux');
  return transfer === undefined ? 'none' : describeTransfer(transfer);
}

describe('clients of object stores', () => {
  it.each([
    ['aws s3 cp a s3://b/k', 'aws: upload of files a to s3://b/k, encrypted'],
    [
      'aws --profile x s3 cp a s3://b/k --endpoint-url http://minio:9000',
      'aws: upload of files a to s3://minio:9000:b/k, clear',
    ],
    ['aws s3 cp - s3://b/k', 'aws: upload of stdin to s3://b/k, encrypted'],
    ['aws s3 sync /d s3://b --delete', 'aws: upload of files /d to s3://b, encrypted'],
    ['aws s3 mv s3://a s3://b', 'aws: both to s3://b, encrypted'],
    ['aws s3api put-object --bucket b --key k --body a', 'aws: upload of files a to s3://b/k, encrypted'],
    [
      'aws lambda update-function-code --function-name f --zip-file fileb://a.zip',
      'aws: upload of files a.zip, encrypted',
    ],
    ['python3 /usr/bin/aws s3 cp a s3://b/k', 'aws: upload of files a to s3://b/k, encrypted'],
    ['s3cmd put a s3://b/', 's3cmd: upload of files a to s3://b/, encrypted'],
    ['s3cmd --access_key=x --host=h sync /d s3://b', 's3cmd: upload of files /d to s3://h:b, encrypted'],
    ['s5cmd --endpoint-url https://e cp a s3://b/', 's5cmd: upload of files a to s3://e:b/, encrypted'],
    ['s5cmd pipe s3://b/k', 's5cmd: upload of stdin to s3://b/k, encrypted'],
    ['mc cp a play/bucket', 'mc: upload of files a to s3://play/bucket'],
    ['mc cp /d/a play/b', 'mc: upload of files /d/a to s3://play/b'],
    ['gsutil cp a gs://b', 'gsutil: upload of files a to gs://b, encrypted'],
    ['gsutil -m cp -r /d gs://b', 'gsutil: upload of files /d to gs://b, encrypted'],
    ['gsutil cp - gs://b/x', 'gsutil: upload of stdin to gs://b/x, encrypted'],
    ['gcloud storage cp a gs://b', 'gcloud: upload of files a to gs://b, encrypted'],
    ['gcloud compute scp a h:/x --zone z', 'gcloud: upload of files a to h/x, encrypted'],
    [
      'az storage blob upload -f a -c c -n n --account-name acct',
      'az: upload of files a to https://acct.blob.core.windows.net:c, encrypted',
    ],
    [
      'az storage blob upload-batch -s /d -d c --account-name acct',
      'az: upload of files /d to https://acct.blob.core.windows.net:c, encrypted',
    ],
    [
      'azcopy copy /d https://acct.blob.core.windows.net/c?sig=x --recursive',
      'azcopy: upload of files /d to https://acct.blob.core.windows.net/c, encrypted',
    ],
    ['b2 upload-file b a k', 'b2: upload of files a to b2://b, encrypted'],
    ['b2 file upload b a k', 'b2: upload of files a to b2://b, encrypted'],
    ['b2 sync /d b2://b', 'b2: upload of files /d to b2://b, encrypted'],
    ['swift upload c a', 'swift: upload of files a to swift://c, encrypted'],
    [
      'swift -A https://auth.example/v1 -U u -K k upload c a',
      'swift: upload of files a to swift://auth.example:c, encrypted',
    ],
    ['oci os object put -bn b --file a', 'oci: upload of files a, encrypted'],
    ['ossutil cp a oss://b/', 'ossutil: upload of files a to oss://b/, encrypted'],
    ['coscmd upload a /x', 'coscmd: upload of files a to cos:///x, encrypted'],
    [
      'aws --region eu-west-1 s3 cp --recursive /d s3://bucket/in',
      'aws: upload of files /d to s3://bucket/in, encrypted',
    ],
    [
      'aws s3 cp /d s3://bucket/in --exclude * --include *.gpg --storage-class STANDARD_IA',
      'aws: upload of files /d to s3://bucket/in, encrypted',
    ],
    [
      'aws s3api upload-part --bucket b --key k --part-number 1 --body part1 --upload-id x',
      'aws: upload of files part1 to s3://b/k, encrypted',
    ],
    ['aws sqs send-message --queue-url https://q --message-body x', 'aws: upload of literal, encrypted'],
    [
      'gsutil -o GSUtil:parallel_composite_upload_threshold=150M cp a.gpg gs://bucket/',
      'gsutil: upload of files a.gpg to gs://bucket/, encrypted',
    ],
  ])('carry something out: %s', (line, expected) => {
    expect(told(line)).toBe(expected);
  });
});

describe('clients of object stores', () => {
  it.each([
    ['aws s3 cp s3://b/k .', 'aws: download to s3://b/k, encrypted'],
    ['aws s3 ls s3://b', 'aws: download to s3://b, encrypted'],
    ['aws s3api get-object --bucket b --key k out', 'aws: download to s3://b/k, encrypted'],
    ['aws sts get-caller-identity', 'aws: download, encrypted'],
    ['s3cmd get s3://b/a', 's3cmd: download to s3://b/a, encrypted'],
    ['mc mirror play/b ./d', 'mc: download to s3://play/b'],
    ['gsutil cp gs://b/a .', 'gsutil: download to gs://b/a, encrypted'],
    [
      'az storage blob download -f a -c c -n n --account-name acct',
      'az: download to https://acct.blob.core.windows.net:c, encrypted',
    ],
    [
      'azcopy cp https://acct.blob.core.windows.net/c /d',
      'azcopy: download to https://acct.blob.core.windows.net/c, encrypted',
    ],
    ['gsutil ls gs://bucket', 'gsutil: download to gs://bucket, encrypted'],
  ])('only fetch: %s', (line, expected) => {
    expect(told(line)).toBe(expected);
  });
});

describe('clients of object stores', () => {
  it.each([
    ['aws ssm start-session --target i-1', 'aws: interactive of stdin, encrypted'],
    ['aws ec2 run-instances --image-id i', 'aws: unknown, encrypted'],
    ['gcloud compute ssh h', 'gcloud: interactive of stdin to ssh://h, encrypted'],
    ['aws s3 rm s3://b/k', 'aws: unknown to s3://b/k, encrypted'],
  ])('do not say: %s', (line, expected) => {
    expect(told(line)).toBe(expected);
  });
});

describe('clients of object stores', () => {
  it.each([
    ['aws configure', 'none'],
    ['mc', 'none'],
    ['az login', 'none'],
    ['azcopy login', 'none'],
    ['gcloud auth list', 'none'],
  ])('move nothing over a network: %s', (line, expected) => {
    expect(told(line)).toBe(expected);
  });
});
