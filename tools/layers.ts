import { createRequire } from 'node:module';
import { cruise, type ICruiseResult, type IConfiguration } from 'dependency-cruiser';
import extractTSConfig from 'dependency-cruiser/config-utl/extract-ts-config';

const require = createRequire(import.meta.url);
const configuration = require('../.dependency-cruiser.cjs') as IConfiguration;

export interface LayerReport {
  readonly modules: number;
  readonly violations: readonly { readonly rule: string; readonly from: string; readonly to: string }[];
}

/** Checks the layer rules on the sources below `baseDir`. A checker that read nothing must not report success. */
export async function checkLayers(baseDir: string): Promise<LayerReport> {
  const { tsConfig: _, ...options } = configuration.options ?? {};
  const result = await cruise(
    ['src'],
    { ...options, baseDir, validate: true, ruleSet: { forbidden: configuration.forbidden ?? [] } },
    undefined,
    { tsConfig: extractTSConfig(require.resolve('../tsconfig.json')) },
  );
  const { modules, summary } = result.output as ICruiseResult;
  return {
    modules: modules.filter(({ source }) => source.startsWith('src/')).length,
    violations: summary.violations.map(({ rule, from, to }) => ({ rule: rule.name, from, to })),
  };
}
