import { z } from 'zod';
import { changeFields } from './changes.ts';

/** What `lift --json` prints. */
export const liftSchema = z.object({
  ...changeFields,
  target: z.string().describe('the interface, class or file that is lifted'),
  members: z.array(z.string()).describe('its members that were synchronous'),
  functions: z
    .array(
      z.object({
        name: z.string(),
        place: z.object({ file: z.string(), line: z.int().min(1), column: z.int().min(1) }),
        because: z.string().optional().describe('what it waits for; none for the members themselves'),
      }),
    )
    .describe('functions that become async'),
  awaited: z.int().describe('calls that are awaited'),
});
