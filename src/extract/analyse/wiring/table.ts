/** Every wiring style that is known, in the order in which they are tried. To add one: a file here, a line below. */
import { awilixStyle } from './awilix/index.ts';
import { creationStyle, objectStyle } from './creation/creation.ts';
import { functionsStyle, staticStyle } from './facade.ts';
import { inversifyStyle } from './inversify/index.ts';
import type { WiringStyle } from './model.ts';
import { nestStyle } from './nest/index.ts';
import { tsyringeStyle } from './tsyringe/index.ts';

export const wiringStyles: readonly WiringStyle[] = [
  creationStyle,
  objectStyle,
  functionsStyle,
  staticStyle,
  nestStyle,
  awilixStyle,
  tsyringeStyle,
  inversifyStyle,
];
