/** The compiler's own library files, which ts-morph carries in memory: parsed once, and shared by every program. */
import { Project, ts } from 'ts-morph';

/** Everything that a program for Node or a browser refers to, whatever its own `lib` says. */
const usual = ['lib.esnext.full.d.ts', 'lib.decorators.legacy.d.ts'];

const known = new Map<string, ts.Program>();

/** A program that holds nothing but the library. `lib` adds files that are not usual. */
export function libraryProgram(lib: readonly string[] = []): ts.Program {
  const wanted = [...new Set([...usual, ...lib])].sort();
  const key = wanted.join(' ');
  const found = known.get(key) ?? open(wanted);
  known.set(key, found);
  return found;
}

function open(lib: string[]): ts.Program {
  const project = new Project({
    useInMemoryFileSystem: true,
    compilerOptions: { lib, target: ts.ScriptTarget.ESNext, types: [] },
  });
  project.createSourceFile('/empty.ts', '');
  return project.getProgram().compilerObject;
}
