const maxLength = 500;

/** For a column that people read: the message, and not the stack. */
export function describeError(error: unknown): string {
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return text.slice(0, maxLength);
}
