import { ts } from 'ts-morph';
import type { Program } from './program.ts';

/** True where a file is loaded as an ES module once it is compiled. */
export function isLoadedAsEsm({ compiler }: Program, file: ts.SourceFile): boolean {
  const { module = ts.ModuleKind.CommonJS } = compiler.getCompilerOptions();
  const followsPackage = module >= ts.ModuleKind.Node16 && module <= ts.ModuleKind.NodeNext;
  if (followsPackage) return formatOf(compiler, file) === ts.ModuleKind.ESNext;
  return module >= ts.ModuleKind.ES2022 || module === ts.ModuleKind.System;
}

/** Files that came through ts-morph have no format: it is then that of the package on the disk. */
const formatOf = (compiler: ts.Program, file: ts.SourceFile): ts.ResolutionMode =>
  file.impliedNodeFormat ??
  ts.getImpliedNodeFormatForFile(file.fileName, undefined, ts.sys, compiler.getCompilerOptions());
