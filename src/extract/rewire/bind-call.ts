import { editText, type TextEdit } from '../../changes/index.ts';

/** A stretch of a source text, by character offsets. */
interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** Where a module is put together in a composition root, and what takes its place. */
export interface Binding {
  /** The call of the module's factory: `createPayments({ … })`. */
  readonly call: Stretch;
  /** The import that the factory comes by. */
  readonly factoryImport: Stretch;
  /** Exported by the generated client: `bindPayments`. */
  readonly binder: string;
  readonly clientPackage: string;
  /** The variable that holds the Host. */
  readonly host: string;
  /** Exported by the module's ./host beside the factory; none when the module has no public routes. */
  readonly routes: string | undefined;
}

/**
 * Puts the generated binding around the construction of a module: one statement and its imports change, nothing else.
 * The construction becomes a thunk, so that in `remote` nothing of the module is built.
 */
export function bindCall(text: string, binding: Binding): string {
  const { call, factoryImport, binder, clientPackage, host, routes } = binding;
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  const given = routes === undefined ? undefined : nameRoutes(text, factoryImport, routes);
  return editText(text, [
    insert(call.start, `${binder}(${host}, () => `),
    insert(call.end, given === undefined ? ')' : `, ${given.name})`),
    insert(factoryImport.start, `import { ${binder} } from '${clientPackage}';${eol}`),
    ...(given?.edits ?? []),
  ]);
}

/** The name that the routes have in the file, and what brings it there. */
function nameRoutes(
  text: string,
  { start, end }: Stretch,
  routes: string,
): { readonly name: string; readonly edits: readonly TextEdit[] } {
  const statement = text.slice(start, end);
  const namespace = /\*\s*as\s+([\w$]+)/.exec(statement)?.[1];
  if (namespace !== undefined) return { name: `${namespace}.${routes}`, edits: [] };
  const renamed = new RegExp(`(?<![\\w$])${routes}\\s+as\\s+([\\w$]+)`).exec(statement)?.[1];
  if (renamed !== undefined) return { name: renamed, edits: [] };
  return { name: routes, edits: importName(statement, start, routes) };
}

/** Adds a name to `import { … } from` unless it is there. */
function importName(statement: string, start: number, name: string): TextEdit[] {
  if (new RegExp(`(?<![\\w$])${name}(?![\\w$])`).test(statement)) return [];
  const closing = statement.indexOf('}');
  const from = /\s+from\s*['"]/.exec(statement)?.index;
  if (closing < 0) return from === undefined ? [] : [insert(start + from, `, { ${name} }`)];
  const names = statement.slice(0, closing).trimEnd();
  return [
    {
      start: start + names.length,
      end: start + closing,
      text: names.endsWith(',') ? ` ${name} ` : `, ${name} `,
    },
  ];
}

const insert = (at: number, text: string): TextEdit => ({ start: at, end: at, text });
