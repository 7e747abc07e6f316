/** What the files of a codebase say of how it is built, deployed, watched and owned. */
import type { ModuleMap } from '../model.ts';
import { readCodeowners } from './codeowners.ts';
import { deliveryItems } from './delivery.ts';
import type { OperationsFacts } from './model.ts';
import { observabilityItems } from './observability.ts';
import { organisationItems } from './organisation.ts';
import { readPipelines } from './pipelines.ts';
import { readPlatform } from './platform.ts';
import { readSigns } from './signs.ts';
import { openTree } from './tree.ts';

export type { OperationsFacts, Ownership as CodeOwnership, Pipeline, Sign } from './model.ts';

export interface OperationsRequest {
  readonly root: string;
  readonly map: ModuleMap;
  /** Every file, also of folders that begin with a dot; relative to the root, with `/`. */
  readonly files: readonly string[];
}

/** Reads configuration and looks for signs in source texts. Signs are inferences; what is absent is mostly unknown. */
export function collectOperations({ root, map, files }: OperationsRequest): OperationsFacts {
  const tree = openTree(root, files);
  const { signs, sources } = readSigns(tree);
  const platform = readPlatform(tree);
  const pipelines = readPipelines(tree);
  const codeowners = readCodeowners(tree, map);
  return {
    items: [
      ...observabilityItems(signs, platform, sources),
      ...deliveryItems(pipelines, map),
      ...organisationItems(platform, codeowners, map),
    ],
    pipelines,
    codeowners,
  };
}
