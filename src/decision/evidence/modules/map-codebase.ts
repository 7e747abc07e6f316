import { succeed, type Outcome } from '../../../diagnostics/index.ts';
import { readSmall } from '../files.ts';
import { findModules } from './find-modules.ts';
import { findDeployables, servicesOf, type Deployable } from './deployables.ts';
import { expandGivenModules, type GivenModule } from './given-modules.ts';
import { mapGiven, mapParts, type PartMap } from './module-map.ts';
import { isBeside, isSource } from './names.ts';
import { readPackages, type PackageFolder } from './packages.ts';

export interface Mapped {
  readonly map: PartMap;
  readonly packages: readonly PackageFolder[];
  /** Files of code that are analysed: no tests, examples or configuration. */
  readonly sources: readonly string[];
  /** How many files of code were left out for that. */
  readonly beside: number;
  /** True where scaffold made the project. */
  readonly scaffolded: boolean;
  /** What runs as a process of its own. */
  readonly deployables: readonly Deployable[];
}

/** The parts of the codebase at `root`, found or as given. `files` are relative to it. */
export function mapCodebase(
  root: string,
  files: readonly string[],
  given: readonly GivenModule[],
): Outcome<Mapped> {
  const read = (path: string): string | undefined => readSmall(root, path);
  const code = files.filter(isSource);
  const sources = code.filter((path) => !isBeside(path));
  const packages = readPackages(files, read);
  const deployables = findDeployables(sources, packages, read);
  const scaffolded = isScaffolded(read('scaffold.json'));
  const rest = { packages, sources, beside: code.length - sources.length, deployables, scaffolded };
  if (given.length > 0) {
    const expanded = expandGivenModules(given, sources);
    return expanded.ok ? succeed({ map: mapGiven(expanded.value), ...rest }) : expanded;
  }
  const nestModules = sources.filter(
    (path) => /module\.[cm]?[jt]s$/.test(path) && /@Module\s*\(/.test(read(path) ?? ''),
  );
  const services = servicesOf(deployables, sources);
  const parts = findModules({ sources, packages, nestModules, services, scaffolded });
  return succeed({ map: mapParts(parts), ...rest });
}

/** A manifest of a project that was made here; one of an extraction elsewhere says `"kind": "codebase"`. */
const isScaffolded = (manifest: string | undefined): boolean =>
  manifest !== undefined && /"scaffold"\s*:/.test(manifest) && !/"kind"\s*:\s*"codebase"/.test(manifest);
