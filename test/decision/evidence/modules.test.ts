import { describe, expect, it } from 'vitest';
import { findModules } from '../../../src/decision/evidence/modules/find-modules.ts';
import {
  expandGivenModules,
  readGivenModules,
} from '../../../src/decision/evidence/modules/given-modules.ts';
import { mapParts } from '../../../src/decision/evidence/modules/module-map.ts';
import { readPackages } from '../../../src/decision/evidence/modules/packages.ts';

interface More {
  readonly packages?: Readonly<Record<string, object>>;
  readonly nest?: readonly string[];
  readonly services?: readonly string[];
  readonly scaffolded?: boolean;
}

type Row = readonly [title: string, sources: readonly string[], modules: readonly string[], more: More];

const files = (...folders: string[]): string[] =>
  folders.flatMap((folder) => [`${folder}/a.ts`, `${folder}/b.ts`]);
const server = { dependencies: { express: '5' }, scripts: { start: 'node .' } };

const rows: readonly Row[] = [
  [
    'feature folders',
    files('src/modules/orders', 'src/modules/billing', 'src/lib'),
    ['billing', 'orders'],
    {},
  ],
  [
    'features deep in the source',
    files('src/lib/features/flags', 'src/lib/features/projects'),
    ['flags', 'projects'],
    {},
  ],
  [
    'shared folders among the modules',
    files('src/modules/orders', 'src/modules/billing', 'src/modules/shared', 'src/modules/common'),
    ['billing', 'orders'],
    {},
  ],
  [
    'the enterprise edition among the modules',
    files('modules/ee/sso', 'modules/ee/teams', 'modules/survey'),
    ['sso', 'survey', 'teams'],
    {},
  ],
  [
    'folders of the source root',
    files('src/article', 'src/comment', 'src/_sharedKernel'),
    ['article', 'comment'],
    {},
  ],
  [
    'technical layers are no modules',
    files('src/controllers', 'src/models', 'src/services', 'src/routes'),
    [],
    {},
  ],
  [
    'a folder beside layers is one of them',
    files('src/controllers', 'src/models', 'src/services', 'src/thing', 'src/other'),
    [],
    {},
  ],
  [
    'Nest modules, the outermost left out',
    files('src/users', 'src/auth', 'src/auth/strategies'),
    ['auth', 'users'],
    {
      nest: [
        'src/app.module.ts',
        'src/users/users.module.ts',
        'src/auth/auth.module.ts',
        'src/auth/strategies/strategies.module.ts',
      ],
    },
  ],
  [
    'Nest modules that are shared code',
    files('src/users', 'src/auth', 'src/config'),
    ['auth', 'users'],
    { nest: ['src/users/users.module.ts', 'src/auth/auth.module.ts', 'src/config/config.module.ts'] },
  ],
  [
    'packages below modules',
    files('packages/modules/cart/src', 'packages/modules/order/src', 'packages/core/utils/src'),
    ['cart', 'order'],
    {
      packages: {
        '': {},
        'packages/modules/cart': {},
        'packages/modules/order': {},
        'packages/core/utils': {},
      },
    },
  ],
  [
    'services that run on their own',
    files('src/flight/src/seat', 'src/booking/src/data', 'src/building-blocks/log'),
    ['booking', 'flight'],
    {
      packages: { '': {}, 'src/flight': server, 'src/booking': server, 'src/building-blocks': {} },
      services: ['src/flight', 'src/booking'],
    },
  ],
  [
    'a front end is none',
    [...files('src/orders', 'src/billing'), 'client/a.tsx', 'client/b.tsx'],
    ['billing', 'orders'],
    {},
  ],
  [
    'two with one name get their parents',
    files('src/modules/auth', 'src/modules/ee/auth', 'src/modules/ee/sso'),
    ['ee/auth', 'modules/auth', 'sso'],
    {},
  ],
  [
    'a scaffolded project',
    files(
      'modules/orders/src',
      'modules/users/src',
      'apps/monolith/src',
      'platform/src',
      'clients/orders/src',
    ),
    ['orders', 'users'],
    {
      packages: {
        '': {},
        'modules/orders': {},
        'modules/users': {},
        'apps/monolith': server,
        platform: {},
        'clients/orders': {},
      },
      scaffolded: true,
    },
  ],
];

describe('findModules', () => {
  it.each(rows)(
    '%s',
    (
      _title,
      sources,
      expected,
      { packages = { '': {} }, nest = [], services = [], scaffolded = false } = {},
    ) => {
      const paths = Object.keys(packages).map((folder) =>
        folder === '' ? 'package.json' : `${folder}/package.json`,
      );
      const found = readPackages(paths, (path) =>
        JSON.stringify(packages[path.replace(/\/?package\.json$/, '')]),
      );
      const all = [...sources, ...nest];
      const { modules } = findModules({
        sources: all,
        packages: found,
        nestModules: nest,
        services: new Set(services),
        scaffolded,
      });
      expect(modules.map(({ name }) => name)).toEqual(expected);
    },
  );

  it('gives a path to the deepest part around it', () => {
    const map = mapParts({
      modules: [{ name: 'orders', paths: ['src/orders'], from: 'folder' }],
      others: [{ name: 'src/orders/shared', paths: ['src/orders/shared'], role: 'library' }],
    });
    expect(map.moduleOf('src/orders/a/b.ts')).toBe('orders');
    expect(map.moduleOf('src/orders/shared/b.ts')).toBeUndefined();
    expect(map.roleOf('src/orders/shared/b.ts')).toBe('library');
    expect(map.moduleOf('src/ordersx/b.ts')).toBeUndefined();
  });
});

describe('given modules', () => {
  const expand = (options: readonly string[]) => {
    const given = readGivenModules(options);
    return given.ok
      ? expandGivenModules(given.value, ['src/a/x.ts', 'src/a/y.ts', 'src/b/z.ts', 'src/new\nline.ts'])
      : given;
  };
  const codes = (options: readonly string[]) => expand(options).findings.map(({ code }) => code);

  it('take a folder, a file or a glob, and add up by name', () => {
    const expanded = expand(['one=./src/a/', 'one=src/b/z.ts', 'two=src/new*']);
    expect(expanded.ok && expanded.value.map((one) => one.files.length)).toEqual([3, 1]);
  });

  it.each([
    [['orders'], ['value-invalid']],
    [
      ['=src/**', 'x='],
      ['value-invalid', 'value-invalid'],
    ],
    [
      ['orders=lib/**', 'billing=src/c'],
      ['module-glob-empty', 'module-glob-empty'],
    ],
    [['orders=src/**', 'billing=src/b/**'], ['module-globs-overlap']],
  ])('%j are refused', (options, expected) => expect(codes(options)).toEqual(expected));
});
