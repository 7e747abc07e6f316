/** What the bodies and names of methods say about their safety. They only propose: `getNextId` and `getOrCreate` exist. */
import { ts } from 'ts-morph';
import { lastName, memberCall } from '../../../analysis/data/index.ts';
import { placeFor } from '../../../analysis/places.ts';
import { walk } from '../../../analysis/symbols.ts';
import { diagnostic, type Diagnostic } from '../../../diagnostics/index.ts';
import type { MethodSafety } from '../../contract/model.ts';
import type { AnalysedMethod } from '../analysed-method.ts';
import type { Inspected } from '../inspected.ts';
import { keptState } from '../state/in-memory.ts';
import { pictureOf, type MethodData } from './picture.ts';

export interface Proposal {
  readonly safety: MethodSafety;
  readonly why: string;
}

const readingName =
  /^(?:get|find|list|has|is|can|count|search|fetch|read|exists?|query|lookup|load|select|check|validate|calculate|compute|format|parse)(?=[A-Z]|$)/;
const repeatableName =
  /^(?:set|put|delete|remove|cancel|upsert|replace|clear|reset|enable|disable|archive)(?=[A-Z]|$)/;
const deceivingName = /OrCreate|Next|AndLock|AndDelete|AndUpdate|AndSend|AndRemove|Increment/;

/** `undefined` where neither name nor body allow a guess. */
export function proposeSafety(inspected: Inspected, analysed: AnalysedMethod): Proposal | undefined {
  const { name } = analysed.method;
  const data = pictureOf(inspected).methods.find(({ title }) => title === analysed.title);
  if (data === undefined || analysed.bodies.length === 0) return undefined;
  const effects = effectsOf(inspected, data);
  if (effects.length === 0 && data.unknown.length === 0) {
    const tables = [...new Set(data.accesses.map(({ table }) => table))];
    if (tables.length > 0)
      return {
        safety: 'readonly',
        why: `its body only reads ${tables.slice(0, 3).join(', ')}${tables.length > 3 ? ' and more' : ''}`,
      };
    if (readingName.test(name) && !deceivingName.test(name) && !usesStore(inspected, data))
      return { safety: 'readonly', why: 'its name says so, and nothing that it reaches writes' };
    return undefined;
  }
  return repeatableName.test(name) &&
    !deceivingName.test(name) &&
    effects.every(({ repeatable }) => repeatable)
    ? { safety: 'idempotent', why: `its name says so, and all it does is that it ${listed(effects)}` }
    : undefined;
}

const listed = (effects: readonly Effect[]): string =>
  [...new Set(effects.map(({ what }) => what))].slice(0, 3).join(', ');

/** True where a tag says so, or where the body shows nothing else and everything in it is understood. */
export function onlyReads(inspected: Inspected, name: string): boolean {
  const analysed = inspected.methods.find(({ method }) => method.name === name);
  if (analysed === undefined) return false;
  if (analysed.method.safetyFrom === 'tag') return analysed.method.safety === 'readonly';
  const data = pictureOf(inspected).methods.find(({ title }) => title === analysed.title);
  if (data === undefined || analysed.bodies.length === 0) return false;
  return data.unknown.length === 0 && !usesStore(inspected, data) && effectsOf(inspected, data).length === 0;
}

/** What is done with a store that is not analysed is not known. */
function usesStore(inspected: Inspected, { reached }: MethodData): boolean {
  const { files } = pictureOf(inspected).project;
  return [...reached.keys()].some(
    (each) => (files.get(inspected.program.pathOf(each.getSourceFile()))?.drivers.length ?? 0) > 0,
  );
}

interface Effect {
  readonly what: string;
  readonly repeatable: boolean;
  readonly node?: ts.Node;
}

/** Everything a method does beside reading. */
function effectsOf(inspected: Inspected, { accesses, reached }: MethodData): Effect[] {
  const writes = accesses
    .filter(({ kind }) => kind !== 'read')
    .map(({ table }): Effect => ({ what: `writes ${table}`, repeatable: true }));
  const others = [...reached.keys()].flatMap((function_) => {
    const found: Effect[] = [];
    walk(function_.body, (node) => {
      const what = sideEffect(node);
      if (what !== undefined) found.push({ what, repeatable: false, node });
    });
    return found;
  });
  const state = keptState(inspected)
    .filter(({ write }) =>
      [...reached.keys()].some(
        (each) =>
          each.pos <= write.pos && write.end <= each.end && each.getSourceFile() === write.getSourceFile(),
      ),
    )
    .map(({ name }): Effect => ({ what: `keeps ${name} in memory`, repeatable: true }));
  return [...writes, ...others, ...state];
}

const fires =
  /^(?:emit|emitAsync|publish|dispatch|send|sendMail|sendEmail|enqueue|addJob|notify|broadcast|trigger|produce)(?=[A-Z]|$)/;

/** Messages, mails, requests that change something, and new ids of a sequence. */
function sideEffect(node: ts.Node): string | undefined {
  const member = memberCall(node);
  if (member === undefined)
    return ts.isCallExpression(node) && lastName(node.expression) === 'fetch' ? 'sends a request' : undefined;
  const receiver = lastName(member.on) ?? '';
  if (fires.test(member.name) && !/^(?:res|response|reply|ctx|context|this)$/.test(receiver))
    return `calls ${receiver}.${member.name}`;
  if (/^(?:post|put|patch|delete|request)$/.test(member.name) && /http|axios|client|got|api/i.test(receiver))
    return 'sends a request';
  if (member.name === 'add' && /queue/i.test(receiver)) return `adds to ${receiver}`;
  return /^(?:writeFile|appendFile|unlink|rm|mkdir|rename)(?:Sync)?$/.test(member.name)
    ? `calls ${member.name}`
    : undefined;
}

export function safetyFindings(inspected: Inspected): Diagnostic[] {
  const { program, methods } = inspected;
  return methods.flatMap((analysed) => {
    const { method, title, member } = analysed;
    const declaration = member.valueDeclaration ?? member.declarations?.[0];
    if (method.local || declaration === undefined) return [];
    const place = placeFor(program, declaration, title);
    if (method.safetyFrom !== 'default') return contradicted(inspected, analysed);
    const proposal = proposeSafety(inspected, analysed);
    return proposal === undefined
      ? []
      : [diagnostic('safety-proposed', { method: title, ...proposal }, { place })];
  });
}

/** A tag @readonly over a body that writes a table. */
function contradicted(inspected: Inspected, { method, title }: AnalysedMethod): Diagnostic[] {
  if (method.safety !== 'readonly') return [];
  const data = pictureOf(inspected).methods.find((each) => each.title === title);
  const writes = [...(data?.accesses ?? []), ...(data?.unknown ?? [])].filter(({ kind }) => kind === 'write');
  const [write] = writes;
  if (write === undefined) return [];
  const operation = `${'table' in write ? `a write of ${write.table}` : write.text} in ${write.via.at(-1) ?? title}`;
  return [
    diagnostic('readonly-writes', { method: title, operation }, { place: { ...write.place, symbol: title } }),
  ];
}
