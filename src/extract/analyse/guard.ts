import { diagnostic, type Diagnostic, type Place } from '../../diagnostics/index.ts';

export interface Guarded {
  readonly analyser: string;
  /** What is not known if it fails. */
  readonly unknown: string;
  readonly place?: Place;
}

/** Runs an analyser; what it throws becomes a finding that says what was not looked at. */
export function guard<T>(
  { analyser, unknown, place }: Guarded,
  run: () => T,
  otherwise: (finding: Diagnostic) => T,
): T {
  try {
    return run();
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const [first = 'no message'] = message.split('\n');
    return otherwise(
      diagnostic(
        'analyser-failed',
        { analyser, unknown, message: first },
        place === undefined ? {} : { place },
      ),
    );
  }
}
