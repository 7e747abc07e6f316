/** What the name of a folder says about it, where nothing else does. */

const words = (text: string): ReadonlySet<string> => new Set(text.split(/\s+/).filter(Boolean));

/** Code that others build on: no part of the business. */
const shared = words(`
  ambient assets base boot bootstrap buildingblocks building-blocks clients common commons config configs configuration configurations constant constants core
  crypto database databases db decorators environment environments error errors exception exceptions extensions
  filters framework generated global globals guards helper helpers hooks i18n infra infrastructure interceptors
  interfaces kernel lang lib libs locale locales log logger logging middleware middlewares middlewears migrations
  mixins monitoring observability otel persistence pipes platform polyfills prisma protos sdk seed seeds shared shared-kernel sharedkernel static
  support telemetry test-utils tools translations tooling transformers types typings util utilities utils validation
  validations validator validators vendor`);

/** Technical layers: each holds a slice of every part, and none is a part. */
const layers = words(`
  actions adapter adapters api app application applications apps bin cli collaboration collections command commands
  controller controllers cron crons dal dao daos domain dto dtos entities entity events factories functions gateway gateways
  graphql handlers http interface io jobs listeners loaders logic mailers mappers messaging model models mutations
  operations pages policies policy ports presenters presentation processors providers queries queue queues repositories
  repository resolver resolvers rest routers routes router routing rpc scheduler schema schemas serializers server
  service services src store storage stores strategies subscribers subscriptions tasks template templates trpc usecase
  usecases use-cases view views web websocket websockets worker workers workflows`);

const clients = words(
  'admin-ui client dashboard frontend front front-end public site storybook styles theme ui web-app webapp website www',
);

const tests = words(`
  .storybook __fixtures__ __mocks__ __test__ __tests__ cypress e2e fixtures integration-tests mocks spec specs stories
  test tests testing`);

/** Only near the root: deeper down the same word may name a part of the business. */
const besideTheCode = words(`
  .github build coverage dist out benchmark benchmarks bench demo demos doc docs documentation dev-tools docker eslint example examples
  openapi-generator playground sample samples scripts website www`);

/** Folders whose subfolders are the parts. */
const containers = words('bounded-contexts contexts domains features modules plugins subdomains verticals');

/** `_sharedKernel` and `.config` are called as if they had no mark. */
const plain = (folder: string): string => folder.toLowerCase().replace(/^[_.(]+|\)$/g, '');

export const isShared = (folder: string): boolean => shared.has(plain(folder));
export const isLayer = (folder: string): boolean => layers.has(plain(folder));
export const isClient = (folder: string): boolean => clients.has(plain(folder));
/** `depth` counts the folders above it. */
export const isAside = (folder: string, depth: number): boolean =>
  tests.has(folder.toLowerCase()) || (depth < 2 && besideTheCode.has(folder.toLowerCase()));
export const isContainer = (folder: string): boolean => containers.has(plain(folder));
/** A folder among the parts that holds more of them: the enterprise edition of an open product. */
export const isNestedContainer = (folder: string): boolean =>
  isContainer(folder) || /^(?:ee|enterprise)$/.test(plain(folder));

const testFile =
  /(?:\.(?:test|tests|spec|e2e|e2e-spec|stories|story|mock|bench|fixture)|[-_]test)\.[cm]?[jt]sx?$/;
const configFile = /(?:^|\/)[^/]+\.config\.[cm]?[jt]s$|(?:^|\/)\.[^/]+\.[cm]?js$/;

/** A file of code, TypeScript or JavaScript; declarations have nothing to say. */
export const isSource = (path: string): boolean =>
  /\.[cm]?[jt]sx?$/.test(path) && !/\.d\.[cm]?ts$/.test(path) && !/\.min\.[cm]?js$/.test(path);

/** Tests, examples, scripts and configuration: they reach across parts by their nature. */
export const isBeside = (path: string): boolean =>
  testFile.test(path) ||
  configFile.test(path) ||
  path
    .split('/')
    .slice(0, -1)
    .some((one) => one.startsWith('.')) ||
  path.split('/').slice(0, -1).some(isAside);
