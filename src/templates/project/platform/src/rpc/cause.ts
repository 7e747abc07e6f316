/** The `cause` of an Error, for projects that are compiled for an older library than ES2022. */
export function setCause(error: Error, cause: unknown): void {
  Object.defineProperty(error, 'cause', { value: cause, writable: true, configurable: true });
}

export function causeOf(error: Error): unknown {
  return (error as { readonly cause?: unknown }).cause;
}
