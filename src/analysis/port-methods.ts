/** Which members of a port are methods that other code calls. */
import { ts } from 'ts-morph';
import type { PortKind } from './located-port.ts';
import type { PortSymbol } from './port-symbol.ts';
import type { Program } from './program.ts';
import { followAlias, isBuiltIn, packageOf } from './symbols.ts';

export interface PortParts {
  readonly methods: readonly ts.Symbol[];
  /** Public members that hold data; of interfaces and objects they are methods' neighbours that callers read. */
  readonly data: readonly ts.Symbol[];
  /** Methods of a base class that belongs to a package, such as the repository of an ORM. */
  readonly inherited: readonly ts.Symbol[];
  /** Called by a framework when a process starts and stops, never by other code. */
  readonly hooks: readonly ts.Symbol[];
}

/** Public members, inherited ones and those of mixins included; those of a built-in base are left out. */
export function portParts(
  { checker }: Program,
  kind: PortKind,
  { type, declaration }: PortSymbol,
): PortParts {
  const members = checker
    .getPropertiesOfType(type)
    .map((member) => (kind === 'functions' ? followAlias(checker, member) : member))
    .filter((member) => isMember(member));
  const callable = (member: ts.Symbol): boolean => {
    const of = checker.getNonNullableType(checker.getTypeOfSymbolAtLocation(member, declaration));
    return of.getCallSignatures().length > 0 && of.getConstructSignatures().length === 0;
  };
  const isHook = (member: ts.Symbol): boolean => hooks.has(member.name) && kind !== 'functions';
  const isInherited = (member: ts.Symbol): boolean => kind !== 'interface' && isOfPackageClass(member);
  const methods = members.filter((member) => callable(member) && !isHook(member));
  return {
    methods: methods.filter((member) => !isInherited(member)),
    inherited: methods.filter(isInherited),
    data: members.filter((member) => !callable(member)),
    hooks: members.filter((member) => callable(member) && isHook(member)),
  };
}

const isOfPackageClass = (member: ts.Symbol): boolean =>
  packageOf(member) !== undefined &&
  (member.declarations ?? []).every(
    (each) => ts.isClassLike(each.parent) || ts.isInterfaceDeclaration(each.parent),
  );

const hooks = new Set([
  'onModuleInit',
  'onModuleDestroy',
  'onApplicationBootstrap',
  'onApplicationShutdown',
  'beforeApplicationShutdown',
]);

function isMember(member: ts.Symbol): boolean {
  const declaration = member.valueDeclaration ?? member.declarations?.[0];
  return declaration !== undefined && !isBuiltIn(member) && !isHidden(declaration);
}

export const isHidden = (declaration: ts.Declaration): boolean =>
  (ts.getCombinedModifierFlags(declaration) & (ts.ModifierFlags.Private | ts.ModifierFlags.Protected)) !==
    0 ||
  (ts.isClassElement(declaration) &&
    declaration.name !== undefined &&
    ts.isPrivateIdentifier(declaration.name));
