export { ConfigError, ConfigReader } from './reader.ts';
export { platformConfig } from './platform-config.ts';
export type { PlatformConfig } from './platform-config.ts';
