import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { SetupError } from '../errors/index.ts';

/** Names every bad variable of every part, never a value. */
export class ConfigError extends SetupError {
  override readonly name = 'ConfigError';
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(`These variables are missing or wrong:\n${problems.map((problem) => `  ${problem}`).join('\n')}`);
    this.problems = problems;
  }
}

/**
 * Reads the environment part by part and remembers what is wrong, so that one error names all of it. A variable may
 * come from a file: `NAME_FILE` is read when `NAME` is not set.
 */
export class ConfigReader {
  readonly #env: NodeJS.ProcessEnv;
  readonly #problems = new Set<string>();

  constructor(env: NodeJS.ProcessEnv) {
    this.#env = env;
  }

  /** The part's values. After a problem they are not to be used: call {@link assertComplete} before any work begins. */
  read<T>(schema: z.ZodType<T>): T {
    const values = this.#valuesFor(schema);
    const result = schema.safeParse(values);
    if (result.success) return result.data;
    for (const { path, message } of result.error.issues) {
      const name = path.join('.');
      // Zod's own words for what is not there are about types, and an environment has but one.
      const own = message.startsWith('Invalid input');
      this.#problems.add(
        values[name] === undefined ? `${name}: not set${own ? '' : `, ${message}`}` : `${name}: ${message}`,
      );
    }
    return {} as T;
  }

  /** What was found wrong by others, to be named with the rest. */
  add(problems: readonly string[]): void {
    for (const problem of problems) this.#problems.add(problem);
  }

  /** @throws {ConfigError} */
  assertComplete(): void {
    if (this.#problems.size > 0) throw new ConfigError([...this.#problems].sort());
  }

  #valuesFor(schema: z.ZodType): Record<string, string | undefined> {
    const names = schema instanceof z.ZodObject ? Object.keys(schema.shape) : [];
    const fromFiles = names.filter((name) => !this.#env[name] && this.#env[`${name}_FILE`]);
    const values = {
      ...this.#env,
      ...Object.fromEntries(fromFiles.map((name) => [name, this.#readFile(name)])),
    };
    // An empty variable is one that is not set: compose files and shells produce them.
    return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ''));
  }

  #readFile(name: string): string | undefined {
    try {
      return readFileSync(this.#env[`${name}_FILE`] ?? '', 'utf8').trimEnd();
    } catch {
      this.#problems.add(`${name}_FILE: the file cannot be read`);
      return undefined;
    }
  }
}
