/** The contract of the sample's payments, as the analysis would make it. */
import type { Contract, NamedType, WireType } from '../../../src/extract/contract/model.ts';
import { literal, literals, object, prop, ref, t } from './kinds-contract.ts';

const place = { file: 'modules/payments/src/index.ts', line: 1, column: 1 };
const origin = { place, module: '@shop/payments', exported: true };
const alias = (name: string, type: WireType): NamedType => ({ kind: 'alias', name, origin, type });
const error = (
  name: string,
  status: number,
  parameter: string,
  type: WireType,
  ...more: string[]
): NamedType => ({
  kind: 'error',
  name,
  origin,
  error: {
    strategy: { by: 'constructor', parameters: [parameter, ...more] },
    fields: [
      prop(`readonly ${parameter}`, type),
      ...more.map((each) => prop(`readonly ${each}`, ref('Money'))),
    ],
    status,
  },
});

const state = (
  kind: string,
  ...properties: Parameters<typeof object>
): { type: WireType; tags: string[] } => ({
  type: object(prop('readonly kind', literal(kind)), ...properties),
  tags: [kind],
});

const types: Contract['types'] = {
  CardDeclined: error('CardDeclined', 402, 'reason', ref('DeclineReason')),
  ChargeMismatch: error('ChargeMismatch', 409, 'orderId', t('string')),
  ChargeRequest: alias(
    'ChargeRequest',
    object(
      prop('readonly orderId', t('string')),
      prop('readonly payerId', t('string')),
      prop('readonly amount', ref('Money')),
      prop('readonly card', t('string')),
      prop('readonly description', t('string'), 'optional'),
    ),
  ),
  DeclineReason: alias(
    'DeclineReason',
    literals('insufficient-funds', 'expired-card', 'suspected-fraud', 'unknown-card'),
  ),
  Money: {
    kind: 'class',
    name: 'Money',
    origin,
    strategy: { by: 'constructor', parameters: ['amount', 'currency'] },
    fields: [prop('readonly amount', t('bigint')), prop('readonly currency', t('string'))],
  },
  Payment: alias(
    'Payment',
    object(
      prop('readonly id', t('string')),
      prop('readonly orderId', t('string')),
      prop('readonly payerId', t('string')),
      prop('readonly amount', ref('Money')),
      prop('readonly state', ref('PaymentState')),
      prop('readonly createdAt', t('date')),
      prop('readonly description', t('string'), 'optional'),
    ),
  ),
  PaymentNotFound: error('PaymentNotFound', 404, 'orderId', t('string')),
  PaymentState: alias('PaymentState', {
    kind: 'union',
    strategy: { by: 'discriminant', property: 'kind' },
    members: [
      state('pending'),
      state('captured', prop('readonly capturedAt', t('date')), prop('readonly approvalCode', t('string'))),
      state(
        'declined',
        prop('readonly declinedAt', t('date')),
        prop('readonly reason', ref('DeclineReason')),
      ),
      state(
        'refunded',
        prop('readonly refundedAt', t('date')),
        prop('readonly refunded', ref('Money')),
        prop('readonly approvalCode', t('string')),
      ),
    ],
  }),
  RefundExceedsPayment: error('RefundExceedsPayment', 422, 'orderId', t('string'), 'refundable'),
  RefundRequest: alias(
    'RefundRequest',
    object(prop('readonly orderId', t('string')), prop('readonly amount', ref('Money'))),
  ),
};

export const payments: Contract = {
  schemaVersion: 1,
  name: 'Payments',
  slug: 'payments',
  origin,
  hash: 'fedcba9876543210',
  types,
  methods: [
    {
      name: 'charge',
      place,
      doc: 'Charges an order, once.',
      parameters: [{ name: 'request', type: ref('ChargeRequest'), presence: 'required' }],
      result: ref('Payment'),
      throws: ['CardDeclined', 'ChargeMismatch'],
      safety: 'idempotent',
      safetyFrom: 'tag',
    },
    {
      name: 'get',
      place,
      parameters: [{ name: 'orderId', type: t('string'), presence: 'required' }],
      result: ref('Payment'),
      throws: ['PaymentNotFound'],
      safety: 'readonly',
      safetyFrom: 'tag',
    },
    {
      name: 'refund',
      place,
      parameters: [{ name: 'request', type: ref('RefundRequest'), presence: 'required' }],
      result: ref('Payment'),
      throws: ['PaymentNotFound', 'RefundExceedsPayment'],
      safety: 'mutating',
      safetyFrom: 'tag',
    },
  ],
};
