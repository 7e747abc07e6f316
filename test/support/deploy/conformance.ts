import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import ts from 'typescript';
import type { ClusterObject } from './kustomize.ts';

/** Where the type and the schema of each kind are. */
const packages: Readonly<Record<string, string>> = {
  v1: 'kubernetes-models/v1',
  'apps/v1': 'kubernetes-models/apps/v1',
  'autoscaling/v2': 'kubernetes-models/autoscaling/v2',
  'batch/v1': 'kubernetes-models/batch/v1',
  'networking.k8s.io/v1': 'kubernetes-models/networking.k8s.io/v1',
  'policy/v1': 'kubernetes-models/policy/v1',
  'gateway.networking.k8s.io/v1': '@kubernetes-models/gateway-api/gateway.networking.k8s.io/v1',
};

const argo: Readonly<Record<string, string>> = {
  AppProject: '@kubernetes-models/argo-cd/argoproj.io/v1alpha1',
  ApplicationSet: '@kubernetes-models/argo-cd/argoproj.io/v1alpha1',
  AnalysisTemplate: '@kubernetes-models/argo-rollouts/argoproj.io/v1alpha1',
  Rollout: '@kubernetes-models/argo-rollouts/argoproj.io/v1alpha1',
};

function packageOf({ apiVersion, kind }: ClusterObject): string {
  const found = apiVersion === 'argoproj.io/v1alpha1' ? argo[kind] : packages[apiVersion];
  if (found === undefined)
    throw new Error(`What a ${kind} of ${apiVersion} has to look like is not known here.`);
  return found;
}

/**
 * What is wrong with objects, by two judges: the published types find fields that there are not, which the API server drops
 * in silence; the published schemas find values that it refuses.
 */
export function findNonconformity(objects: readonly ClusterObject[]): string[] {
  const known = objects.map(withoutYoungerFields);
  return [...known.flatMap(refusedValues), ...unknownFields(known)];
}

interface RolloutSpec {
  readonly workloadRef?: { readonly scaleDown?: 'never' | 'onsuccess' | 'progressively' };
}

/** `scaleDown` came with Argo Rollouts 1.7; the schemas that run on the oldest Node are older. */
function withoutYoungerFields(object: ClusterObject): ClusterObject {
  if (object.kind !== 'Rollout') return object;
  const { workloadRef, ...spec } = object.spec as RolloutSpec;
  const { scaleDown, ...reference } = workloadRef ?? {};
  if (scaleDown !== undefined && !['never', 'onsuccess', 'progressively'].includes(scaleDown)) return object;
  return { ...object, spec: { ...spec, workloadRef: reference } };
}

interface Model {
  validate(): void;
}

const load = createRequire(import.meta.url);

function refusedValues(object: ClusterObject): string[] {
  const models = load(packageOf(object)) as Record<string, new (data: ClusterObject) => Model>;
  const Kind = models[object.kind];
  if (Kind === undefined) return [`${nameOf(object)}: no such kind`];
  try {
    new Kind(object).validate();
    return [];
  } catch (error) {
    return [`${nameOf(object)}: ${error instanceof Error ? error.message : String(error)}`];
  }
}

const nameOf = ({ kind, metadata }: ClusterObject): string => `${kind} ${metadata.name}`;

/** Type-checks the objects as literals: an excess property is an error. */
function unknownFields(objects: readonly ClusterObject[]): string[] {
  const file = resolve('test/objects-to-check.ts');
  const lines = objects.map((object, index) => {
    const type = `import('${packageOf(object)}').I${object.kind}`;
    return `export const object${index}: ${type} = ${JSON.stringify(object)};`;
  });
  const options: ts.CompilerOptions = {
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    target: ts.ScriptTarget.ES2023,
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    types: [],
  };
  const host = ts.createCompilerHost(options);
  const { getSourceFile, fileExists } = host;
  host.getSourceFile = (path, ...rest) =>
    path === file
      ? ts.createSourceFile(path, lines.join('\n'), ts.ScriptTarget.ES2023)
      : getSourceFile(path, ...rest);
  host.fileExists = (path) => path === file || fileExists(path);
  const program = ts.createProgram([file], options, host);
  return [...program.getSyntacticDiagnostics(), ...program.getSemanticDiagnostics()].map(
    ({ messageText, file: at, start = 0 }) => {
      const object = objects[at?.getLineAndCharacterOfPosition(start).line ?? 0];
      return `${object ? nameOf(object) : ''}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`;
    },
  );
}
