import { describe, expect, it } from 'vitest';
import { resolveSetting, type Resolving, type Setting } from '../../src/cli/resolve/resolver.ts';
import { scriptedPrompter } from './run-cli.ts';

const setting: Setting<string> = {
  flag: '--name <name>',
  standard: 'standard',
  ask: (prompter, offered) => prompter.text({ message: `name, ${offered}?` }),
};
const nobody: Resolving = { prompter: undefined, yes: false };
const somebody = (offered: string): Resolving => ({
  prompter: scriptedPrompter([{ to: offered, answer: 'asked' }]),
  yes: false,
});
const all = { fromFlag: 'flag', fromFile: 'file', evidence: 'evidence' };

describe('resolveSetting', () => {
  it.each<[string, Partial<Setting<string>>, Resolving, object]>([
    ['a flag first', all, somebody(''), { source: 'flag', value: 'flag' }],
    [
      'then the answers file',
      { ...all, fromFlag: undefined },
      somebody(''),
      { source: 'file', value: 'file' },
    ],
    [
      'evidence where nobody can be asked',
      { evidence: 'evidence' },
      nobody,
      { source: 'evidence', value: 'evidence' },
    ],
    [
      'evidence before the default',
      { evidence: 'evidence' },
      { prompter: undefined, yes: true },
      { source: 'evidence', value: 'evidence' },
    ],
    [
      'evidence as the answer offered',
      { evidence: 'evidence' },
      somebody('evidence'),
      { source: 'asked', value: 'asked' },
    ],
    ['the default with --yes', {}, { ...somebody(''), yes: true }, { source: 'default', value: 'standard' }],
    ['a prompt where there is a terminal', {}, somebody('standard'), { source: 'asked', value: 'asked' }],
    ['nothing, and then the flag is missing', {}, nobody, { source: 'missing', flag: '--name <name>' }],
  ])('takes %s', async (_name, parts, resolving, expected) => {
    expect(await resolveSetting({ ...setting, ...parts }, resolving)).toEqual(expected);
  });
});
