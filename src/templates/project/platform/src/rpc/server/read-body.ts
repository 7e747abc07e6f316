import type { IncomingMessage } from 'node:http';
import { asBytes } from '../bytes.ts';
import { BodyTooLargeError } from './handler.ts';

/** The whole body. Rejects with BodyTooLargeError as soon as it must be over `limit` bytes, or when it is cut off. */
export function readBody(request: IncomingMessage, limit: number): Promise<Buffer> {
  const announced = Number(request.headers['content-length'] ?? 0);
  if (announced > limit) return Promise.reject(new BodyTooLargeError());
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= limit) chunks.push(chunk);
      else reject(new BodyTooLargeError());
    });
    request.on('end', () =>
      resolve(
        chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks.map(asBytes)),
      ),
    );
    request.on('error', reject);
    request.on('close', () => {
      if (!request.complete) reject(new Error('The request was cut off'));
    });
  });
}
