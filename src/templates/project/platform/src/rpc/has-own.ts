/** `Object.hasOwn`, for projects that are compiled for an older library than ES2022. */
export function hasOwn(object: object, key: PropertyKey): boolean {
  return Object.prototype.hasOwnProperty.call(object, key);
}
