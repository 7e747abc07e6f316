/** The process in which a scenario is repeated: nothing else allocates there. Prints the memory after each round as JSON. */
import { setImmediate as turn } from 'node:timers/promises';
import type { OpenScenario } from './scenario.ts';

const [, , file = '', rounds = '', warmUp = '', runs = ''] = process.argv;
const gc = globalThis.gc;
if (gc === undefined) throw new Error('This process needs the flag --expose-gc.');

/** What is still held: twice, since finalizers of the first free what only the second finds. */
async function memoryHeld(): Promise<number> {
  for (let i = 0; i < 2; i++) {
    await turn();
    gc?.();
  }
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

const { open } = (await import(file)) as { open: OpenScenario };
const scenario = await open();
const held: number[] = [];
for (let round = 0; round < Number(warmUp) + Number(rounds); round++) {
  for (let run = 0; run < Number(runs); run++) await scenario.run();
  const bytes = await memoryHeld();
  if (round >= Number(warmUp)) held.push(bytes);
}
await scenario.close();
process.stdout.write(`\n${JSON.stringify({ held })}\n`, () => process.exit(0));
