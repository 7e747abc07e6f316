import type { ModuleMap } from '../model.ts';
import { isBot } from './bots.ts';
import { daySeconds } from './model.ts';
import type { Identity, LogCommit } from './read-log.ts';

/** What one identity did while it counts as active. */
export interface Activity {
  commits: number;
  readonly days: Set<number>;
  last: number;
}

/** Counts that grow with people, modules and files, and not with commits. */
export class Tally {
  /** Identities in the order in which they were met; everything else speaks of them by their index. */
  readonly identities: Identity[] = [];
  readonly activity = new Map<number, Activity>();
  /** By module: how much of its changes each identity made; a commit of two people is half of each. */
  readonly ownership = new Map<string, Map<number, number>>();
  readonly commitsOf = new Map<string, number>();
  /** By pair of modules, sorted and joined by NUL. */
  readonly together = new Map<string, number>();
  readonly commitsOfFile = new Map<string, number>();
  commits = 0;
  inModules = 0;
  acrossModules = 0;
  bulk = 0;
  readonly #indexOf = new Map<string, number>();
  readonly #map: ModuleMap;

  constructor(map: ModuleMap) {
    this.#map = map;
  }

  /** The people of a commit: its author and whoever is named beside. */
  peopleOf({ author, coAuthors }: LogCommit): readonly number[] {
    const people = [author, ...coAuthors].filter((identity) => !isBot(identity));
    return [...new Set(people.map((identity) => this.#index(identity)))];
  }

  modulesOf(files: readonly string[]): readonly string[] {
    return [...new Set(files.flatMap((file) => this.#map.moduleOf(file) ?? []))].sort();
  }

  addActivity(people: readonly number[], time: number): void {
    for (const person of people) {
      const activity = this.activity.get(person) ?? { commits: 0, days: new Set<number>(), last: 0 };
      activity.commits += 1;
      activity.days.add(Math.floor(time / daySeconds));
      activity.last = Math.max(activity.last, time);
      this.activity.set(person, activity);
    }
  }

  addChanges(people: readonly number[], files: readonly string[]): void {
    for (const file of files) increase(this.commitsOfFile, file);
    const modules = this.modulesOf(files);
    if (modules.length > 0) this.inModules += 1;
    if (modules.length > 1) this.acrossModules += 1;
    modules.forEach((module, at) => {
      increase(this.commitsOf, module);
      const owners = this.ownership.get(module) ?? new Map<number, number>();
      for (const person of people) increase(owners, person, 1 / people.length);
      this.ownership.set(module, owners);
      for (const other of modules.slice(at + 1)) increase(this.together, `${module}\0${other}`);
    });
  }

  #index(identity: Identity): number {
    const key = `${identity.name}\0${identity.email}`;
    const known = this.#indexOf.get(key);
    if (known !== undefined) return known;
    this.#indexOf.set(key, this.identities.length);
    return this.identities.push(identity) - 1;
  }
}

function increase<Key>(counts: Map<Key, number>, key: Key, by = 1): void {
  counts.set(key, (counts.get(key) ?? 0) + by);
}
