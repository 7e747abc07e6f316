/** The HTTP status under which a declared error travels. */

/** Proxies, meshes and clients act on these themselves. */
const reserved = new Set([401, 407, 408, 425, 429]);

const byName: readonly (readonly [RegExp, number])[] = [
  [/NotFound/, 404],
  [/TooLarge/, 413],
  [/Limit|Quota|TooMany/, 422],
  [/AlreadyExists|Conflict|Duplicate|Version|Taken|Mismatch/, 409],
  [/Precondition/, 412],
  [/Forbidden|NotAllowed|Denied|Permission/, 403],
  [/Gone|Expired/, 410],
  [/Invalid|Validation|BadRequest/, 400],
];

export interface StatusSources {
  readonly name: string;
  /** The tag @status. */
  readonly tagged?: number | undefined;
  /** The literal type of a field `status` or `statusCode`. */
  readonly field?: number | undefined;
}

/** The status, and the one that was asked for where it is reserved. */
export function decideStatus({ name, tagged, field }: StatusSources): { status: number; reserved?: number } {
  const fallback = byName.find(([pattern]) => pattern.test(name))?.[1] ?? 422;
  const asked = tagged ?? field;
  if (asked === undefined) return { status: fallback };
  return isUsable(asked) ? { status: asked } : { status: fallback, reserved: asked };
}

const isUsable = (status: number): boolean =>
  Number.isInteger(status) && status >= 400 && status <= 499 && !reserved.has(status);
