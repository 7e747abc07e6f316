import type { MethodReport } from '../../../extract/analyse/index.ts';
import type { Inspection } from '../../../plan/inspection.ts';
import { findingJson } from '../findings.ts';
import { formatSignature, formatType } from './wire-form.ts';

/** What `inspect --json` prints; see src/cli/schemas/inspect.ts. */
export function inspectionJson(inspection: Inspection): Record<string, unknown> {
  const { report, verdict, target, root, loaded, codebase } = inspection;
  const { port, methods, callSites, findings, contract } = report;
  return {
    target,
    verdict: verdict.verdict,
    reasons: verdict.reasons,
    fixes: verdict.fixes.map(({ code, place, methods: names, automatic, finding }) => ({
      code,
      ...(place === undefined ? {} : { place }),
      methods: names,
      ...(automatic === undefined ? {} : { automatic }),
      hint: findingJson(finding)['hint'],
    })),
    port: {
      name: port.name,
      kind: port.kind,
      slug: port.slug,
      place: port.place,
      implementations: port.implementations.map(({ name, file }) => ({ name, file })),
    },
    methods: methods.map(methodJson),
    callSites,
    wiring: (inspection.wiring?.sites ?? []).map(({ style, place, text }) => ({ style, place, text })),
    findings: findings.map(findingJson),
    contract: { hash: contract.hash, types: Object.keys(contract.types) },
    codebase: {
      root,
      ...(codebase === undefined
        ? {}
        : {
            folder: codebase.folder,
            packageName: codebase.packageName,
            workspaces: codebase.workspaces,
            moduleKind: codebase.moduleKind,
            importStyle: codebase.importStyle,
            tsconfig: codebase.tsconfig,
            sourceRoot: codebase.sourceRoot,
            testRunner: codebase.testRunner,
            typescript: codebase.typescript,
          }),
    },
    loaded,
  };
}

function methodJson({ name, place, carried, local, safety, safetyFrom, findings, shape }: MethodReport) {
  return {
    name,
    place,
    carried,
    local,
    safety,
    safetyFrom,
    ...(shape === undefined
      ? {}
      : {
          signature: formatSignature(shape),
          parameters: shape.parameters.map((parameter) => ({
            name: parameter.name,
            presence: parameter.presence,
            type: formatType(parameter.type),
          })),
          result: formatType(shape.result),
          throws: shape.throws,
        }),
    findings: findings.map(findingJson),
  };
}
