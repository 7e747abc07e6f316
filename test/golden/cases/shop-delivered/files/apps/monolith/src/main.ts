/** The process with the public interface. */
import { startApp } from '@shop/platform/host';
import { compose } from './compose.ts';

await startApp({ name: 'monolith', port: 3000, compose });
