/** Whether an instance can be made again from its public fields, through its constructor, a factory, or without either. */
import { ts } from 'ts-morph';
import type { ClassStrategy } from '../../contract/model.ts';
import { baseOf, bindingEffectIn, constructorOf, effectIn, parameterFields } from './constructors.ts';
import { lostState } from './lost-state.ts';

export interface Construction {
  readonly checker: ts.TypeChecker;
  readonly declaration: ts.ClassLikeDeclaration;
  /** Names of the data fields that a copy may have, inherited ones included. Of an error only the public ones. */
  readonly fields: readonly string[];
  /** An error also has a message, and may call `super(…)` with any text made from its parameters. */
  readonly isError: boolean;
}

/** The strategy, or the reason why there is none. */
export function chooseByConstruction(construction: Construction): ClassStrategy | string {
  const { checker, declaration, isError } = construction;
  const constructor = constructorOf(checker, declaration);
  const closed = constructor !== undefined && !isPublicMember(constructor);
  const byConstructor = closed ? 'its constructor is not public' : fromConstructor(construction, constructor);
  const lost = isError ? undefined : lostState(construction, byConstructor);
  const useful =
    lost === undefined &&
    typeof byConstructor !== 'string' &&
    (byConstructor.length > 0 || (isError && !closed));
  if (useful) return { by: 'constructor', parameters: byConstructor };
  const factory = fromFactory(construction);
  if (factory !== undefined && lostState(construction, factory.parameters) === undefined) return factory;
  if (isError) return String(byConstructor);
  const unreachable = unreachableState(checker, declaration);
  if (unreachable !== undefined) return unreachable;
  const effect = constructor && bindingEffectIn(checker, constructor);
  return effect === undefined ? { by: 'fields' } : `its constructor does more than set fields: ${effect}`;
}

/** `#fields` exist only on what the constructor made. */
function unreachableState(checker: ts.TypeChecker, declaration: ts.ClassLikeDeclaration): string | undefined {
  const own = declaration.members.find(
    (member) => ts.isPropertyDeclaration(member) && ts.isPrivateIdentifier(member.name) && !isStatic(member),
  );
  if (own?.name !== undefined) return `${own.name.getText()} cannot be reached from outside`;
  const base = baseOf(checker, declaration);
  return base && unreachableState(checker, base);
}

/**
 * The field behind each parameter, in order, where every parameter becomes a public field unchanged and the body does
 * nothing but assign and check.
 */
function fromConstructor(
  construction: Construction,
  constructor: ts.ConstructorDeclaration | undefined,
): readonly string[] | string {
  if (constructor === undefined) return construction.isError ? ['message'] : [];
  const effect = effectIn(construction.checker, constructor, construction.isError);
  if (effect !== undefined) return `its constructor does more than assign its parameters: ${effect}`;
  const targets = parameterFields(construction.checker, constructor);
  const parameters: string[] = [];
  for (const parameter of constructor.parameters) {
    const field = targets.get(parameter.name.getText());
    const known =
      field !== undefined &&
      (construction.fields.includes(field) || (construction.isError && field === 'message'));
    if (!known || parameter.dotDotDotToken)
      return `the parameter ${parameter.name.getText()} of its constructor is not kept in a field`;
    parameters.push(field);
  }
  const left = construction.fields.find(
    (field) => !parameters.includes(field) && !isSetByItself(construction, field),
  );
  return left === undefined ? parameters : `${left} is set by others after construction`;
}

/** A readonly field that the constructor or an initialiser gives its value. */
function isSetByItself({ checker, declaration }: Construction, field: string): boolean {
  const members = declaration.members.filter((member) => member.name?.getText() === field);
  const base = baseOf(checker, declaration);
  if (members.length === 0)
    return (
      base !== undefined && isSetByItself({ checker, declaration: base, fields: [], isError: false }, field)
    );
  return members.some((member) => (ts.getCombinedModifierFlags(member) & ts.ModifierFlags.Readonly) !== 0);
}

const isPublicMember = (node: ts.Declaration): boolean =>
  !(ts.getCombinedModifierFlags(node) & (ts.ModifierFlags.Private | ts.ModifierFlags.Protected));

const isStatic = (node: ts.Declaration): boolean =>
  (ts.getCombinedModifierFlags(node) & ts.ModifierFlags.Static) !== 0;

/** A static `of`, `from`, `create` or `parse` whose parameters are the public fields, one to one. */
function fromFactory({
  checker,
  declaration,
  fields,
}: Construction): Extract<ClassStrategy, { by: 'factory' }> | undefined {
  const factories = declaration.members.filter(
    (member): member is ts.MethodDeclaration =>
      ts.isMethodDeclaration(member) && isStatic(member) && isPublicMember(member),
  );
  for (const name of ['of', 'from', 'create', 'parse']) {
    const factory = factories.find((each) => each.name.getText() === name);
    const parameters = factory?.parameters.map((each) => each.name.getText()) ?? [];
    const matches = parameters.length === fields.length && parameters.every((each) => fields.includes(each));
    if (factory !== undefined && matches && parameters.length > 0 && makes(checker, factory, declaration))
      return { by: 'factory', factory: name, parameters };
  }
  return undefined;
}

/** `create(…): Result<Email>` makes no Email. */
function makes(
  checker: ts.TypeChecker,
  factory: ts.MethodDeclaration,
  declaration: ts.ClassLikeDeclaration,
): boolean {
  const signature = checker.getSignatureFromDeclaration(factory);
  const made = signature && checker.getReturnTypeOfSignature(signature);
  return made?.symbol?.declarations?.includes(declaration) ?? false;
}
