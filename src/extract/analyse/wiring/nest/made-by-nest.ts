/** Classes that no provider makes, because Nest or one of its modules makes them for itself. */
import { ts } from 'ts-morph';
import { placeFor } from '../../../../analysis/places.ts';
import type { Program } from '../../../../analysis/program.ts';
import { walk } from '../../../../analysis/symbols.ts';
import { diagnostic, type Diagnostic } from '../../../../diagnostics/index.ts';
import {
  decoratorsOf,
  importedFrom,
  importsPackage,
  wiringFiles,
  type DecoratorRecord,
} from '../container/files.ts';
import type { PortFacts } from '../container/port-facts.ts';
import { injectionsOf } from './injections.ts';
import { propertyOf } from './modules.ts';

/** Decorators by which Nest finds a class and calls it by itself. */
const entryPoints =
  /^(?:Controller|Resolver|WebSocketGateway|CommandHandler|QueryHandler|EventsHandler|Catch|Processor|Middleware|Console|Command|SubCommand)$/;

const nestPackage = /^(?:@nestjs\/|@golevelup\/|@ssut\/|nest-commander$|nestjs-console$)/;

export const isNest = ({ specifier }: DecoratorRecord): boolean =>
  specifier !== undefined && nestPackage.test(specifier);

/** What Nest calls by itself: a controller, a resolver, a handler. */
export function entryPointFindings(program: Program, node: ts.ClassLikeDeclaration): Diagnostic[] {
  const implementation = node.name?.text ?? 'class';
  const place = { place: placeFor(program, node, implementation) };
  return rolesOf(program, node).map((role) =>
    diagnostic('nest-entry-point', { implementation, role, calls: callsOf(program, node) }, place),
  );
}

/** Interfaces and base classes by which Nest calls what it is given. */
const called =
  /^(?:PassportStrategy|CanActivate|NestInterceptor|PipeTransform|ExceptionFilter|NestMiddleware|CommandRunner)$/;

/** `has @Controller`, `implements CanActivate`, `extends PassportStrategy` */
function rolesOf(program: Program, node: ts.ClassLikeDeclaration): string[] {
  const decorators = decoratorsOf(program, node)
    .filter((each) => isNest(each) && entryPoints.test(each.name))
    .map(({ name }) => `has @${name}`);
  const heritage = (node.heritageClauses ?? []).flatMap(({ token, types }) => {
    const word = token === ts.SyntaxKind.ExtendsKeyword ? 'extends' : 'implements';
    return types.flatMap(({ expression }) => {
      const base = ts.isCallExpression(expression) ? expression.expression : expression;
      const from = importedFrom(program, base)?.specifier ?? '';
      return called.test(base.getText()) && nestPackage.test(from) ? [`${word} ${base.getText()}`] : [];
    });
  });
  return [...decorators, ...heritage];
}

/** The classes of the codebase that are injected into it, as targets. */
function callsOf(program: Program, node: ts.ClassLikeDeclaration): string[] {
  return injectionsOf(program, node).flatMap(({ type }) => {
    const declared = (type.symbol as ts.Symbol | undefined)?.declarations?.[0];
    const file = declared?.getSourceFile();
    return file === undefined || !program.files.includes(file)
      ? []
      : [`${program.pathOf(file)}#${type.symbol.name}`];
  });
}

/** Why no provider was found, where Nest itself is the reason. */
export function madeByNest(program: Program, facts: PortFacts): Diagnostic[] {
  const own = (facts.symbol.declarations ?? []).find(ts.isClassLike);
  if (own === undefined) return [];
  const called = entryPointFindings(program, own);
  return called.length > 0 ? called : givenToModules(program, facts);
}

/** `TypeOrmModule.forRootAsync({ useClass: DatabaseOptions })`: the module makes it, and is alone to call it. */
function givenToModules(program: Program, facts: PortFacts): Diagnostic[] {
  const found: Diagnostic[] = [];
  for (const file of wiringFiles(program)) {
    if (!importsPackage(file, /^@nestjs\//)) continue;
    walk(file, (node) => {
      if (!ts.isObjectLiteralExpression(node) || propertyOf(node, 'provide').length > 0) return;
      const given = [...propertyOf(node, 'useClass'), ...propertyOf(node, 'useExisting')];
      if (!given.some((each) => facts.isToken(each)) || !ts.isCallExpression(node.parent)) return;
      const module = node.parent.expression.getText();
      const place = { place: placeFor(program, node, facts.name) };
      found.push(diagnostic('nest-module-makes-it', { port: facts.name, module }, place));
    });
  }
  return found;
}
