import { resolve } from 'node:path';
import { checkLayers } from './layers.ts';

const { modules, violations } = await checkLayers(resolve(import.meta.dirname, '..'));
for (const { rule, from, to } of violations) console.error(`${rule}: ${from} → ${to}`);
console.log(`layers: ${modules} modules read, ${violations.length} violations`);
process.exitCode = modules === 0 || violations.length > 0 ? 1 : 0;
