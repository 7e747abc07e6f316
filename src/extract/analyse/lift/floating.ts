/** Calls of members that are asynchronous already, and that nobody waits for. */
import { ts } from 'ts-morph';
import { placeFor } from '../../../analysis/places.ts';
import { diagnostic } from '../../../diagnostics/index.ts';
import { titleOf } from './declarations.ts';
import { callerOf, report, type Lifting } from './lifting.ts';
import type { TargetMember } from './members.ts';

export function reportFloating(lifting: Lifting, members: readonly TargetMember[]): void {
  for (const { declarations } of members.filter(({ synchronous }) => !synchronous)) {
    for (const declaration of declarations) {
      for (const call of lifting.index.callsOf(declaration)) {
        if (!ts.isExpressionStatement(call.parent)) continue;
        const caller = callerOf(lifting, call);
        const args = { caller, calls: titleOf(declaration) };
        report(
          lifting,
          diagnostic('floating-call', args, { place: placeFor(lifting.program, call, caller) }),
        );
      }
    }
  }
}
