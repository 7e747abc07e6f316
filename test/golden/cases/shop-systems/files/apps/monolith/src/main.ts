/** The process with the public interface. */
import { gateway } from '@shop/platform/gateway';
import { startApp } from '@shop/platform/host';
import { compose } from './compose.ts';

await startApp({ name: 'monolith', port: 3000, compose, before: gateway });
