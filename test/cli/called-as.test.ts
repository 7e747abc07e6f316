import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { calledAs, commandLine, quoteArgument } from '../../src/cli/called-as.ts';

const started = (script: string, env: Record<string, string> = {}) =>
  calledAs({ argv: ['/usr/bin/node', script], env, cwd: () => '/home/ada/work' });

describe('calledAs', () => {
  it.each([
    ['/usr/local/bin/scaffold', {}, 'scaffold'],
    ['/home/ada/.npm/_npx/12/node_modules/.bin/scaffold', { npm_command: 'exec' }, 'npx scaffold'],
    ['/home/ada/work/node_modules/.bin/scaffold', {}, 'npx scaffold'],
    ['/home/ada/work/bin/scaffold.js', {}, 'node bin/scaffold.js'],
    ['/opt/scaffold/bin/scaffold.js', {}, 'node /opt/scaffold/bin/scaffold.js'],
  ])('%s', (script, env, expected) => {
    expect(started(script, env)).toBe(expected);
  });
});

describe('a command line', () => {
  it.each(["it's", 'a b', '$HOME', '', '`x`', '"', 'a\\b', '*', '~', 'é'])(
    'gives a shell back what it was made of: %s',
    (text) => {
      expect(execFileSync('sh', ['-c', `printf %s ${quoteArgument(text)}`], { encoding: 'utf8' })).toBe(text);
    },
  );

  it('quotes only what must be quoted', () => {
    expect(commandLine('npx scaffold', ['new', './a/b', '--uses', 'a:b,c', '--reason', 'a b'])).toBe(
      "npx scaffold new ./a/b --uses a:b,c --reason 'a b'",
    );
  });
});
