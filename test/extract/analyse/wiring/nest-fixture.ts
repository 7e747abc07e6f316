/** A small Nest application: orders use payments, which use a gateway; each says when it is made. */
import type { Texts } from './probe.ts';

export const service = `import { Inject, Injectable, OnModuleDestroy, OnModuleInit } from '@nestjs/common';
import { Gateway } from './gateway';

@Injectable()
export class Payments implements OnModuleInit, OnModuleDestroy {
  constructor(
    private readonly gateway: Gateway,
    @Inject('CURRENCY') private readonly currency: string,
  ) {
    console.log('payments made');
  }

  onModuleInit(): void {
    console.log('payments init');
  }

  onModuleDestroy(): void {
    console.log('payments destroy');
  }

  async charge(order: string): Promise<string> {
    return this.gateway.take(order + ' ' + this.currency);
  }
}
`;

const gateway = `import { Injectable } from '@nestjs/common';

@Injectable()
export class Gateway {
  async take(what: string): Promise<string> {
    return 'took ' + what;
  }
}
`;

const orders = `import { Controller, Injectable, Module } from '@nestjs/common';
import { Payments } from './payments.service';
import { PaymentsModule } from './payments.module';

@Injectable()
export class Orders {
  constructor(private readonly payments: Payments) {}

  place(id: string): Promise<string> {
    return this.payments.charge(id);
  }
}

@Controller()
export class OrdersController {
  constructor(readonly orders: Orders) {}
}

@Module({ imports: [PaymentsModule], providers: [Orders], controllers: [OrdersController], exports: [Orders] })
export class OrdersModule {}
`;

const app = `import { DynamicModule, Global, Module } from '@nestjs/common';
import { OrdersModule } from './orders';

class Currency {}

@Global()
@Module({})
export class SettingsModule {
  static forRoot(currency: string): DynamicModule {
    return {
      module: SettingsModule,
      providers: [{ provide: 'CURRENCY', useValue: currency }, Currency],
      exports: ['CURRENCY'],
    };
  }
}

@Module({ imports: [SettingsModule.forRoot('EUR'), OrdersModule] })
export class AppModule {}
`;

/** The start of the application, which places one order. */
export const main = `import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { AppModule } from './app.module';
import { Orders } from './orders';

async function main(): Promise<void> {
  const app = await NestFactory.createApplicationContext(AppModule, { logger: ['error'] });
  console.log(await app.get(Orders, { strict: false }).place('o1'));
  await app.close();
}
void main();
`;

/** The module of payments, with what its `@Module` says. */
export const moduleText = (metadata: string, before = ''): string => `import { Module } from '@nestjs/common';
import { Gateway } from './gateway';
import { Payments } from './payments.service';
${before}
@Module({
  ${metadata}
})
export class PaymentsModule {}
`;

export const application = (module: string, more: Texts = {}): Texts => ({
  'src/payments.service.ts': service,
  'src/gateway.ts': gateway,
  'src/orders.ts': orders,
  'src/app.module.ts': app,
  'src/payments.module.ts': module,
  ...more,
});

export const target = 'src/payments.service.ts#Payments';
