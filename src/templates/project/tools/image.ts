/**
 * `npm run image -- payments [--tag …]`: builds the image of one process with the base images of
 * deploy/container/base-images.env. What follows the name goes to `docker build`; the tag is `<project>-<process>` unless
 * another is given.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { readBaseImages } from './workspaces/base-images.ts';

function main([name, ...options]: readonly string[]): number {
  if (name === undefined) throw new Error('Which process? npm run image -- <name>, a folder below apps/');
  const dockerfile = `apps/${name}/Dockerfile`;
  if (!existsSync(dockerfile)) throw new Error(`There is no ${dockerfile}.`);
  const pins = readBaseImages(readFileSync('deploy/container/base-images.env', 'utf8'));
  const pinned = ['BUILD_IMAGE', 'RUN_IMAGE'].flatMap((image) => {
    const pin = pins[image];
    if (pin === undefined) throw new Error(`deploy/container/base-images.env does not set ${image}.`);
    return ['--build-arg', `${image}=${pin}`];
  });
  const tag = options.some((option) => /^(-t|--tag)(=|$)/.test(option))
    ? []
    : ['--tag', `${projectName()}-${name}`];
  const args = ['build', '--file', dockerfile, ...pinned, ...tag, ...options, '.'];
  const { status, error } = spawnSync('docker', args, { stdio: 'inherit' });
  if (error) throw new Error(`docker cannot be started: ${error.message}`);
  return status ?? 1;
}

const projectName = (): string =>
  (JSON.parse(readFileSync('package.json', 'utf8')) as { readonly name: string }).name;

try {
  process.exitCode = main(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
