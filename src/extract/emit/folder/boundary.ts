/** `BOUNDARY.md`: what the people on both sides have to know. */
import type { Contract, Method } from '../../contract/model.ts';
import { variablePrefix } from '../bind.ts';
import { defaultTimeoutMs } from '../client.ts';
import { differencesOf } from './differences.ts';

/** A place that calls the port. */
export interface CallSiteNote {
  readonly method: string;
  readonly file: string;
  /** Function around the call: `OrderService.place`. */
  readonly caller: string;
  readonly inLoop: boolean;
  readonly inTransaction: boolean;
}

/** A blocking finding that somebody accepted, with the reason they gave. */
export interface AcceptedFinding {
  readonly code: string;
  readonly place: string;
  readonly reason: string;
}

export interface BoundaryNotes {
  readonly callSites?: readonly CallSiteNote[];
  readonly accepted?: readonly AcceptedFinding[];
  /** Where the process of its own is. Default: the app of a scaffolded project. */
  readonly process?: string;
  /** What is said of a method that stays in process. */
  readonly localText?: string;
  /** Further sections: how it is started and tested here. */
  readonly more?: readonly string[];
}

export function emitBoundary(contract: Contract, notes: BoundaryNotes): string {
  const { name, slug, methods } = contract;
  const { callSites = [], accepted = [], process = `apps/${slug}`, more = [] } = notes;
  const sections = [
    `# The boundary of ${name}`,
    `${code(name)} can run in the process of its callers or in one of its own (${code(process)}). Its callers keep the interface and do not change; what changes is below. Contract ${code(contract.hash)}.`,
    '## Methods',
    table(
      ['method', 'safety', 'tried again', 'timeout', 'declared errors'],
      methods.map((method) => methodRow(method, contract, notes)),
    ),
    safetyNote(contract),
    '## Call sites',
    callSites.length === 0 ? 'No call sites were found outside the module.' : callSiteTable(callSites),
    '## Local and remote',
    list(differencesOf(contract)),
    '## Accepted findings',
    accepted.length === 0 ? 'None.' : list(accepted.map(acceptedText)),
    '## Run-book',
    ...runBook(contract),
    ...more,
  ];
  return `${sections.join('\n\n')}\n`;
}

function methodRow(method: Method, contract: Contract, { localText }: BoundaryNotes): string[] {
  const name = code(method.name);
  if (method.local === true)
    return [name, 'local', '–', '–', localText ?? 'throws when it is called remotely'];
  const errors = method.throws.map((id) => errorText(id, contract)).join(', ');
  const safety = method.safetyFrom === 'tag' ? method.safety : `${method.safety} (by default)`;
  const seconds = (method.timeoutMs ?? defaultTimeoutMs) / 1000;
  return [name, safety, retryClass(method), `${seconds} s`, errors || '–'];
}

function errorText(id: string, contract: Contract): string {
  const named = contract.types[id];
  if (named?.kind !== 'error') return id;
  const { status, retryable } = named.error;
  return `${code(named.name)} (${status}${retryable === true ? ', may be retried' : ''})`;
}

function retryClass({ safety, idempotencyKey }: Method): string {
  if (safety !== 'mutating') return 'after any failure of the call';
  const key = idempotencyKey === undefined ? '' : `, by the key ${code(idempotencyKey)}`;
  return `when it cannot have run, or is deduplicated${key}`;
}

function safetyNote({ methods }: Contract): string {
  const untagged = methods.filter(({ safetyFrom, local }) => safetyFrom === 'default' && local !== true);
  const attempts =
    'A call has at most 3 attempts within its timeout, each with half of it; the deadline of the request around it caps both.';
  if (untagged.length === 0) return attempts;
  const names = untagged.map(({ name }) => code(name)).join(', ');
  return `${attempts} Nothing says whether a repetition of ${names} does harm, so it counts as mutating: tag ${code('@readonly')} or ${code('@idempotent')} where that is true.`;
}

function callSiteTable(callSites: readonly CallSiteNote[]): string {
  // Without lines: this page changes when the calls do, not when something above them does.
  const rows = callSites.map(({ method, file, caller, inLoop, inTransaction }) => [
    code(method),
    file,
    code(caller),
    `${inLoop ? 'one call per turn of a loop' : 'one call'}${inTransaction ? ', while a transaction is open' : ''}`,
  ]);
  return table(['method', 'file', 'in', 'cost'], rows);
}

const acceptedText = ({ code: finding, place, reason }: AcceptedFinding): string =>
  `${code(finding)} at ${code(place)}: ${reason}`;

function runBook({ slug }: Contract): string[] {
  const prefix = variablePrefix(slug);
  const rows = [
    [
      code(`${prefix}_MODE`),
      `${code('local')}, ${code('loopback')}, ${code('shadow')} or ${code('remote')}; without it ${code('remote')} if there is a URL, else ${code('local')}`,
    ],
    [
      code(`${prefix}_URL`),
      `address of the service, such as ${code('http://127.0.0.1:3100')}; no credentials, no query`,
    ],
    [
      code('SERVICE_SECRET'),
      `at least 32 bytes, the same on both sides; ${code('current,previous')} while it is changed. Or ${code('SERVICE_SECRET_FILE')}`,
    ],
    [
      code(`${prefix}_TIMEOUT_MS`),
      `for all attempts of a call together, ${defaultTimeoutMs} by default; a method’s own timeout goes before it`,
    ],
    [code(`${prefix}_SHADOW_PERCENT`), `share of the calls that ${code('shadow')} compares, 1 by default`],
    [code(`${prefix}_ALLOW_PLAINTEXT`), `${code('1')} allows plain http to a host that is not private`],
  ];
  return [
    table(['variable', 'meaning'], rows),
    list([
      `**Modes.** ${code('local')}: in this process, as before. ${code('loopback')}: in this process, but through codecs and handler, for tests. ${code('shadow')}: in this process; some readonly calls are repeated at the service afterwards, and the log says where the answers differ. ${code('remote')}: over HTTP; nothing of the module is constructed, migrated or worked on here.`,
      `**The way back** is ${code(`${prefix}_MODE=local`)} and a restart of the callers: the data is on the same server, in the same schema.`,
      '**Order of a release:** the service before its callers. Versions mix while it lasts; a difference of contracts is logged, not refused.',
      `**When calls fail,** the log has outcome, attempts and trace; ${code('errorId')} leads to the line in the log of the service.`,
    ]),
  ];
}

const code = (text: string): string => `\`${text}\``;

const list = (items: readonly string[]): string => items.map((item) => `- ${item}`).join('\n');

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
