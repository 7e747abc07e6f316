import { loadTree, renderTree } from '../../templates/index.ts';

/** Renders a folder of `templates/parts`: what does not depend on the types of a contract. Paths are within the folder. */
export type RenderPart = (part: string, view: object) => Promise<ReadonlyMap<string, string>>;

/** `scope` takes the place of the templates' own npm scope. */
export function renderPartsFor(scope: string): RenderPart {
  return (part, view) => renderTree(loadTree(`parts/${part}`), { view, scope });
}
