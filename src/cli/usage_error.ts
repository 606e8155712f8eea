/** The command was typed in a way it cannot be understood; exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
