import { describe, expect, it } from 'vitest';
import { nestStyle } from '../../../../src/extract/analyse/wiring/nest/index.ts';
import { application, main, moduleText, service, target } from './nest-fixture.ts';
import { codesIn, composeText, errorsIn, run, wire, type Texts, type Wired } from './probe.ts';

const find = (files: Texts, of = target): Wired => wire({ style: nestStyle, files, target: of });

const moduleAfter = (metadata: string, before: string): string =>
  find(application(moduleText(metadata, before))).after['src/payments.module.ts'] ?? '';

const created = `useFactory: (moduleRef: ModuleRef) =>
        bindPaymentsAsync(() => moduleRef.create(Payments)),
      inject: [ModuleRef],`;

/** Ways to provide a class, and what each becomes. */
const forms: readonly (readonly [name: string, metadata: string, becomes: string, before?: string])[] = [
  [
    'its own token, in a line',
    'providers: [Payments, Gateway],\n  exports: [Payments],',
    `providers: [
    {
      provide: Payments,
      ${created}
    },
    Gateway,
  ],
  exports: [Payments],`,
  ],
  [
    'its own token, on a line',
    'providers: [\n    Gateway,\n    Payments,\n  ],\n  exports: [Payments],',
    `providers: [
    Gateway,
    {
      provide: Payments,
      ${created}
    },
  ],`,
  ],
  [
    'useClass',
    'providers: [\n    Gateway,\n    {\n      provide: Payments,\n      useClass: Payments,\n    },\n  ],\n  exports: [Payments],',
    `{
      provide: Payments,
      ${created}
    },`,
  ],
  [
    'useClass by a condition',
    'providers: [Gateway, { provide: Payments, useClass: process.env.X ? Payments : OtherPayments }],\n  exports: [Payments],',
    'bindPaymentsAsync(() => moduleRef.create(process.env.X ? Payments : OtherPayments)),',
    'class OtherPayments extends Payments {}\n',
  ],
  [
    'useFactory',
    "providers: [Gateway, { provide: Payments, useFactory: (gateway: Gateway) => new Payments(gateway, 'USD'), inject: [Gateway] }],\n  exports: [Payments],",
    "useFactory: (gateway: Gateway) => bindPayments(() => new Payments(gateway, 'USD')), inject: [Gateway]",
  ],
  [
    'an async useFactory with a body',
    "providers: [\n    Gateway,\n    {\n      provide: Payments,\n      useFactory: async (gateway: Gateway) => {\n        await Promise.resolve();\n        return new Payments(gateway, 'USD');\n      },\n      inject: [Gateway],\n    },\n  ],\n  exports: [Payments],",
    'useFactory: async (gateway: Gateway) => bindPaymentsAsync(async () => {\n        await Promise.resolve();',
  ],
  [
    'useFactory as a method',
    "providers: [Gateway, { provide: Payments, useFactory(gateway: Gateway) { return new Payments(gateway, 'USD'); }, inject: [Gateway] }],\n  exports: [Payments],",
    "useFactory(gateway: Gateway) { return bindPayments(() => { return new Payments(gateway, 'USD'); }); }",
  ],
  [
    'useFactory by name',
    'providers: [Gateway, { provide: Payments, useFactory: makePayments, inject: [Gateway] }],\n  exports: [Payments],',
    'useFactory: (...args: Parameters<typeof makePayments>) => bindPayments(() => makePayments(...args))',
    "function makePayments(gateway: Gateway) {\n  return new Payments(gateway, 'USD');\n}\n",
  ],
  [
    'useValue',
    "providers: [{ provide: Payments, useValue: new Payments(new Gateway(), 'USD') }],\n  exports: [Payments],",
    "useFactory: () => bindPayments(() => new Payments(new Gateway(), 'USD'))",
  ],
  [
    'a constant of a narrow type, in a spread list',
    'providers: [...list],\n  exports: [Payments],',
    'const payments: FactoryProvider = {',
    "import type { ClassProvider, Provider } from '@nestjs/common';\nconst payments: ClassProvider = { provide: Payments, useClass: Payments };\nconst list: Provider[] = [Gateway].concat([]).length > 0 ? [Gateway, payments] : [];\n",
  ],
];

describe('a provider of Nest', () => {
  it.each(forms)('is bound as %s', (_, metadata = '', becomes = '', before = '') => {
    expect(moduleAfter(metadata, before)).toContain(becomes);
  });

  it.each(forms)(
    'compiles as %s, and is found bound the second time',
    (_, metadata = '', __, before = '') => {
      const { after } = find(application(moduleText(metadata, before)));
      expect(errorsIn(after)).toEqual([]);
      const again = find(after);
      expect(again.wiring?.sites).toHaveLength(1);
      expect([...(again.wiring?.edits ?? [])]).toEqual([]);
    },
  );

  it('of a dynamic module is bound', () => {
    const text = `import { DynamicModule, Module } from '@nestjs/common';
import { Gateway } from './gateway';
import { Payments } from './payments.service';

@Module({})
export class PaymentsModule {
  static register(): DynamicModule {
    return { module: PaymentsModule, providers: [Payments, Gateway], exports: [Payments] };
  }
}
`;
    const files = application(text, {});
    const { after, wiring } = find(files);
    expect(after['src/payments.module.ts']).toContain('bindPaymentsAsync(() => moduleRef.create(Payments))');
    expect(wiring?.sites).toHaveLength(1);
  });

  it('leaves tests and consumers as they are', () => {
    const test = `import { Test } from '@nestjs/testing';
import { Payments } from './payments.service';
Test.createTestingModule({ providers: [Payments, { provide: Payments, useClass: Payments }] });
`;
    const { wiring } = find(
      application(moduleText('providers: [Payments, Gateway]'), { 'src/payments.spec.ts': test }),
    );
    expect([...(wiring?.edits.keys() ?? [])]).toEqual(['src/payments.module.ts']);
  });
});

const port = `export interface PaymentsPort {
  charge(order: string): Promise<string>;
}
export abstract class AbstractPayments {
  abstract charge(order: string): Promise<string>;
}
export const PAYMENTS = Symbol('payments');
`;

const implementation = service
  .replace('implements OnModuleInit', 'extends AbstractPayments implements PaymentsPort, OnModuleInit')
  .replace("'./gateway';", "'./gateway';\nimport { AbstractPayments, type PaymentsPort } from './port';")
  .replace("console.log('payments made');", 'super();');

const withPort = (metadata: string, before = '', more: Texts = {}): Texts =>
  application(moduleText(metadata, `import { AbstractPayments, PAYMENTS } from './port';\n${before}`), {
    'src/payments.service.ts': implementation,
    'src/port.ts': port,
    'src/orders.ts': `import { Inject, Injectable, Module } from '@nestjs/common';
import { PAYMENTS, type PaymentsPort } from './port';
import { PaymentsModule } from './payments.module';
@Injectable()
export class Orders {
  constructor(@Inject(PAYMENTS) readonly payments: PaymentsPort) {}
}
@Module({ imports: [PaymentsModule], providers: [Orders] })
export class OrdersModule {}
`,
    ...more,
  });

describe('a token of Nest', () => {
  it.each([
    ['a symbol', 'src/port.ts#PaymentsPort', 'PAYMENTS'],
    ['a string', 'src/port.ts#PaymentsPort', "'payments'"],
    ['an abstract class', 'src/port.ts#AbstractPayments', 'AbstractPayments'],
  ])('that is %s is bound, and asked for by the service', (_, of, token) => {
    const files = withPort(`providers: [Gateway, { provide: ${token}, useClass: Payments }],`);
    const { wiring } = find(files, of);
    expect(wiring?.sites).toHaveLength(1);
    expect(wiring?.composition?.expression).toContain(token.replaceAll("'", '"'));
  });

  it('that stands for a class which nobody injects takes its place', () => {
    const files = withPort(
      'providers: [\n    Gateway,\n    Payments,\n    { provide: PAYMENTS, useExisting: Payments },\n  ],',
    );
    const found = find(files, 'src/port.ts#PaymentsPort');
    const text = found.after['src/payments.module.ts'];
    expect(text).toContain('providers: [\n    Gateway,\n    {\n      provide: PAYMENTS,');
    expect(text).toContain('bindPaymentsPortAsync(() => moduleRef.create(Payments))');
    expect(errorsIn(found.after).filter(({ message }) => !message.includes('AbstractPayments'))).toEqual([]);
    expect(codesIn(found)).not.toContain('container-other-registration');
  });

  it('that stands for a class which others inject is an error', () => {
    const files = withPort(
      'providers: [Gateway, Payments, { provide: PAYMENTS, useExisting: Payments }, User],',
      `
import { Injectable } from '@nestjs/common';
@Injectable()
class User {
  constructor(readonly payments: Payments) {}
}
`,
    );
    expect(codesIn(find(files, 'src/port.ts#PaymentsPort'))).toContain('container-other-registration');
  });

  it('that stands for the bound class stays as it is', () => {
    const { wiring } = find(
      application(moduleText("providers: [Gateway, Payments, { provide: 'p', useExisting: Payments }],")),
    );
    expect(wiring?.sites.map(({ text }) => text)).toEqual(['Payments']);
  });

  it('that no file exports is an error', () => {
    const files = withPort(
      'providers: [Gateway, { provide: HERE, useClass: Payments }],',
      "const HERE = Symbol('here');\n",
    );
    expect(codesIn(find(files, 'src/port.ts#PaymentsPort'))).toContain('token-not-exported');
  });

  it('that is the implementation, where the port is its interface, is an error', () => {
    const files = withPort('providers: [Gateway, Payments],');
    expect(codesIn(find(files, 'src/port.ts#PaymentsPort'))).toContain('container-own-token');
  });
});

/** Changes of the service or its module, and the finding that each gives. */
const hazards: readonly (readonly [code: string, change: (files: Record<string, string>) => void])[] = [
  ['container-scoped', (files) => swap(files, '@Injectable()', '@Injectable({ scope: Scope.REQUEST })')],
  ['container-scoped', (files) => swap(files, "@Inject('CURRENCY')", '@Inject(REQUEST)')],
  ['nest-entry-point', (files) => swap(files, '@Injectable()', '@CommandHandler(Object)')],
  ['nest-event-listener', (files) => swap(files, 'async charge', "@OnEvent('order.placed')\n  async charge")],
  ['nest-schedule-moves', (files) => swap(files, 'async charge', "@Cron('* * * * *')\n  async charge")],
  [
    'nest-decorator-without-effect',
    (files) => swap(files, '@Injectable()', '@Injectable()\n@UseGuards(Gateway)'),
  ],
  ['nest-hook-moves', () => undefined],
  ['nest-still-constructed', () => undefined],
  [
    'nest-runs-in-both',
    (files) => swap(files, 'async take', "@Cron('* * * * *')\n  async take", 'src/gateway.ts'),
  ],
  [
    'nest-hook-in-both',
    (files) => swap(files, 'async take', 'onModuleInit() {}\n  async take', 'src/gateway.ts'),
  ],
  [
    'nest-circular',
    (files) =>
      swap(
        files,
        'async take',
        'constructor(readonly payments: Payments) {}\n  async take',
        'src/gateway.ts',
      ),
  ],
  [
    'nest-several-instances',
    (files) => swap(files, 'providers: [Orders]', 'providers: [Orders, Payments]', 'src/orders.ts'),
  ],
];

const extraImports = `import { REQUEST } from '@nestjs/core';
import { Scope, UseGuards } from '@nestjs/common';
import { CommandHandler } from '@nestjs/cqrs';
import { OnEvent } from '@nestjs/event-emitter';
import { Cron } from '@nestjs/schedule';
import { Payments } from './payments.service';
`;

function swap(
  files: Record<string, string>,
  from: string,
  to: string,
  file = 'src/payments.service.ts',
): void {
  const own =
    file === 'src/payments.service.ts' ? extraImports.replace(/.*payments\.service.*\n/, '') : extraImports;
  const imports = file === 'src/orders.ts' ? '' : own;
  files[file] = imports + (files[file] ?? '').replace(from, to);
}

describe('what lives on Nest', () => {
  it.each(hazards)('is found: %s', (code, change) => {
    const files = { ...application(moduleText('providers: [Payments, Gateway],\n  exports: [Payments],')) };
    change(files);
    expect(codesIn(find(files))).toContain(code);
  });

  it('is not invented where there is none', () => {
    const files = application(
      moduleText("providers: [{ provide: Payments, useValue: new Payments(new Gateway(), 'x') }],"),
      {
        'src/payments.service.ts': service
          .replace(/ {2}onModule(?:Init|Destroy)[^}]*\}\n\n/g, '')
          .replace(/ implements [^{]*/, ' '),
      },
    );
    expect(codesIn(find(files))).toEqual([]);
  });
});

describe('a class that Nest makes for itself', () => {
  const files = application(moduleText('providers: [Payments, Gateway],\n  exports: [Payments],'));

  it('is called by Nest: what it calls is named instead', () => {
    const { wiring } = find(files, 'src/orders.ts#OrdersController');
    expect(wiring).toMatchObject({ sites: [], composition: undefined });
    expect(wiring?.findings).toMatchObject([
      { code: 'nest-entry-point', args: { role: 'has @Controller', calls: ['src/orders.ts#Orders'] } },
    ]);
  });

  it('is a guard, and is called as one although it is a provider', () => {
    const guarded = service.replace('implements OnModuleInit', 'implements CanActivate, OnModuleInit');
    const text = guarded.replace('{ Inject,', '{ CanActivate, Inject,');
    expect(find({ ...files, 'src/payments.service.ts': text }).wiring?.findings).toContainEqual(
      expect.objectContaining({
        code: 'nest-entry-point',
        args: {
          implementation: 'Payments',
          role: 'implements CanActivate',
          calls: ['src/gateway.ts#Gateway'],
        },
      }),
    );
  });

  it('configures a module of the process', () => {
    const options = `import { Module } from '@nestjs/common';
export class DatabaseOptions {
  async createOptions(): Promise<{ url: string }> {
    return { url: 'x' };
  }
}
class DatabaseModule {
  static forRootAsync(options: { useClass: new () => DatabaseOptions }): typeof DatabaseModule {
    return options.useClass && DatabaseModule;
  }
}
@Module({ imports: [DatabaseModule.forRootAsync({ useClass: DatabaseOptions })] })
export class StoreModule {}
`;
    const { wiring } = find({ ...files, 'src/store.ts': options }, 'src/store.ts#DatabaseOptions');
    expect(wiring?.findings).toMatchObject([
      { code: 'nest-module-makes-it', args: { module: 'DatabaseModule.forRootAsync' } },
    ]);
  });
});

describe('the process of a Nest service', () => {
  const files = application(moduleText('providers: [Payments, Gateway],\n  exports: [Payments],'), {
    'src/main.ts': main,
  });
  const found = find(files);

  it('takes over what the root configures for all', () => {
    expect(found.wiring?.composition).toMatchObject({
      statements: [
        expect.stringContaining("Reflect.getMetadata('imports', AppModule)"),
        expect.stringContaining('[SettingsModule]'),
        expect.stringContaining('imports: [...shared, PaymentsModule]'),
      ],
      close: 'await app.close();',
    });
  });

  it('does first what the application does before Nest makes anything', () => {
    const start = main
      .replace(
        'import { Orders }',
        "import './tracing';\nimport { configure } from './settings';\nimport { Orders }",
      )
      .replace(
        '  const app =',
        `  console.log('starting');
  configure({ zone: process.env.ZONE ?? 'UTC' });
  const local = Date.now();
  await Promise.resolve(local);
  const app =`,
      );
    const preparing = find({
      ...files,
      'src/main.ts': start,
      'src/tracing.ts': 'export const started = Date.now();\n',
      'src/settings.ts': 'export function configure(_: { zone: string }): void {}\n',
    });
    const { composition } = preparing.wiring ?? {};
    expect(composition?.statements[0]).toBe("configure({ zone: process.env.ZONE ?? 'UTC' });");
    expect(composition?.imports).toContainEqual({ module: 'file:src/tracing.ts', imported: '', name: '' });
    expect(composition?.imports).toContainEqual(expect.objectContaining({ imported: 'configure' }));
    const left = preparing.wiring?.findings.filter(({ code }) => code === 'composition-effect-left-out');
    expect(left).toMatchObject([{ args: { statement: 'await Promise.resolve(local);' } }]);
    if (composition === undefined) throw new Error('no composition');
    const compose = composeText(composition, "charge('o2')");
    expect(errorsIn({ ...preparing.after, 'src/compose.ts': compose })).toEqual([]);
  });

  it('starts whole where the module lacks what only others provide', () => {
    const lacking = find({
      ...files,
      'src/payments.module.ts': moduleText('providers: [Payments],\n  exports: [Payments],'),
      'src/orders.ts': (files['src/orders.ts'] ?? '')
        .replace('providers: [Orders]', 'providers: [Orders, Gateway]')
        .replace('import { Payments }', "import { Gateway } from './gateway';\nimport { Payments }"),
    });
    expect(codesIn(lacking)).toContain('nest-whole-application');
    expect(lacking.wiring?.composition?.statements.join()).toContain('createApplicationContext(AppModule,');
  });

  it('runs as the application did, without the implementation in remote, and by itself', async () => {
    const composition = found.wiring?.composition;
    if (composition === undefined) throw new Error('no composition');
    const compose = composeText(composition, "charge('o2')");
    const after = { ...found.after, 'src/compose.ts': compose };
    expect(errorsIn(after)).toEqual([]);
    const before = await run(files, 'src/main.ts');
    expect(before.split('\n')).toEqual(['payments made', 'payments init', 'took o1 EUR', 'payments destroy']);
    expect(await run(after, 'src/main.ts')).toBe(before);
    expect(await run(after, 'src/main.ts', { MODE: 'remote' })).toBe('remote charge o1');
    expect((await run(after, 'src/compose.ts')).split('\n').filter((line) => !line.includes('LOG'))).toEqual([
      'payments made',
      'payments init',
      'took o2 EUR',
      'payments destroy',
    ]);
  });
});
