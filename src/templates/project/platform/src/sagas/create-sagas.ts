import { currentContext } from '../context/index.ts';
import type { Database } from '../db/index.ts';
import type { Host } from '../host/index.ts';
import type { AnySaga } from './runner.ts';
import { sagasConfig } from './settings.ts';
import { findSaga, insertSaga, insertSignal } from './store.ts';
import type { ModuleSagas, Sagas } from './types.ts';
import { SagaWorker } from './worker.ts';

/** The sagas of a process: one line in its composition root. Nothing runs before the process is ready. */
export function createSagas(host: Pick<Host, 'config' | 'log' | 'worker'>): Sagas {
  const settings = host.config(sagasConfig);
  return {
    module: <Tables>(schema: string, database: Database<Tables>): ModuleSagas<Tables> => {
      const sagas = new Map<string, AnySaga<Tables>>();
      host.worker(new SagaWorker({ schema, database, sagas, settings, log: host.log }));
      return {
        add: (saga) => {
          if (sagas.has(saga.name)) throw new TypeError(`${schema} has two sagas named ${saga.name}.`);
          const { name, input } = saga;
          sagas.set(name, { name, run: (steps, raw) => saga.run(steps, input.parse(raw)) });
        },
        start: (trx, saga, { id, input }) => {
          if (!sagas.has(saga.name))
            throw new TypeError(`${schema} does not have the saga ${saga.name}: add() it.`);
          const traceparent = currentContext()?.traceparent;
          return insertSaga(trx, { id, name: saga.name, input: saga.input.parse(input), traceparent });
        },
        signal: (trx, id, name, data) => insertSignal(trx, id, name, data),
        find: (id) => database.transaction((trx) => findSaga(trx, id)),
      };
    },
  };
}
