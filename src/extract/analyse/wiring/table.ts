/** Every wiring style that is known, in the order in which they are tried. To add one: a file here, a line below. */
import type { WiringStyle } from './model.ts';
import { nestStyle } from './nest/index.ts';

export const wiringStyles: readonly WiringStyle[] = [nestStyle];
