/** Packages for one workspace of a project, name → exact version. */
export interface SystemPackages {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

/**
 * A part that a project may have or not have. Its files are of two kinds: code below `project/`, which compiles and is
 * tested with the template workspace and is left out of projects without the system; and trees below
 * `parts/systems/<id>/`: `once/` for the project, `process/` for each process, `module/` for each module, `shop/` for
 * the sample shop, with a `.patch` for a file that it has anyway. Templates of other files look at `systems.<id>`.
 */
export interface System {
  /** As in `scaffold add <id>`. */
  readonly id: string;
  readonly title: string;
  /** One line: what a team gets. */
  readonly summary: string;
  /** Systems that come with it. */
  readonly needs?: readonly string[];
  /** Comes by itself to a project with all that it needs and more than one process, unless it has one of these. */
  readonly bySplit?: { readonly unless: readonly string[] };
  /** Paths and folders (ending in `/`) below `project/` that belong to it alone. */
  readonly project?: readonly string[];
  /** By folder of the workspace, `''` for the root. */
  readonly packages?: Readonly<Record<string, SystemPackages>>;
  /** Scripts of the project's root. */
  readonly scripts?: Readonly<Record<string, string>>;
}
