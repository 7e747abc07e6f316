import { createHash } from 'node:crypto';

/** SHA-256 of a text as UTF-8, in hex: what an operation expects to find, and what the manifest remembers. */
export const hashText = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');
