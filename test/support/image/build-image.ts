import { cpSync, existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { default as createRules } from '@balena/dockerignore';
import { DockerfileParser, type Instruction, JSONInstruction, ModifiableInstruction } from 'dockerfile-ast';
import { cleanEnvironment, run } from '../run.ts';

/** Its declarations say `export default`, its code `module.exports`. */
const dockerignore = createRequire(import.meta.url)('@balena/dockerignore') as typeof createRules.default;

/** What a build has made: the last stage, as far as it is files and settings. */
export interface BuiltImage {
  /** Stands for `/` of the image. */
  readonly root: string;
  /** The image that the last stage starts from. */
  readonly base: string;
  /** In the image. */
  readonly workdir: string;
  readonly env: Readonly<Record<string, string>>;
  readonly user: string;
  readonly entrypoint: readonly string[];
  readonly cmd: readonly string[];
  readonly exposed: readonly string[];
}

export interface BuildOptions {
  /** The build context. */
  readonly context: string;
  /** Relative to it. */
  readonly dockerfile: string;
  readonly args: Readonly<Record<string, string>>;
  /** An empty folder for the stages. */
  readonly scratch: string;
  /** First in the PATH of what is run: the folder of a Node of the base image’s major. */
  readonly bin: string;
}

type Stage = { -readonly [Key in keyof BuiltImage]: BuiltImage[Key] };

/**
 * Executes the steps of a Dockerfile without an engine: each stage is a folder, COPY copies out of the context as
 * `.dockerignore` lets it or out of another stage, RUN runs in the folder with relative paths. Base images are not
 * there: what they bring besides Node and npm cannot be seen here. An instruction that is not known here is an error.
 */
export async function buildImage(options: BuildOptions): Promise<BuiltImage> {
  const text = readFileSync(join(options.context, options.dockerfile), 'utf8');
  const stages = new Map<string, Stage>();
  let stage: Stage | undefined;
  for (const instruction of DockerfileParser.parse(text).getInstructions()) {
    const keyword = instruction.getKeyword();
    const words = instruction.getArguments().map((word) => word.getValue());
    if (keyword === 'ARG' && stage === undefined) {
      if (options.args[words[0] ?? ''] === undefined) throw new Error(`ARG ${words[0]} was not given`);
    } else if (keyword === 'FROM') {
      stage = startStage(words, options, stages);
    } else {
      if (stage === undefined) throw new Error(`${keyword} before FROM`);
      await step(instruction, words, stage, stages, options);
    }
  }
  if (stage === undefined) throw new Error('No stage');
  return stage;
}

function startStage(
  [image = '', as, name]: readonly string[],
  options: BuildOptions,
  stages: Map<string, Stage>,
) {
  const base = image.replace(/\$\{(\w+)\}/g, (_, variable: string) => options.args[variable] ?? '');
  const id = as?.toUpperCase() === 'AS' && name !== undefined ? name : String(stages.size);
  const root = join(options.scratch, id);
  mkdirSync(root, { recursive: true });
  const stage: Stage = {
    root,
    base,
    workdir: '/',
    env: {},
    user: 'root',
    entrypoint: [],
    cmd: [],
    exposed: [],
  };
  stages.set(id, stage);
  return stage;
}

async function step(
  instruction: Instruction,
  words: readonly string[],
  stage: Stage,
  stages: ReadonlyMap<string, Stage>,
  options: BuildOptions,
): Promise<void> {
  switch (instruction.getKeyword()) {
    case 'WORKDIR':
      stage.workdir = words[0] ?? '/';
      mkdirSync(inside(stage), { recursive: true });
      return;
    case 'ENV':
      stage.env = { ...stage.env, ...Object.fromEntries(words.map((word) => word.split('=', 2))) };
      return;
    case 'USER':
      stage.user = words[0] ?? '';
      return;
    case 'EXPOSE':
      stage.exposed = [...stage.exposed, ...words];
      return;
    case 'ENTRYPOINT':
      stage.entrypoint = listOf(instruction);
      return;
    case 'CMD':
      stage.cmd = listOf(instruction);
      return;
    case 'COPY':
      copy(instruction, words, stage, stages, options);
      return;
    case 'RUN':
      await runIn(inside(stage), instruction, options.bin);
      return;
    default:
      throw new Error(`What ${instruction.getKeyword()} does is not known here.`);
  }
}

const inside = ({ root, workdir }: Stage): string => join(root, workdir);

function listOf(instruction: Instruction): string[] {
  if (!(instruction instanceof JSONInstruction) || instruction.getOpeningBracket() === null)
    throw new Error(`${instruction.getKeyword()} needs a shell, and there is none`);
  return instruction.getJSONStrings().map((word) => JSON.parse(word.getValue()) as string);
}

async function runIn(cwd: string, instruction: Instruction, bin: string): Promise<void> {
  const isList = instruction instanceof JSONInstruction && instruction.getOpeningBracket() !== null;
  const line = instruction.getRawArgumentsContent() ?? '';
  const [command = '', ...args] = isList ? listOf(instruction) : ['/bin/sh', '-e', '-c', line];
  const { PATH = '' } = cleanEnvironment();
  await run(cwd, command, args, { PATH: `${bin}:${PATH}`, npm_config_prefer_offline: 'true' });
}

function copy(
  instruction: Instruction,
  words: readonly string[],
  stage: Stage,
  stages: ReadonlyMap<string, Stage>,
  { context }: BuildOptions,
): void {
  const from =
    flagsOf(instruction)
      .find((flag) => flag.getName() === 'from')
      ?.getValue() ?? undefined;
  const paths = words;
  const target = paths.at(-1) ?? '';
  const source = from === undefined ? undefined : stages.get(from);
  if (from !== undefined && source === undefined) throw new Error(`There is no stage ${from}.`);
  const isSent = source === undefined ? contextFilter(context) : () => true;
  for (const path of paths.slice(0, -1)) {
    const origin = join(source?.root ?? context, path);
    if (!existsSync(origin) || !isSent(path)) throw new Error(`COPY ${path}: not there`);
    const whole = statSync(origin).isDirectory();
    const intoFolder = target.endsWith('/') || paths.length > 2;
    const destination = join(
      inside(stage),
      target,
      whole || !intoFolder ? '' : (path.split('/').at(-1) ?? ''),
    );
    mkdirSync(whole ? destination : dirname(destination), { recursive: true });
    const filter = (file: string): boolean => isSent(file.slice(context.length + 1).replace(/\/+$/, ''));
    cpSync(origin, destination, {
      recursive: true,
      verbatimSymlinks: true,
      ...(source === undefined && { filter }),
    });
  }
}

const flagsOf = (instruction: Instruction) =>
  instruction instanceof ModifiableInstruction ? instruction.getFlags() : [];

/** Which paths of the context are sent to a build. A folder is if anything below it is. */
function contextFilter(context: string): (path: string) => boolean {
  const rules = dockerignore().add(readFileSync(join(context, '.dockerignore'), 'utf8'));
  const isSent = (path: string): boolean => {
    const relative = path.replace(/^\.\//, '').replace(/\/+$/, '');
    const file = join(context, relative);
    if (!lstatSync(file).isDirectory()) return !rules.ignores(relative);
    if (relative.endsWith('node_modules')) return false;
    return readdirSync(file).some((name) => isSent(join(relative, name)));
  };
  return isSent;
}
