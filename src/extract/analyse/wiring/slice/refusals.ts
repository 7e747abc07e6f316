/** Why an expression cannot be taken out of the place where it stands. */
import type { ts } from 'ts-morph';
import type { Program } from '../../../../analysis/program.ts';
import { nameOfPlace } from '../../../../analysis/symbols.ts';
import { Unsliceable } from './unsliceable.ts';

export const placeBound = (node: ts.Node): Unsliceable =>
  new Unsliceable(
    node,
    `it uses ${node.getText()}`,
    'that is the place of the file it stands in, and it would stand in another',
    'put what depends on the place of the file into a function of that file, and call the function here',
  );

export const ownObject = (program: Program, node: ts.Node): Unsliceable =>
  new Unsliceable(
    node,
    `it uses ${node.getText()} of ${nameOfPlace(program, node)}`,
    'where that value comes from cannot be followed',
    'take it from a constructor parameter, or from a constant of a file',
  );

export const unknownName = (program: Program, node: ts.Identifier): Unsliceable =>
  new Unsliceable(
    node,
    `it uses ${node.text} of ${nameOfPlace(program, node)}`,
    'where that value comes from cannot be followed',
    `make ${node.text} a constant with one value, at the top of a file`,
  );

export const reassigned = (program: Program, node: ts.Identifier): Unsliceable =>
  new Unsliceable(
    node,
    `it uses ${node.text} of ${nameOfPlace(program, node)}, which is assigned to more than once or from outside`,
    'which of its values is meant cannot be told',
    `make ${node.text} a constant`,
  );

export const noCaller = (program: Program, node: ts.ParameterDeclaration): Unsliceable =>
  new Unsliceable(
    node,
    `it uses the parameter ${node.name.getText()} of ${nameOfPlace(program, node)}`,
    'no single call was found that says what is passed, so another process cannot know it',
    `make the value in one place, and call ${nameOfPlace(program, node)} once`,
  );
