import type { TextLine } from './line-protocol.ts';

/** What an SMTP connection (RFC 5321, 3207) showed before it was encrypted. */
export interface SmtpFacts {
  readonly greeting: string | undefined;
  /** Name the client gave of itself. */
  readonly helo: string | undefined;
  readonly from: string | undefined;
  readonly recipients: readonly string[];
  readonly messages: number;
  readonly startTls: boolean;
  /** Where the first message begins in what the client sent; -1 without one. */
  readonly messageStart: number;
}

const MOST_RECIPIENTS = 32;
const LONGEST_TEXT = 320;

/** Facts of a mail submission; `undefined` when the client does not speak SMTP. */
export function readSmtp(client: readonly TextLine[], server: readonly TextLine[]): SmtpFacts | undefined {
  const hello = client.find(({ text }) => /^(?:EHLO|HELO|LHLO) /i.test(text));
  const greeting = server[0]?.text;
  if (hello === undefined && !(client.length === 0 && /^220[ -].*SMTP/i.test(greeting ?? '')))
    return undefined;
  const data = client.find(({ text }) => /^DATA$/i.test(text));
  return {
    greeting: greeting?.slice(0, LONGEST_TEXT),
    helo: hello?.text.slice(5, 5 + LONGEST_TEXT),
    from: pathOf(client.find(({ text }) => /^MAIL FROM:/i.test(text))?.text),
    recipients: client
      .filter(({ text }) => /^RCPT TO:/i.test(text))
      .slice(0, MOST_RECIPIENTS)
      .flatMap(({ text }) => pathOf(text) ?? []),
    messages: client.filter(({ text }) => /^(?:DATA|BDAT .*)$/i.test(text)).length,
    startTls: client.some(({ text }) => /^STARTTLS$/i.test(text)),
    messageStart: data?.after ?? -1,
  };
}

/** `imap` or `pop3` by the server's greeting and the client's first commands. */
export function mailboxProtocol(
  client: readonly TextLine[],
  server: readonly TextLine[],
): 'imap' | 'pop3' | undefined {
  const greeting = server[0]?.text ?? '';
  const command = client[0]?.text ?? '';
  if (/^\* (?:OK|PREAUTH|BYE)\b/.test(greeting)) return 'imap';
  if (greeting === '' && /^[A-Za-z0-9]{1,16} (?:CAPABILITY|LOGIN|STARTTLS|AUTHENTICATE)\b/i.test(command))
    return 'imap';
  return /^\+OK\b/.test(greeting) ? 'pop3' : undefined;
}

function pathOf(line: string | undefined): string | undefined {
  const path = line === undefined ? undefined : /<([^<>]*)>/.exec(line)?.[1];
  return path?.slice(0, LONGEST_TEXT);
}
