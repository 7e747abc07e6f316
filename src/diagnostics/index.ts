import type { CatalogueEntry, Level, Place, Wording } from './diagnostic.ts';
import { changesCatalogue } from './catalogue/changes.ts';
import { codebaseCatalogue } from './catalogue/codebase.ts';
import { contractCatalogue } from './catalogue/contract.ts';
import { dataCatalogue } from './catalogue/data.ts';
import { decisionCatalogue } from './catalogue/decision.ts';
import { extractCatalogue } from './catalogue/extract.ts';
import { liftCatalogue } from './catalogue/lift.ts';
import { loadCatalogue } from './catalogue/load.ts';
import { portCatalogue } from './catalogue/port.ts';
import { projectCatalogue } from './catalogue/project.ts';
import { stateCatalogue } from './catalogue/state.ts';
import { typesCatalogue } from './catalogue/types.ts';
import { usageCatalogue } from './catalogue/usage.ts';
import { wiringCatalogue } from './catalogue/wiring.ts';
import { wiringContainersCatalogue } from './catalogue/wiring-containers.ts';

export { placeName, type Level, type Place, type Wording } from './diagnostic.ts';

const catalogue = {
  ...changesCatalogue,
  ...codebaseCatalogue,
  ...contractCatalogue,
  ...dataCatalogue,
  ...decisionCatalogue,
  ...extractCatalogue,
  ...liftCatalogue,
  ...loadCatalogue,
  ...portCatalogue,
  ...projectCatalogue,
  ...stateCatalogue,
  ...typesCatalogue,
  ...usageCatalogue,
  ...wiringCatalogue,
  ...wiringContainersCatalogue,
};

type Catalogue = typeof catalogue;
export type DiagnosticCode = keyof Catalogue;
type ArgsOf<C extends DiagnosticCode> = Parameters<Catalogue[C]['says']>[0];

/** A finding as data: `{ code, level, place, args }`. Its words are made by {@link wordingOf}. */
export type Diagnostic = {
  [C in DiagnosticCode]: {
    readonly code: C;
    readonly level: Level;
    readonly place?: Place;
    readonly args: ArgsOf<C>;
  };
}[DiagnosticCode];

/** Makes a finding. Its level is the catalogue's unless `level` lowers or raises it. */
export function diagnostic<C extends DiagnosticCode>(
  code: C,
  args: ArgsOf<C>,
  at: { place?: Place; level?: Level } = {},
): Diagnostic {
  const level = at.level ?? catalogue[code].level;
  return { code, level, args, ...(at.place ? { place: at.place } : {}) } as Diagnostic;
}

/** The words of a finding. */
export function wordingOf(finding: Diagnostic): Wording {
  const words = catalogue[finding.code] as CatalogueEntry<unknown>;
  return words.says(finding.args);
}

/** True when the finding stops the command. */
export const isBlocking = (finding: Diagnostic): boolean =>
  finding.level === 'refuse' || finding.level === 'error';

/** Every code, sorted; for documentation and tests. */
export const diagnosticCodes = Object.keys(catalogue).sort() as DiagnosticCode[];

/** What a step returns when a user's mistake can stop it: all findings at once, never an exception. */
export type Outcome<T> =
  | { readonly ok: true; readonly value: T; readonly findings: readonly Diagnostic[] }
  | { readonly ok: false; readonly findings: readonly Diagnostic[] };

export const succeed = <T>(value: T, findings: readonly Diagnostic[] = []): Outcome<T> => ({
  ok: true,
  value,
  findings,
});
export const refuse = (
  ...findings: readonly Diagnostic[]
): { readonly ok: false; readonly findings: readonly Diagnostic[] } => ({
  ok: false,
  findings,
});
