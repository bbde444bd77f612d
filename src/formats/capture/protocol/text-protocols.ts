import type { ApplicationProtocol } from './application.ts';

/** Protocols of text lines without facts of their own, by their first words. */
export function textProtocol(client: Buffer, server: Buffer): ApplicationProtocol | undefined {
  const said = client.toString('latin1', 0, 256);
  const answered = server.toString('latin1', 0, 256);
  if (/^[A-Z_]{3,16} \S{1,200} SIP\/2\.0\r/.test(said) || answered.startsWith('SIP/2.0 ')) return 'sip';
  if (/^[A-Z_]{3,16} \S{1,200} RTSP\/1\.0\r/.test(said) || answered.startsWith('RTSP/1.0 ')) return 'rtsp';
  if (
    /^(?:NICK|USER|CAP|PASS) [^\r\n]{1,200}\r?\n/.test(said) &&
    /^:\S{1,200} (?:NOTICE|\d{3}|CAP|PING)\b/.test(answered)
  )
    return 'irc';
  if (/^(?:<\?xml[^>]{0,100}>\s{0,8})?<stream:stream /.test(said)) return 'xmpp';
  if (/^\*\d{1,4}\r\n\$\d{1,6}\r\n/.test(said)) return 'redis';
  return undefined;
}
