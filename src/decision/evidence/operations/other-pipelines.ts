import { affecting, deploying, publishing, testing } from './commands.ts';
import type { Pipeline, Sign } from './model.ts';
import { lineAt } from './tree.ts';

/** Pipelines other than GitHub's, by their file. What stands for a deployment or for a limit to paths is in their text. */
const systems: readonly {
  readonly system: string;
  readonly file: RegExp;
  readonly deploys: RegExp;
  readonly filters?: RegExp;
}[] = [
  {
    system: 'GitLab CI',
    file: /^\.gitlab-ci\.ya?ml$|^\.gitlab\/.*\.ya?ml$/,
    deploys: /^[ \t]*(?:stage:[ \t]*['"]?deploy\w*|environment:)|^deploy[\w:-]*:/m,
    filters: /^[ \t]+changes:[ \t]*\n((?:[ \t]+-[ \t]+.+\n?)+)/gm,
  },
  {
    system: 'CircleCI',
    file: /^\.circleci\/.*\.ya?ml$/,
    deploys: /^[ \t]*-?[ \t]*(?:\w[\w/-]*\/)?deploy[\w-]*:?[ \t]*$/m,
  },
  {
    system: 'Jenkins',
    file: /(^|\/)Jenkinsfile[^/]*$/,
    deploys: /stage[ \t]*\([ \t]*['"][^'"]*deploy/i,
    filters: /changeset\s+['"](.+?)['"]/g,
  },
  {
    system: 'Azure Pipelines',
    file: /(^|\/)azure-pipelines[^/]*\.ya?ml$|^\.azure(-pipelines)?\/.*\.ya?ml$/,
    deploys: /^[ \t]*-[ \t]*deployment:|^[ \t]*-[ \t]*stage:[ \t]*['"]?\w*deploy/im,
    filters: /paths:[ \t]*\n\s+include:[ \t]*\n((?:[ \t]+-[ \t]+.+\n?)+)/g,
  },
  { system: 'Buildkite', file: /^\.buildkite\/.*\.ya?ml$/, deploys: /label:[ \t]*['"]?[^\n]*deploy/i },
  { system: 'Travis CI', file: /^\.travis\.yml$/, deploys: /^deploy:/m },
  {
    system: 'Bitbucket Pipelines',
    file: /^bitbucket-pipelines\.yml$/,
    deploys: /^[ \t]*deployment:[ \t]*\S/m,
    filters: /includePaths:[ \t]*\n((?:[ \t]+-[ \t]+.+\n?)+)/g,
  },
  { system: 'Drone', file: /^\.drone\.ya?ml$/, deploys: /name:[ \t]*['"]?deploy/i },
  {
    system: 'Google Cloud Build',
    file: /(^|\/)cloudbuild[^/]*\.ya?ml$/,
    deploys: /gcloud['"]?,?[^]{0,200}\bdeploy\b/,
  },
];

export const pipelineSystem = (path: string): string | undefined =>
  systems.find(({ file }) => file.test(path))?.system;

export function readOtherPipeline(file: string, text: string): Pipeline {
  const system = systems.find((one) => one.file.test(file));
  const spoken = withoutComments(text);
  const found = system?.deploys.exec(spoken) ?? deploying.exec(spoken);
  const deploys: Sign[] = found
    ? [
        {
          what: found[0].trim().replaceAll(/\s+/g, ' '),
          where: `${file}:${lineAt(spoken, found.index + found[0].search(/\S/))}`,
        },
      ]
    : [];
  const published = publishing.exec(spoken);
  return {
    file,
    system: system?.system ?? 'a pipeline',
    tests: testing.test(spoken),
    deploys,
    publishes: published ? [{ what: published[0], where: `${file}:${lineAt(spoken, published.index)}` }] : [],
    filters: system?.filters ? filtersIn(spoken, system.filters) : [],
    affected: affecting.test(spoken),
  };
}

/** The text with its comments blanked, so that lines stay where they are. */
const withoutComments = (text: string): string => text.replaceAll(/^[ \t]*(#|\/\/).*$/gm, '');

const filtersIn = (text: string, pattern: RegExp): readonly string[] =>
  [...text.matchAll(pattern)].flatMap(([, block = '']) =>
    block
      .split('\n')
      .map((line) =>
        line
          .replace(/^[ \t]*-\s*/, '')
          .replaceAll(/['"]/g, '')
          .trim(),
      )
      .filter(Boolean),
  );
