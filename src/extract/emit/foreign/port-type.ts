/** The type that callers know a port by in a codebase that scaffold did not make, and what of it a client can be. */
import type { PortKind } from '../../../analysis/located-port.ts';
import type { Contract } from '../../contract/model.ts';
import { remoteMethods } from '../service.ts';
import type { PortType } from '../service.ts';
import { quote } from '../source/names.ts';
import type { Imports } from '../source/imports.ts';

export interface PortSource {
  readonly kind: PortKind;
  /** The file that declares what is called, relative to the root. */
  readonly file: string;
  /** The name it is exported under; a module of functions has none. */
  readonly exportName: string | undefined;
}

/** Emitted where callers have no type of their own to name: `export type Payments = Pick<typeof payments, 'charge'>`. */
export const portFile = './port.ts';

export function foreignPortType(contract: Contract, source: PortSource): PortType {
  const { name } = contract;
  const module = `file:${source.file}`;
  const exported = source.exportName ?? name;
  if (source.kind === 'interface') {
    const type = (imports: Imports): string => imports.type(module, exported, name);
    return { bound: type, implemented: type, asserted: false, generic: false };
  }
  if (source.kind === 'class') {
    const bound = (imports: Imports): string => imports.type(module, exported, name);
    return {
      bound,
      // Every public method, those that stay local included: they throw.
      implemented: (imports) => `Pick<${bound(imports)}, ${keys(contract.methods)}>`,
      asserted: true,
      generic: false,
    };
  }
  const type = (imports: Imports): string => imports.type(portFile, name);
  return {
    bound: type,
    implemented: type,
    asserted: source.kind === 'object',
    generic: source.kind === 'object',
  };
}

/** `port.ts`, for the kinds that need it. */
export function portTypeText(contract: Contract, source: PortSource): string | undefined {
  const { kind, exportName } = source;
  if (kind === 'interface' || kind === 'class') return undefined;
  const methods = kind === 'object' ? contract.methods : remoteMethods(contract);
  const whole = kind === 'functions' ? '* as implementation' : `{ ${renamed(exportName ?? contract.name)} }`;
  const what = {
    functions: `The functions of ${source.file} that can be called in another process.`,
    object: `What can be called of ${exportName} of ${source.file}.`,
    static: `The static methods of ${exportName} of ${source.file} that can be called in another process.`,
  }[kind];
  return `import type ${whole} from 'file:${source.file}';

/** ${what} */
export type ${contract.name} = Pick<typeof implementation, ${keys(methods)}>;
`;
}

const renamed = (exported: string): string =>
  exported === 'implementation' ? exported : `${exported} as implementation`;

const keys = (methods: readonly { readonly name: string }[]): string =>
  methods.map(({ name }) => quote(name)).join(' | ') || 'never';
