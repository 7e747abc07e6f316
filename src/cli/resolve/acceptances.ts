import { diagnostic, refuse, succeed, type Outcome } from '../../diagnostics/index.ts';

export interface AcceptOptions {
  /** `code@place` of findings that are accepted. */
  readonly accept?: readonly string[];
  readonly reason?: string | undefined;
}

/** `--accept code@place`, each for the one reason that is given. */
export function readAcceptances({
  accept = [],
  reason,
}: AcceptOptions): Outcome<{ code: string; place: string; reason: string }[]> {
  const broken = accept.filter((text) => !/^[a-z-]+@.+$/.test(text));
  const problems = [
    ...broken.map((value) =>
      diagnostic('value-invalid', {
        name: '--accept',
        value,
        expected: 'code@place, as printed with the finding',
      }),
    ),
    ...(accept.length > 0 && !reason?.trim() ? [diagnostic('reason-missing', { accepted: accept })] : []),
  ];
  if (problems.length > 0) return refuse(...problems);
  return succeed(
    accept.map((text) => {
      const at = text.indexOf('@');
      return { code: text.slice(0, at), place: text.slice(at + 1), reason: reason?.trim() ?? '' };
    }),
  );
}
