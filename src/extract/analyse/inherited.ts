/** Methods that a port has from a class of a package, and that code outside of it calls. */
import { ts } from 'ts-morph';
import type { PortParts } from '../../analysis/port-methods.ts';
import type { PortSymbol } from '../../analysis/port-symbol.ts';
import type { Program } from '../../analysis/program.ts';
import { walk } from '../../analysis/symbols.ts';
import { isTest } from './options.ts';

/** Those that nobody calls stay where they are: nothing of them has to cross. */
export function withInheritedInUse(
  program: Program,
  { type, symbol }: Pick<PortSymbol, 'type' | 'symbol'>,
  parts: PortParts,
  inside: (node: ts.Node) => boolean,
): PortParts {
  if (parts.inherited.length === 0) return parts;
  const names = new Set(parts.inherited.map(({ name }) => name));
  const used = new Set<string>();
  for (const file of program.files.filter((each) => !isTest(program.pathOf(each)))) {
    walk(file, (node) => {
      if (!ts.isPropertyAccessExpression(node) || !names.has(node.name.text) || used.has(node.name.text))
        return;
      const receiver = program.checker.getTypeAtLocation(node.expression);
      if ((receiver === type || receiver.symbol === symbol) && !inside(node)) used.add(node.name.text);
    });
  }
  return {
    ...parts,
    methods: [...parts.methods, ...parts.inherited.filter(({ name }) => used.has(name))],
    inherited: parts.inherited.filter(({ name }) => !used.has(name)),
  };
}
