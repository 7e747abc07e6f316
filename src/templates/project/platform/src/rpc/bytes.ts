/** The same bytes. Declarations of Node that are older than the compiler's own do not take a Buffer for a Uint8Array. */
export function asBytes(buffer: Buffer): Uint8Array {
  return buffer as object as Uint8Array;
}
