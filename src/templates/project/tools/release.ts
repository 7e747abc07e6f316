/**
 * `npm run release -- payments dev ghcr.io/acme/shop-payments@sha256:…` writes which image runs where;
 * `npm run release -- payments production --from staging` takes what runs in another environment, byte for byte.
 * What is written is to be committed: the repository says what runs.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';

const imageForm = /^[a-z0-9][\w.:/-]*@sha256:[0-9a-f]{64}$/;

function main(): void {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { from: { type: 'string' } },
  });
  const [name, environment, image] = positionals;
  if (
    name === undefined ||
    environment === undefined ||
    (image === undefined) === (values.from === undefined)
  )
    throw new Error('npm run release -- <process> <environment> <image@sha256:…>, or --from <environment>');
  const target = fileOf(name, environment);
  const text = image === undefined ? releasedIn(name, values.from ?? '') : releaseOf(name, image);
  writeFileSync(target, text);
  process.stdout.write(`${target}\n`);
}

function fileOf(name: string, environment: string): string {
  const file = `deploy/kubernetes/services/${name}/overlays/${environment}/release/kustomization.yaml`;
  if (!existsSync(file)) throw new Error(`There is no ${file}.`);
  return file;
}

function releasedIn(name: string, environment: string): string {
  const text = readFileSync(fileOf(name, environment), 'utf8');
  if (!/^ +digest: sha256:/m.test(text))
    throw new Error(`Nothing of ${name} was released in ${environment}.`);
  return text;
}

function releaseOf(name: string, image: string): string {
  if (!imageForm.test(image)) throw new Error(`An image is named by its digest, name@sha256:…; not ${image}`);
  const [newName, digest] = image.split('@');
  return `# What runs here. Written by \`npm run release\`, which CI runs; not by hand.
apiVersion: kustomize.config.k8s.io/v1alpha1
kind: Component
images:
  - name: ${name}
    newName: ${newName}
    digest: ${digest}
`;
}

try {
  main();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
