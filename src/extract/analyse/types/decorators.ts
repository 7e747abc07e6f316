/** What decorators on a class and its fields mean for a copy of an instance. */
import { ts } from 'ts-morph';
import { packageOf, symbolAt } from '../../../analysis/symbols.ts';

/** Decorators that only describe: what they say of a class is there again wherever the class is imported. */
const descriptive =
  /^(?:typeorm|class-validator|class-transformer|@nestjs\/(?:swagger|graphql|mapped-types|mongoose)|type-graphql|nestjs-zod|@anatine\/.*|routing-controllers-openapi|tsoa|@typegoose\/typegoose|@tsed\/schema|@foal\/core)$/;

/** Decorators that make a class a part of the program, not a value in it. */
const parts =
  /^(?:Injectable|Controller|Module|Resolver|Catch|WebSocketGateway|Service|injectable|singleton|scoped|autoInjectable|registry|EventSubscriber|EntityRepository|CommandHandler|QueryHandler|EventsHandler)$/;

/** The first decorator of a class that stands in the way of a copy, as the reason why; nothing when none does. */
export function decoratorReason(
  checker: ts.TypeChecker,
  declaration: ts.ClassLikeDeclaration,
): string | undefined {
  const own = decoratorsOf(declaration);
  const part = own.find((each) => parts.test(nameOf(each)));
  if (part !== undefined) return `@${nameOf(part)}() makes it a part of the program, not data`;
  const fields = declaration.members.filter(ts.isPropertyDeclaration).flatMap(decoratorsOf);
  const unknown = [...own, ...fields].find((each) => !isDescriptive(checker, each));
  return unknown && `what its decorator @${nameOf(unknown)} does to an instance is not known`;
}

/** Fields that a serialisation decorator keeps out of answers: `@Exclude()`, `@Expose({ groups })`. */
export function hiddenBySerialisation(
  checker: ts.TypeChecker,
  declaration: ts.ClassLikeDeclaration,
): { readonly field: ts.PropertyDeclaration; readonly decorator: string }[] {
  return declaration.members.filter(ts.isPropertyDeclaration).flatMap((field) => {
    const found = decoratorsOf(field).find((each) => shapes(checker, each));
    return found === undefined ? [] : [{ field, decorator: `@${nameOf(found)}` }];
  });
}

function shapes(checker: ts.TypeChecker, decorator: ts.Decorator): boolean {
  if (libraryOf(checker, decorator) !== 'class-transformer') return false;
  const name = nameOf(decorator);
  const call = decorator.expression;
  const text = ts.isCallExpression(call) ? call.arguments.map((each) => each.getText()).join() : '';
  return name === 'Exclude' || (name === 'Expose' && /\bgroups\b/.test(text));
}

const decoratorsOf = (node: ts.Node): readonly ts.Decorator[] =>
  ts.canHaveDecorators(node) ? (ts.getDecorators(node) ?? []) : [];

function calleeOf({ expression }: ts.Decorator): ts.Expression {
  return ts.isCallExpression(expression) ? expression.expression : expression;
}

const nameOf = (decorator: ts.Decorator): string => calleeOf(decorator).getText();

function libraryOf(checker: ts.TypeChecker, decorator: ts.Decorator): string | undefined {
  const callee = calleeOf(decorator);
  const symbol = symbolAt(checker, ts.isPropertyAccessExpression(callee) ? callee.name : callee);
  return symbol && packageOf(symbol);
}

/** A decorator of the project is looked into: one that only calls descriptive ones describes too. */
function isDescriptive(checker: ts.TypeChecker, decorator: ts.Decorator): boolean {
  const library = libraryOf(checker, decorator);
  if (library !== undefined) return descriptive.test(library);
  const callee = calleeOf(decorator);
  const symbol = symbolAt(checker, ts.isPropertyAccessExpression(callee) ? callee.name : callee);
  const [declaration] = symbol?.declarations ?? [];
  return declaration !== undefined && combinesOnly(declaration);
}

/** `applyDecorators(IsEmail(), …)` of Nest, or a function whose body is such a call. */
const combinesOnly = (declaration: ts.Node): boolean =>
  /=>\s*applyDecorators\(|return applyDecorators\(|registerDecorator\(|return Transform\(|=>\s*Transform\(/.test(
    declaration.getText(),
  );
