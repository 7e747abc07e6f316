import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Line } from './record/screen.ts';
import { formatSvg } from './record/svg.ts';
import { recordCommand, type Recording, type RecordingOptions, type Step } from './record/terminal.ts';

/** Draws docs/images/ from real runs of the built tool: npm run record */
const enter = '\r';
const images = fileURLToPath(new URL('../docs/images/', import.meta.url));
const bin = fileURLToPath(new URL('../bin/scaffold.js', import.meta.url));

const home = mkdtempSync(join(tmpdir(), 'scaffold-record-'));
try {
  const { tool, env } = prepareHome(home);
  const shop = join(home, 'shop');
  const scaffold = (args: string, steps: readonly Step[]): Recording => ({
    command: `scaffold ${args}`,
    program: process.execPath,
    args: [tool, ...args.split(' ')],
    steps,
  });

  mkdirSync(images, { recursive: true });
  const made = await recordCommand(
    scaffold('new shop', [
      ['How many engineers work on it?', `6${enter}`],
      ['How should it be built?', enter],
      ['Which modules should the project start with?', enter],
      ['Run npm install now?', `n${enter}`],
    ]),
    { cwd: home, columns: 92, env },
  );
  draw('new.svg', made, {
    columns: 92,
    title: 'scaffold new: the question, the advice with its reasons, and the project',
  });

  // As wide as generated code, so that the diff is not broken.
  const inShop: RecordingOptions = { cwd: shop, columns: 112, env };
  const extracted = await recordCommand(
    scaffold('extract payments', [
      ['Apply these changes?', enter],
      ['Run npm install now?', `n${enter}`],
    ]),
    inShop,
  );
  const composition = 'git diff -U1 apps/monolith/src/compose.ts';
  const [program = '', ...args] = composition.split(' ');
  const diff = await recordCommand({ command: composition, program, args: ['--no-pager', ...args] }, inShop);
  draw('extract.svg', [...shortened(extracted, { head: 11, tail: 13 }), [], ...diff], {
    columns: inShop.columns,
    title: 'scaffold extract: the methods of the boundary, and the only statement of the caller that changes',
  });
} finally {
  rmSync(home, { recursive: true, force: true });
}

/** A home folder in which nothing of this machine shows, and the tool under the name of its command. */
function prepareHome(folder: string): { tool: string; env: NodeJS.ProcessEnv } {
  const tool = join(folder, 'scaffold');
  symlinkSync(bin, tool);
  writeFileSync(join(folder, '.gitconfig'), '[user]\n\tname = Sample\n\temail = sample@example.com\n');
  const { PATH } = process.env;
  const env = { PATH, HOME: folder, TERM: 'xterm-256color', LANG: 'C.UTF-8', FORCE_COLOR: '1' };
  return { tool, env };
}

/** The middle is left out, and it is said how much. */
function shortened(lines: readonly Line[], { head, tail }: { head: number; tail: number }): readonly Line[] {
  const left = lines.length - head - tail;
  if (left <= 1) return lines;
  const note = { column: 2, text: `… ${left} lines …`, colour: undefined, bold: false, dim: true };
  return [...lines.slice(0, head), [note], ...lines.slice(-tail)];
}

function draw(file: string, lines: readonly Line[], options: { columns: number; title: string }): void {
  writeFileSync(join(images, file), formatSvg(lines, options));
  console.log(`${file}: ${lines.length} lines`);
}
