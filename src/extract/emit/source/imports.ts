/** What one emitted file imports, gathered while its text is made. */

interface Entry {
  readonly name: string;
  readonly as: string;
  typeOnly: boolean;
}

export class Imports {
  readonly #modules = new Map<string, Map<string, Entry>>();

  /** Returns the local name. */
  type(module: string, name: string, as: string = name): string {
    return this.#add(module, name, as, true);
  }

  /** Returns the local name. A name that is used as a value and as a type is imported once, as a value. */
  value(module: string, name: string, as: string = name): string {
    return this.#add(module, name, as, false);
  }

  /** Takes over from `other` what is known there as `as`. Tells whether it was. */
  borrow(other: Imports, as: string): boolean {
    for (const [module, entries] of other.#modules) {
      const entry = entries.get(as);
      if (entry === undefined) continue;
      this.#add(module, entry.name, entry.as, entry.typeOnly);
      return true;
    }
    return false;
  }

  /** Takes over all of `other`: two texts go into one file. */
  include(other: Imports): void {
    for (const [module, entries] of other.#modules)
      for (const entry of entries.values()) this.#add(module, entry.name, entry.as, entry.typeOnly);
  }

  /**
   * Import declarations of what `text` uses, sorted. `locate` gives the specifier of a module as the file sees it,
   * `undefined` for what is in the file itself.
   */
  render(text: string, locate: (module: string) => string | undefined = (module) => module): string {
    const files = new Map<string, Entry[]>();
    for (const [module, entries] of this.#modules) {
      const specifier = locate(module);
      if (specifier === undefined) continue;
      const used = [...entries.values()].filter(({ as }) => mentions(text, as));
      files.set(specifier, [...(files.get(specifier) ?? []), ...used]);
    }
    const sorted = [...files].sort(([a], [b]) => compareSpecifiers(a, b));
    return sorted.flatMap(([specifier, entries]) => declarations(specifier, entries)).join('\n');
  }

  #add(module: string, name: string, as: string, typeOnly: boolean): string {
    const entries = this.#modules.get(module) ?? new Map<string, Entry>();
    this.#modules.set(module, entries);
    const known = entries.get(as);
    if (known === undefined) entries.set(as, { name, as, typeOnly });
    else known.typeOnly &&= typeOnly;
    return as;
  }
}

function mentions(text: string, name: string): boolean {
  return new RegExp(`(?<![\\w$])${name.replaceAll('$', '\\$')}(?![\\w$])`).test(text);
}

function declarations(specifier: string, entries: readonly Entry[]): string[] {
  const list = (typeOnly: boolean): string =>
    entries
      .filter((entry) => entry.typeOnly === typeOnly && entry.name !== '*')
      .map(({ name, as }) => (name === as ? name : `${name} as ${as}`))
      .sort()
      .join(', ');
  const [values, types] = [list(false), list(true)];
  const wholes = entries.filter(({ name }) => name === '*');
  return [
    ...wholes.map(({ as, typeOnly }) => `import ${typeOnly ? 'type ' : ''}* as ${as} from '${specifier}';`),
    ...(values === '' ? [] : [`import { ${values} } from '${specifier}';`]),
    ...(types === '' ? [] : [`import type { ${types} } from '${specifier}';`]),
  ];
}

/** Built-ins, then packages, then files. */
function compareSpecifiers(a: string, b: string): number {
  const rank = (specifier: string): number =>
    specifier.startsWith('node:') ? 0 : specifier.startsWith('.') ? 2 : 1;
  return rank(a) - rank(b) || (a < b ? -1 : a > b ? 1 : 0);
}
