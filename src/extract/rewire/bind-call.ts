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
  const edits: TextEdit[] = [
    insert(call.start, `${binder}(${host}, () => `),
    insert(call.end, routes === undefined ? ')' : `, ${routes})`),
    insert(factoryImport.start, `import { ${binder} } from '${clientPackage}';\n`),
  ];
  if (routes !== undefined) edits.push(...importName(text, factoryImport, routes));
  return editText(text, edits);
}

/** Adds a name to `import { … } from` unless it is there. */
function importName(text: string, { start, end }: Stretch, name: string): TextEdit[] {
  const statement = text.slice(start, end);
  const closing = statement.indexOf('}');
  if (closing < 0 || new RegExp(`\\b${name}\\b`).test(statement)) return [];
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
