export { analyseLift } from './plan-lift.ts';
export { synchronousMembers } from './members.ts';
export type { LiftedFunction, LiftOptions, LiftReport, LiftTarget, Piece, Span, Splice } from './model.ts';
export { newLooseUses } from './loose-uses.ts';
