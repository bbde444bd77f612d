/** The user asked for something that cannot be done; the message is the whole sentence they see. Exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
