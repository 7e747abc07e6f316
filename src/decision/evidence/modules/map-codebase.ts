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
  if (given.length > 0) {
    const deployables = findDeployables(sources, packages, read);
    const rest = { packages, sources, beside: code.length - sources.length, deployables };
    const expanded = expandGivenModules(given, sources);
    return expanded.ok ? succeed({ map: mapGiven(expanded.value), ...rest }) : expanded;
  }
  const nestModules = sources.filter(
    (path) => /module\.[cm]?[jt]s$/.test(path) && /@Module\s*\(/.test(read(path) ?? ''),
  );
  const deployables = findDeployables(sources, packages, read);
  const services = servicesOf(deployables, sources);
  const scaffolded =
    files.includes('scaffold.json') &&
    /"scaffold"\s*:/.test(read('scaffold.json') ?? '') &&
    !/"kind"\s*:\s*"codebase"/.test(read('scaffold.json') ?? '');
  const rest = { packages, sources, beside: code.length - sources.length, deployables };
  return succeed({
    map: mapParts(findModules({ sources, packages, nestModules, services, scaffolded })),
    ...rest,
  });
}
