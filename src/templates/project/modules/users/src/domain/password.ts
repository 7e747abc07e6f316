import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';

interface Parameters {
  /** CPU and memory cost, a power of two. */
  readonly cost: number;
  readonly blockSize: number;
  readonly parallelization: number;
}

/** OWASP's second choice: 32 MiB and about a quarter of a second of one core, in libuv's thread pool. */
const current: Parameters = { cost: 2 ** 15, blockSize: 8, parallelization: 3 };
const saltBytes = 16;
const hashBytes = 32;

/** `scrypt$cost$blockSize$parallelization$salt$hash`: a hash keeps its parameters, so that they can be raised later. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(saltBytes);
  return format(current, salt, await derive(password, salt, current));
}

/** Does the same work for every stored hash, and compares in constant time. */
export async function passwordMatches(password: string, stored: string): Promise<boolean> {
  const { parameters, salt, hash } = parse(stored);
  return timingSafeEqual(await derive(password, salt, parameters), hash);
}

/** Stands in for the hash of an account that does not exist: no password is known to match it. */
export const decoyHash = format(current, Buffer.alloc(saltBytes), Buffer.alloc(hashBytes));

function derive(password: string, salt: Buffer, parameters: Parameters): Promise<Buffer> {
  const maxmem = 256 * parameters.cost * parameters.blockSize;
  return new Promise((resolve, reject) => {
    // Normalised, because one typed letter can arrive as different code points.
    scrypt(password.normalize('NFKC'), salt, hashBytes, { ...parameters, maxmem }, (error, key) =>
      error ? reject(error) : resolve(key),
    );
  });
}

function format({ cost, blockSize, parallelization }: Parameters, salt: Buffer, hash: Buffer): string {
  return ['scrypt', cost, blockSize, parallelization, salt.toString('base64'), hash.toString('base64')].join(
    '$',
  );
}

function parse(stored: string): { parameters: Parameters; salt: Buffer; hash: Buffer } {
  const [scheme, cost, blockSize, parallelization, salt, hash] = stored.split('$');
  if (scheme !== 'scrypt' || salt === undefined || hash === undefined) {
    throw new Error('A stored password hash has an unknown form.');
  }
  return {
    parameters: {
      cost: Number(cost),
      blockSize: Number(blockSize),
      parallelization: Number(parallelization),
    },
    salt: Buffer.from(salt, 'base64'),
    hash: Buffer.from(hash, 'base64'),
  };
}
