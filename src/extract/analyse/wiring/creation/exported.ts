/** Objects that are written down as an exported constant: another process imports them. */
import { ts } from 'ts-morph';
import { placeOf } from '../../../../analysis/places.ts';
import type { Program } from '../../../../analysis/program.ts';
import { exportsOf, unwrap } from '../../../../analysis/symbols.ts';
import { diagnostic } from '../../../../diagnostics/index.ts';
import { serverBehind } from '../modules.ts';
import type { Composed } from '../slice/composition.ts';
import { camel } from './names.ts';

/** The expression that an export is given. */
export function exportedValue(
  program: Program,
  file: string,
  exportName: string | undefined,
): ts.Expression | undefined {
  const source = program.file(file);
  const symbol = source && exportsOf(program, source).get(exportName ?? 'default');
  for (const each of symbol?.declarations ?? []) {
    if (ts.isVariableDeclaration(each)) return each.initializer;
    if (ts.isExportAssignment(each)) return each.expression;
  }
  return undefined;
}

/** The name under which the file exports the object literal, or whatever the port is, that stands there. */
export function exportedConstant(program: Program, node: ts.Expression): string | undefined {
  const source = node.getSourceFile();
  for (const [name, symbol] of exportsOf(program, source)) {
    for (const each of symbol.declarations ?? []) {
      const value = ts.isVariableDeclaration(each)
        ? each.initializer
        : ts.isExportAssignment(each)
          ? each.expression
          : undefined;
      if (value !== undefined && value.getSourceFile() === source && isLiteralIn(value, node)) return name;
    }
  }
  return undefined;
}

/** A literal would have to be copied, with all its code. What is constructed is constructed there. */
function isLiteralIn(value: ts.Expression, node: ts.Expression): boolean {
  const inside = node.pos >= value.pos && node.end <= value.end;
  return inside && ts.isObjectLiteralExpression(unwrap(node));
}

export function imported(program: Program, port: string, node: ts.Expression, exportName: string): Composed {
  const source = node.getSourceFile();
  const file = program.pathOf(source);
  const server = serverBehind(program, source);
  if (server !== undefined) {
    const starts = program.pathOf(server.file);
    const args = { port, file: starts, through: file };
    return {
      composition: undefined,
      findings: [
        diagnostic('composition-starts-server', args, { place: placeOf(program, server.statement) }),
      ],
    };
  }
  const name = exportName === 'default' ? camel(port) : exportName;
  const imports = [{ module: `file:${file}`, imported: exportName, name }];
  return { composition: { imports, statements: [], expression: name, async: false }, findings: [] };
}
