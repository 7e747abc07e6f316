/** JSDoc of declarations: the description, and the tags that say what a signature does not. */
import { ts } from 'ts-morph';

/** The description above a declaration, as a property to spread. */
export function docOf(symbol: ts.Symbol, checker: ts.TypeChecker): { doc?: string } {
  const doc = ts.displayPartsToString(symbol.getDocumentationComment(checker)).trim();
  return doc === '' ? {} : { doc };
}

export interface Tag {
  readonly name: string;
  readonly text: string;
  readonly node: ts.JSDocTag;
}

export function tagsOf(node: ts.Node): Tag[] {
  return ts.getJSDocTags(node).map((tag) => ({
    name: tag.tagName.text,
    text: (ts.getTextOfJSDocComment(tag.comment) ?? '').trim(),
    node: tag,
  }));
}

export const hasTag = (node: ts.Node | undefined, name: string): boolean =>
  node !== undefined && tagsOf(node).some((tag) => tag.name === name);

export const tagText = (nodes: readonly ts.Node[], name: string): string | undefined =>
  nodes.flatMap(tagsOf).find((tag) => tag.name === name)?.text;
