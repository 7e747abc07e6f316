import { isWorkflow, readWorkflow } from './github-actions.ts';
import type { Pipeline } from './model.ts';
import { pipelineSystem, readOtherPipeline } from './other-pipelines.ts';
import type { Tree } from './tree.ts';

/** Every pipeline of a codebase; one that cannot be read says why. */
export function readPipelines(tree: Tree): readonly Pipeline[] {
  return tree.files.flatMap((file) => {
    const system = isWorkflow(file) ? 'GitHub Actions' : pipelineSystem(file);
    if (system === undefined) return [];
    const text = tree.read(file);
    if (text === undefined) return [broken(file, system, 'it is too large, or no file that can be read')];
    try {
      return [isWorkflow(file) ? readWorkflow(file, text) : readOtherPipeline(file, text)];
    } catch (error) {
      const reason = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
      return [broken(file, system, `it is no valid YAML: ${reason}`)];
    }
  });
}

const broken = (file: string, system: string, reason: string): Pipeline => ({
  file,
  system,
  tests: false,
  deploys: [],
  publishes: [],
  filters: [],
  affected: false,
  broken: reason,
});
