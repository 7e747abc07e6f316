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

it.each([
  [
    "import * as pay from '@shop/payments/host';",
    "import * as pay from '@shop/payments/host';",
    'pay.paymentsRoutes',
  ],
  [
    "import make from '@shop/payments/host';",
    "import make, { paymentsRoutes } from '@shop/payments/host';",
    'paymentsRoutes',
  ],
  [
    "import { createPayments, paymentsRoutes as routes } from '@shop/payments/host';",
    "import { createPayments, paymentsRoutes as routes } from '@shop/payments/host';",
    'routes',
  ],
])('finds the routes beside %s', (before, after, routes) => {
  const file = `${before}\nconst payments = make();\n`;
  const bound = bindCall(file, {
    ...binding,
    call: { start: file.lastIndexOf('make()'), end: file.lastIndexOf('make()') + 6 },
    factoryImport: { start: 0, end: before.length },
    routes: 'paymentsRoutes',
  });
  expect(bound).toContain(`${after}\nconst payments = bindPayments(host, () => make(), ${routes});`);
});

it('keeps the line endings of the file', () => {
  const lines = text.replaceAll('\n', '\r\n');
  const at = (part: string) => ({ start: lines.indexOf(part), end: lines.indexOf(part) + part.length });
  const bound = bindCall(lines, {
    ...binding,
    call: at(`createPayments({ database: host.database('payments') })`),
    factoryImport: at(`import { createPayments } from '@shop/payments/host';`),
    routes: 'paymentsRoutes',
  });
  expect(bound.replaceAll('\r\n', '')).not.toContain('\n');
});
