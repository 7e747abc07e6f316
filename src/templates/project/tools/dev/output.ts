import { styleText } from 'node:util';

const colours = ['cyan', 'magenta', 'yellow', 'green', 'blue'] as const;
const levels: Readonly<Record<number, string>> = {
  10: 'trace',
  20: 'debug',
  30: 'info',
  40: 'warn',
  50: 'error',
  60: 'fatal',
};
const omitted = new Set(['level', 'time', 'name', 'msg', 'err']);

/** A line of our own. */
export function say(text: string): void {
  write(paint('gray', 'dev'), text);
}

/** Prints the lines of one process under its name, in a colour of its own. */
export function printer(name: string, index: number): (line: string) => void {
  const prefix = paint(colours[index % colours.length] ?? 'cyan', name);
  return (line) => write(prefix, readable(line));
}

/** A JSON log line in words; any other line as it is. */
export function readable(line: string): string {
  const entry = parse(line);
  if (entry === undefined) return line;
  const level = levels[Number(entry['level'])] ?? '';
  const fields = Object.entries(entry).filter(([key]) => !omitted.has(key));
  const rest = fields.map(
    ([key, value]) => `${key}=${typeof value === 'string' ? value : JSON.stringify(value)}`,
  );
  const stack = stackOf(entry['err']);
  return [level.padEnd(5), entry['msg'], ...rest].join(' ') + (stack ? `\n${stack}` : '');
}

function parse(line: string): Record<string, unknown> | undefined {
  if (!line.startsWith('{')) return undefined;
  try {
    return JSON.parse(line) as Record<string, unknown>;
  } catch {
    return undefined;
  }
}

function stackOf(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('stack' in error)) return undefined;
  return String(error.stack);
}

function write(prefix: string, text: string): void {
  for (const line of text.split('\n')) process.stdout.write(`${prefix} ${line}\n`);
}

function paint(colour: (typeof colours)[number] | 'gray', text: string): string {
  return process.stdout.isTTY && !process.env['NO_COLOR'] ? styleText(colour, text) : `[${text}]`;
}
