/**
 * Paths that change without anybody having changed anything there: lock files, versions, change logs, snapshots, built
 * and generated code. They say nothing about what belongs together, who knows it, or where the work is.
 */
const noise: readonly RegExp[] = [
  /(^|\/)(package-lock\.json|npm-shrinkwrap\.json|yarn\.lock|pnpm-lock\.yaml|bun\.lockb?|deno\.lock|composer\.lock|Gemfile\.lock|poetry\.lock|uv\.lock|Cargo\.lock|go\.sum)$/,
  /(^|\/)(package\.json|lerna\.json|\.release-please-manifest\.json|deno\.jsonc?|version\.txt)$/,
  /(^|\/)(CHANGELOG|CHANGES|HISTORY|RELEASES?)(\.[a-z]+)?$/i,
  /(^|\/)\.changeset\//,
  /(^|\/)(dist|build|out|coverage|vendor|third_party|node_modules|storybook-static|\.next|\.nuxt|\.yarn)\//,
  /(^|\/)(__snapshots__|__generated__|generated|\.generated|@generated|gen)\//,
  /\.(snap|map|lock)$|\.min\.(js|css)$|[.-](generated|gen)\.[a-z]+$|_pb\.(js|ts)$|\.pb\.(js|ts)$|\.d\.ts\.map$/,
  /(^|\/)(locales?|i18n|translations?|lang)\/.*\.(json|ya?ml|po|pot|xlf|ts|js)$/i,
  /\.(po|pot|xlf|xliff)$/,
];

export const isNoise = (path: string): boolean => noise.some((pattern) => pattern.test(path));

/** What people write programs in; a hot spot is one of these. */
export const isCode = (path: string): boolean =>
  /\.(?:[cm]?[jt]sx?|vue|svelte|astro|sql|prisma|graphql|gql|py|go|java|kt|rb|php|cs|rs)$/.test(path);
