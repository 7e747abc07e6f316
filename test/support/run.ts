import { execa } from 'execa';

/** Runs a command to its end; a failure throws with everything it printed. */
export async function run(
  cwd: string,
  command: string,
  args: readonly string[],
  env: Record<string, string> = {},
) {
  const { stdout, stderr } = await execa(command, args, {
    cwd,
    env: { ...cleanEnvironment(), ...env },
    extendEnv: false,
  });
  return { stdout, stderr };
}

/** The environment without what this test run itself has set: a project must not inherit it. */
export function cleanEnvironment(): Record<string, string> {
  const inherited = Object.entries(process.env).filter(
    ([name]) => !/^(VITEST|NODE_ENV|TEST|npm_)/.test(name),
  );
  return Object.fromEntries(
    inherited.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}

/** The Node versions that the tool and what it makes run on, the oldest first. */
export const nodeMajors = ['20.19.0', '22', '24', '26'] as const;
