// Made by extract from the contract e01d8ff31a0ae167 of LedgerPort. Do not edit: the next run replaces it.
import { Period, PeriodClosed, Unbalanced } from '@books/ledger';
import type { Account, Attachment, Entry, Kind, Line, Posting, Side, Statement } from '@books/ledger';
import type { RpcErrorCodec } from '@books/platform/rpc';
import {
  arrayReader,
  arrayWriter,
  child,
  construct,
  discriminantReader,
  inObject,
  literalReader,
  literalWriter,
  mapReader,
  mapWriter,
  nullableReader,
  nullableWriter,
  readBigint,
  readDate,
  readNumber,
  readObject,
  readOptional,
  readString,
  readUint8Array,
  readUrl,
  recordReader,
  recordWriter,
  root,
  setReader,
  setWriter,
  templateReader,
  templateWriter,
  tupleReader,
  tupleWriter,
  unionWriter,
  writeBigint,
  writeBytes,
  writeDate,
  writeNumber,
  writeOptional,
  writeString,
  writeUrl,
} from '@books/platform/rpc/codec';
import type { Json, Key, Mutable, Path, Reader, Writer } from '@books/platform/rpc/codec';

const writeAccountCode = templateWriter<`A-${number}`>(
  /^A--?(?:0|[1-9]\d*)(?:\.\d+)?(?:e[+-]?\d+)?$/,
  '`A-${number}`',
);

const writeAccountLabels = recordWriter(writeString);

export function encodeAccount(value: Account, parent: Path, key: Key): Json {
  const at = inObject(value, parent, key);
  return {
    code: writeAccountCode(value.code, at, 'code'),
    kind: encodeKind(value.kind, at, 'kind'),
    labels: writeAccountLabels(value.labels, at, 'labels'),
    parent: writeOptional(encodeAccount, value.parent, at, 'parent'),
  };
}

const readAccountCode = templateReader<`A-${number}`>(
  /^A--?(?:0|[1-9]\d*)(?:\.\d+)?(?:e[+-]?\d+)?$/,
  '`A-${number}`',
);

const readAccountLabels = recordReader(readString);

export function decodeAccount(value: unknown, parent: Path, key: Key): Account {
  const from = readObject(value, parent, key);
  const at = child(parent, key);
  const out: Mutable<Account> = {
    code: readAccountCode(from['code'], at, 'code'),
    kind: decodeKind(from['kind'], at, 'kind'),
    labels: readAccountLabels(from['labels'], at, 'labels'),
  };
  if (from['parent'] !== undefined) out.parent = decodeAccount(from['parent'], at, 'parent');
  return out;
}

type AttachmentFile = { readonly type: 'file'; readonly name: string; readonly content: Uint8Array };

const writeAttachmentFileType = literalWriter(['file']);

function encodeAttachmentFile(value: AttachmentFile, parent: Path, key: Key): Json {
  const at = inObject(value, parent, key);
  return {
    type: writeAttachmentFileType(value.type, at, 'type'),
    name: writeString(value.name, at, 'name'),
    content: writeBytes(value.content, at, 'content'),
  };
}

type AttachmentLink = { readonly type: 'link'; readonly url: URL };

const writeAttachmentLinkType = literalWriter(['link']);

function encodeAttachmentLink(value: AttachmentLink, parent: Path, key: Key): Json {
  const at = inObject(value, parent, key);
  return { type: writeAttachmentLinkType(value.type, at, 'type'), url: writeUrl(value.url, at, 'url') };
}

const writeAttachment: Writer<Attachment> = unionWriter<Attachment>([
  {
    is: (value: unknown) =>
      typeof value === 'object' && value !== null && 'type' in value && value.type === 'file',
    write: encodeAttachmentFile,
  },
  {
    is: (value: unknown) =>
      typeof value === 'object' && value !== null && 'type' in value && value.type === 'link',
    write: encodeAttachmentLink,
  },
]);

export function encodeAttachment(value: Attachment, parent: Path, key: Key): Json {
  return writeAttachment(value, parent, key);
}

const readAttachmentFileType = literalReader(['file']);

function decodeAttachmentFile(value: unknown, parent: Path, key: Key): AttachmentFile {
  const from = readObject(value, parent, key);
  const at = child(parent, key);
  return {
    type: readAttachmentFileType(from['type'], at, 'type'),
    name: readString(from['name'], at, 'name'),
    content: readUint8Array(from['content'], at, 'content'),
  };
}

const readAttachmentLinkType = literalReader(['link']);

function decodeAttachmentLink(value: unknown, parent: Path, key: Key): AttachmentLink {
  const from = readObject(value, parent, key);
  const at = child(parent, key);
  return { type: readAttachmentLinkType(from['type'], at, 'type'), url: readUrl(from['url'], at, 'url') };
}

const readAttachment: Reader<Attachment> = discriminantReader<Attachment>('type', [
  [['file'], decodeAttachmentFile],
  [['link'], decodeAttachmentLink],
]);

export function decodeAttachment(value: unknown, parent: Path, key: Key): Attachment {
  return readAttachment(value, parent, key);
}

const writeEntryLines = arrayWriter(encodeLine);

const writeEntryMemo = nullableWriter(writeString);

export function encodeEntry(value: Entry, parent: Path, key: Key): Json {
  const at = inObject(value, parent, key);
  return {
    number: writeString(value.number, at, 'number'),
    bookedAt: writeDate(value.bookedAt, at, 'bookedAt'),
    period: encodePeriod(value.period, at, 'period'),
    lines: writeEntryLines(value.lines, at, 'lines'),
    memo: writeEntryMemo(value.memo, at, 'memo'),
    reverses: writeOptional(writeString, value.reverses, at, 'reverses'),
  };
}

const readEntryLines = arrayReader(decodeLine);

const readEntryMemo = nullableReader(readString);

export function decodeEntry(value: unknown, parent: Path, key: Key): Entry {
  const from = readObject(value, parent, key);
  const at = child(parent, key);
  return {
    number: readString(from['number'], at, 'number'),
    bookedAt: readDate(from['bookedAt'], at, 'bookedAt'),
    period: decodePeriod(from['period'], at, 'period'),
    lines: readEntryLines(from['lines'], at, 'lines'),
    memo: readEntryMemo(from['memo'], at, 'memo'),
    reverses: readOptional(readString, from['reverses'], at, 'reverses'),
  };
}

const writeKind: Writer<Kind> = literalWriter(['asset', 'liability']);

export function encodeKind(value: Kind, parent: Path, key: Key): Json {
  return writeKind(value, parent, key);
}

const readKind: Reader<Kind> = literalReader(['asset', 'liability']);

export function decodeKind(value: unknown, parent: Path, key: Key): Kind {
  return readKind(value, parent, key);
}

const writeLine: Writer<Line> = tupleWriter<readonly [account: string, side: Side, amount: bigint]>({
  items: [writeString, encodeSide, writeBigint],
  required: 3,
});

export function encodeLine(value: Line, parent: Path, key: Key): Json {
  return writeLine(value, parent, key);
}

const readLine: Reader<Line> = tupleReader<[account: string, side: Side, amount: bigint]>({
  items: [readString, decodeSide, readBigint],
  required: 3,
});

export function decodeLine(value: unknown, parent: Path, key: Key): Line {
  return readLine(value, parent, key);
}

export function encodePeriod(value: Period, parent: Path, key: Key): Json {
  const at = inObject(value, parent, key);
  return { year: writeNumber(value.year, at, 'year'), month: writeNumber(value.month, at, 'month') };
}

export function decodePeriod(value: unknown, parent: Path, key: Key): Period {
  const from = readObject(value, parent, key);
  const at = child(parent, key);
  const year = readNumber(from['year'], at, 'year');
  const month = readNumber(from['month'], at, 'month');
  return construct(() => Period.of(year, month), 'Period', parent, key);
}

function encodePeriodClosedFields(value: PeriodClosed, parent: Path, key: Key): Json {
  const at = inObject(value, parent, key);
  return {
    period: encodePeriod(value.period, at, 'period'),
    status: writeNumber(value.status, at, 'status'),
  };
}

function decodePeriodClosedFields(message: string, value: unknown, parent: Path, key: Key): PeriodClosed {
  const from = readObject(value, parent, key);
  const at = child(parent, key);
  const period = decodePeriod(from['period'], at, 'period');
  const status = readNumber(from['status'], at, 'status');
  const error = construct(() => new PeriodClosed(period), 'PeriodClosed', parent, key);
  error.message = message;
  return Object.assign(error, { status });
}

export const periodClosedCodec: RpcErrorCodec = {
  name: 'PeriodClosed',
  status: 422,
  matches: (error) => error instanceof PeriodClosed,
  encode: (error) => encodePeriodClosedFields(error as PeriodClosed, root, 'data'),
  decode: (message, data) => decodePeriodClosedFields(message, data, root, 'data'),
};

export function encodePeriodClosed(value: PeriodClosed, parent: Path, key: Key): Json {
  const at = child(parent, key);
  return {
    message: writeString(value.message, at, 'message'),
    data: encodePeriodClosedFields(value, at, 'data'),
  };
}

export function decodePeriodClosed(value: unknown, parent: Path, key: Key): PeriodClosed {
  const from = readObject(value, parent, key);
  const at = child(parent, key);
  const message = readString(from['message'], at, 'message');
  return decodePeriodClosedFields(message, from['data'], at, 'data');
}

const writePostingLines = arrayWriter(encodeLine);

const writePostingMemo = nullableWriter(writeString);

export function encodePosting(value: Posting, parent: Path, key: Key): Json {
  const at = inObject(value, parent, key);
  return {
    lines: writePostingLines(value.lines, at, 'lines'),
    memo: writePostingMemo(value.memo, at, 'memo'),
    period: encodePeriod(value.period, at, 'period'),
  };
}

const readPostingLines = arrayReader(decodeLine);

const readPostingMemo = nullableReader(readString);

export function decodePosting(value: unknown, parent: Path, key: Key): Posting {
  const from = readObject(value, parent, key);
  const at = child(parent, key);
  return {
    lines: readPostingLines(from['lines'], at, 'lines'),
    memo: readPostingMemo(from['memo'], at, 'memo'),
    period: decodePeriod(from['period'], at, 'period'),
  };
}

const writeSide: Writer<Side> = literalWriter(['credit', 'debit']);

export function encodeSide(value: Side, parent: Path, key: Key): Json {
  return writeSide(value, parent, key);
}

const readSide: Reader<Side> = literalReader(['credit', 'debit']);

export function decodeSide(value: unknown, parent: Path, key: Key): Side {
  return readSide(value, parent, key);
}

const writeStatementBalances = mapWriter(writeString, writeBigint);

const writeStatementTouched = setWriter(encodeSide);

const writeStatementAt = nullableWriter(writeDate);

export function encodeStatement(value: Statement, parent: Path, key: Key): Json {
  const at = inObject(value, parent, key);
  return {
    balances: writeStatementBalances(value.balances, at, 'balances'),
    touched: writeStatementTouched(value.touched, at, 'touched'),
    at: writeStatementAt(value.at, at, 'at'),
  };
}

const readStatementBalances = mapReader(readString, readBigint);

const readStatementTouched = setReader(decodeSide);

const readStatementAt = nullableReader(readDate);

export function decodeStatement(value: unknown, parent: Path, key: Key): Statement {
  const from = readObject(value, parent, key);
  const at = child(parent, key);
  return {
    balances: readStatementBalances(from['balances'], at, 'balances'),
    touched: readStatementTouched(from['touched'], at, 'touched'),
    at: readStatementAt(from['at'], at, 'at'),
  };
}

function encodeUnbalancedFields(value: Unbalanced, parent: Path, key: Key): Json {
  const at = inObject(value, parent, key);
  return {
    difference: writeBigint(value.difference, at, 'difference'),
    status: writeNumber(value.status, at, 'status'),
  };
}

function decodeUnbalancedFields(message: string, value: unknown, parent: Path, key: Key): Unbalanced {
  const from = readObject(value, parent, key);
  const at = child(parent, key);
  const difference = readBigint(from['difference'], at, 'difference');
  const status = readNumber(from['status'], at, 'status');
  const error = construct(() => new Unbalanced(difference), 'Unbalanced', parent, key);
  error.message = message;
  return Object.assign(error, { status });
}

export const unbalancedCodec: RpcErrorCodec = {
  name: 'Unbalanced',
  status: 422,
  matches: (error) => error instanceof Unbalanced,
  encode: (error) => encodeUnbalancedFields(error as Unbalanced, root, 'data'),
  decode: (message, data) => decodeUnbalancedFields(message, data, root, 'data'),
};

export function encodeUnbalanced(value: Unbalanced, parent: Path, key: Key): Json {
  const at = child(parent, key);
  return {
    message: writeString(value.message, at, 'message'),
    data: encodeUnbalancedFields(value, at, 'data'),
  };
}

export function decodeUnbalanced(value: unknown, parent: Path, key: Key): Unbalanced {
  const from = readObject(value, parent, key);
  const at = child(parent, key);
  const message = readString(from['message'], at, 'message');
  return decodeUnbalancedFields(message, from['data'], at, 'data');
}

export const encodePostAttachments: Writer<Attachment[]> = arrayWriter(encodeAttachment);

export const decodePostAttachments: Reader<Attachment[]> = arrayReader(decodeAttachment);

export const encodeFindResult: Writer<Entry | null> = nullableWriter(encodeEntry);

export const decodeFindResult: Reader<Entry | null> = nullableReader(decodeEntry);

export const encodeManyKeys: Writer<ReadonlySet<string>> = setWriter(writeString);

export const decodeManyKeys: Reader<ReadonlySet<string>> = setReader(readString);

export const encodeManyResult: Writer<ReadonlyMap<string, Entry>> = mapWriter(writeString, encodeEntry);

export const decodeManyResult: Reader<ReadonlyMap<string, Entry>> = mapReader(readString, decodeEntry);
