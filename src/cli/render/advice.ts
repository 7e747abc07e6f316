import type { Advice } from '../../decision/advice/index.ts';
import type { Session } from '../session.ts';
import { formatVerdict } from './verdict.ts';

export const formatAdvice = (advice: Advice, { style }: Session): string =>
  `${formatVerdict(advice, style)}\n`;
