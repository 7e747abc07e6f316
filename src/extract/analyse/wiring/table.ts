/** Every wiring style that is known, in the order in which they are tried. To add one: a file here, a line below. */
import type { WiringStyle } from './model.ts';

export const wiringStyles: readonly WiringStyle[] = [];
