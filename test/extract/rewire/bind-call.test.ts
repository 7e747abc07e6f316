import { expect, it } from 'vitest';
import { bindCall } from '../../../src/extract/rewire/bind-call.ts';

const text = `import { createPayments } from '@shop/payments/host';

export function compose(host: Host) {
  const payments = createPayments({ database: host.database('payments') });
  return { modules: { payments } };
}
`;
const stretch = (part: string) => ({ start: text.indexOf(part), end: text.indexOf(part) + part.length });
const binding = {
  call: stretch(`createPayments({ database: host.database('payments') })`),
  factoryImport: stretch(`import { createPayments } from '@shop/payments/host';`),
  binder: 'bindPayments',
  clientPackage: '@shop/payments-client',
  host: 'host',
};

it('changes one statement and the imports', () => {
  expect(bindCall(text, { ...binding, routes: 'paymentsRoutes' }))
    .toBe(`import { bindPayments } from '@shop/payments-client';
import { createPayments, paymentsRoutes } from '@shop/payments/host';

export function compose(host: Host) {
  const payments = bindPayments(host, () => createPayments({ database: host.database('payments') }), paymentsRoutes);
  return { modules: { payments } };
}
`);
});

it('binds a module without routes by its construction alone', () => {
  expect(bindCall(text, { ...binding, routes: undefined })).toContain(
    `bindPayments(host, () => createPayments({ database: host.database('payments') }));`,
  );
});
