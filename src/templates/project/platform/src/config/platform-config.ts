import { z } from 'zod';

const port = z.coerce.number().int().min(0).max(65_535);

/** What every process reads, whatever modules it hosts. */
export const platformConfig = z.object({
  NODE_ENV: z.enum(['development', 'test', 'production']).default('development'),
  DATABASE_URL: z.url({
    protocol: /^postgres(ql)?$/,
    error: 'expected postgres://user:password@host:port/database (`npm run dev` starts a server of its own)',
  }),
  /** Connections of this process, all modules together. */
  DATABASE_POOL_SIZE: z.coerce.number().int().min(1).max(200).default(10),
  /** 0: a free one. Each process has its own default. */
  PORT: port.optional(),
  /** Default: loopback only, in production every interface. */
  HOST: z.string().optional(),
  /** Requests to the public interface that are worked on at the same time; more are refused at once. */
  HTTP_MAX_IN_FLIGHT: z.coerce.number().int().min(1).default(1_000),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
  /** `on-start` migrates at start in production too; elsewhere that is the default. */
  MIGRATE: z.enum(['on-start', 'never']).optional(),
});

export type PlatformConfig = z.infer<typeof platformConfig>;
