/** The methods that Nest calls on whatever a provider gives it. They are no part of a port: no caller calls them. */
export const nestHooks: readonly string[] = [
  'onModuleInit',
  'onModuleDestroy',
  'onApplicationBootstrap',
  'beforeApplicationShutdown',
  'onApplicationShutdown',
];
