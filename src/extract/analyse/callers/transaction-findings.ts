/** Calls of the port inside a transaction of the caller, and transactions that are handed to it. */
import { ts } from 'ts-morph';
import { isHandle } from '../../../analysis/data/index.ts';
import { placeFor, placeOf } from '../../../analysis/places.ts';
import { nameOfPlace, symbolAt } from '../../../analysis/symbols.ts';
import { diagnostic, type Diagnostic } from '../../../diagnostics/index.ts';
import type { Inspected } from '../inspected.ts';
import { onlyReads } from '../data/safety.ts';
import type { FoundCall } from './call-sites.ts';
import type { CallerTransaction } from './transactions.ts';

/** A method that only reads does no harm in a transaction that is rolled back; it only holds its locks longer. */
export function transactionFindings(inspected: Inspected, found: FoundCall): Diagnostic[] {
  const { program, port } = inspected;
  const { site, call, transaction } = found;
  const passed = passedHandle(inspected, found);
  if (passed !== undefined) return [passed];
  if (transaction === undefined) return [];
  const method = `${port.name}.${site.method}`;
  const reads = onlyReads(inspected, site.method);
  const args = {
    caller: transaction.way[0] ?? site.caller,
    method,
    opened: openedBy(inspected, transaction),
    chain: [...transaction.way, method].join(' → '),
    ...(reads ? { reads } : {}),
  };
  const place = placeFor(program, call, site.caller);
  return [diagnostic('call-in-transaction', args, reads ? { place, level: 'warning' } : { place })];
}

function openedBy({ program }: Inspected, { extent }: CallerTransaction): string {
  const { file, line } = placeOf(program, extent.opener);
  const at = `${file}:${line}`;
  switch (extent.form) {
    case 'decorator':
      return `${extent.opener.getText().replace(/\s+/g, ' ').slice(0, 40)} (${at})`;
    case 'handle':
      return `whoever passes ${(extent.opener as ts.ParameterDeclaration).name.getText()} to ${nameOfPlace(program, extent.opener)} (${at})`;
    default:
      return `${(extent.opener as ts.CallExpression).expression.getText().replace(/\s+/g, ' ').slice(-40)} (${at})`;
  }
}

/** `payments.charge(order, trx)`: an argument that is the transaction itself. */
function passedHandle({ program, port }: Inspected, { site, call }: FoundCall): Diagnostic | undefined {
  for (const argument of call.arguments) {
    if (!ts.isIdentifier(argument)) continue;
    const declaration = symbolAt(program.checker, argument)?.valueDeclaration;
    if (declaration === undefined || !ts.isParameter(declaration)) continue;
    const type = program.checker.typeToString(program.checker.getTypeAtLocation(argument));
    if (!isHandle(declaration) && !isCallbackHandle(declaration, type)) continue;
    return diagnostic(
      'transaction-passed',
      { caller: site.caller, method: `${port.name}.${site.method}`, argument: argument.text, type },
      { place: placeFor(program, argument, `${port.name}.${site.method}`) },
    );
  }
  return undefined;
}

/** The parameter of a transaction's callback needs no annotation to be one. */
const isCallbackHandle = (parameter: ts.ParameterDeclaration, type: string): boolean =>
  ts.isCallExpression(parameter.parent.parent) &&
  /Transaction|EntityManager|PgTransaction|TransactionClient/.test(type);
