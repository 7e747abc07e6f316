export { createSagas } from './create-sagas.ts';
export { openSagas, resume, stepsTaken } from './overview.ts';
export type { SagaRow, SagaStepRow } from './overview.ts';
export { sagasConfig } from './settings.ts';
export { SagaRefused } from './types.ts';
export type {
  Call,
  Change,
  JsonData,
  ModuleSagas,
  Saga,
  Sagas,
  SagaState,
  SagaStatus,
  Steps,
  Wait,
} from './types.ts';
