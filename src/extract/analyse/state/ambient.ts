/** What the implementation reads that is not passed to it: who is asking, the process's settings, its place and its time zone. */
import { ts } from 'ts-morph';
import { memberCall } from '../../../analysis/data/index.ts';
import { placeFor } from '../../../analysis/places.ts';
import type { Program } from '../../../analysis/program.ts';
import { isBuiltIn, nameOfPlace, symbolAt, walk } from '../../../analysis/symbols.ts';
import { diagnostic, type Diagnostic } from '../../../diagnostics/index.ts';
import type { Inspected } from '../inspected.ts';
import { pictureOf, type MethodData } from '../data/picture.ts';
import { wayTo } from '../data/reach.ts';

interface AmbientRead {
  readonly code: 'ambient-identity' | 'ambient-state';
  /** `process.env.TZ` */
  readonly reads: string;
  /** For people: what is so read. */
  readonly what: string;
}

export function ambientFindings(inspected: Inspected): Diagnostic[] {
  return pictureOf(inspected).methods.flatMap((data) => ofMethod(inspected, data));
}

/** Each thing once for a method, however often it is read. */
function ofMethod({ program }: Inspected, { title, reached }: MethodData): Diagnostic[] {
  const found = new Map<string, Diagnostic>();
  for (const function_ of reached.keys()) {
    if (ts.isConstructorDeclaration(function_)) continue;
    walk(function_.body, (node) => {
      const read = ambientRead(program, node);
      if (read === undefined || found.has(read.reads)) return;
      const chain = wayTo(reached, function_)
        .map((each) => nameOfPlace(program, each))
        .join(' → ');
      const { code, reads, what } = read;
      const place = placeFor(program, node, title);
      found.set(
        reads,
        code === 'ambient-identity'
          ? diagnostic(code, { method: title, reads, chain }, { place })
          : diagnostic(code, { method: title, reads, chain, what }, { place }),
      );
    });
  }
  return [...found.values()];
}

function ambientRead(program: Program, node: ts.Node): AmbientRead | undefined {
  return storeRead(program, node) ?? requestRead(node) ?? processRead(program, node);
}

/** `storage.getStore()` of AsyncLocalStorage, `cls.get('user')` of nestjs-cls. */
function storeRead({ checker }: Program, node: ts.Node): AmbientRead | undefined {
  const member = memberCall(node);
  if (member === undefined) return undefined;
  const reads = member.call.getText().replace(/\s+/g, ' ').slice(0, 60);
  const type = (): string => checker.getTypeAtLocation(member.on).symbol?.name ?? '';
  if (member.name === 'getStore' && type() === 'AsyncLocalStorage')
    return { code: 'ambient-identity', reads, what: 'a context' };
  const isCls =
    /^(?:get|has)$/.test(member.name) &&
    /^(?:cls|clsService|als)$/i.test(lastWord(member.on)) &&
    /Cls/.test(type());
  return isCls ? { code: 'ambient-identity', reads, what: 'a context' } : undefined;
}

const lastWord = (node: ts.Expression): string => /(\w+)\W*$/.exec(node.getText())?.[1] ?? '';

/** A request that is injected: `this.request.user`. */
function requestRead(node: ts.Node): AmbientRead | undefined {
  if (!ts.isPropertyAccessExpression(node) || !ts.isPropertyAccessExpression(node.expression))
    return undefined;
  const { expression: holder, name } = node.expression;
  const isRequest =
    holder.kind === ts.SyntaxKind.ThisKeyword && /^(?:req|request|currentRequest)$/.test(name.text);
  return isRequest
    ? { code: 'ambient-identity', reads: `this.${name.text}.${node.name.text}`, what: 'the request' }
    : undefined;
}

function processRead({ checker }: Program, node: ts.Node): AmbientRead | undefined {
  if (ts.isPropertyAccessExpression(node) && node.expression.getText() === 'process.env')
    return { code: 'ambient-state', reads: `process.env.${node.name.text}`, what: 'a setting' };
  const member = memberCall(node);
  const text = member === undefined ? '' : `${member.on.getText()}.${member.name}`;
  if (text === 'process.cwd')
    return { code: 'ambient-state', reads: 'process.cwd()', what: 'the current folder' };
  if (/^os\.(?:hostname|tmpdir|homedir)$/.test(text))
    return { code: 'ambient-state', reads: `${text}()`, what: 'something of the machine' };
  if (
    ts.isIdentifier(node) &&
    /^__(?:dirname|filename)$/.test(node.text) &&
    symbolAt(checker, node) !== undefined
  )
    return { code: 'ambient-state', reads: node.text, what: 'the place of its file' };
  return localTime(checker, member);
}

const localPart = /^(?:get|set)(?:Hours|Minutes|Date|Day|Month|FullYear)$|^toLocale(?:Date|Time)?String$/;

/** `date.getHours()`: what it says depends on the time zone of the process. */
function localTime(checker: ts.TypeChecker, member: ReturnType<typeof memberCall>): AmbientRead | undefined {
  if (member === undefined || !localPart.test(member.name)) return undefined;
  const hasZone = member.call.arguments.some((each) => /timeZone/.test(each.getText()));
  const { symbol } = checker.getTypeAtLocation(member.on) as { symbol?: ts.Symbol };
  if (hasZone || symbol?.name !== 'Date' || !isBuiltIn(symbol)) return undefined;
  return { code: 'ambient-state', reads: `Date.${member.name}()`, what: 'the time zone' };
}
