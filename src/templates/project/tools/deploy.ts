/**
 * `npm run deploy -- payments dev`: brings what deploy/kubernetes says to the cluster that kubectl is set to, in the order
 * that Argo CD keeps too: settings and policies, then the migrations, and only once they have run the new pods.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';

const withinSeconds = 300;

function main([name, environment]: readonly string[]): void {
  if (name === undefined || environment === undefined)
    throw new Error('npm run deploy -- <process> <environment>');
  const overlay = `deploy/kubernetes/services/${name}/overlays/${environment}`;
  if (!existsSync(overlay)) throw new Error(`There is no ${overlay}.`);
  const here = ['--namespace', namespaceOf(overlay)];
  const within = `--timeout=${withinSeconds}s`;
  const apply = (component: string): void =>
    kubectl('apply', '--server-side', '--kustomize', overlay, '--selector', component);
  // A job cannot be changed, only made anew.
  kubectl('delete', 'job', `${name}-migrate`, '--ignore-not-found', ...here);
  apply('app.kubernetes.io/component!=server');
  migrated(name, [within, ...here]);
  apply('app.kubernetes.io/component=server');
  if (isCanary(overlay)) kubectl('argo', 'rollouts', 'status', name, ...here);
  else kubectl('rollout', 'status', `deployment/${name}`, within, ...here);
}

function namespaceOf(overlay: string): string {
  const found = /^namespace: (\S+)$/m.exec(readFileSync(`${overlay}/kustomization.yaml`, 'utf8'))?.[1];
  if (found === undefined) throw new Error(`${overlay}/kustomization.yaml names no namespace.`);
  return found;
}

function migrated(name: string, options: readonly string[]): void {
  try {
    kubectl('wait', `job/${name}-migrate`, '--for=condition=complete', ...options);
  } catch (error) {
    spawnSync('kubectl', ['logs', `job/${name}-migrate`, ...options.slice(1)], { stdio: 'inherit' });
    throw error;
  }
}

function isCanary(overlay: string): boolean {
  const { stdout } = spawnSync('kubectl', ['kustomize', overlay], { encoding: 'utf8' });
  return /^kind: Rollout$/m.test(stdout);
}

function kubectl(...args: readonly string[]): void {
  process.stdout.write(`kubectl ${args.join(' ')}\n`);
  const { status, error } = spawnSync('kubectl', args, { stdio: 'inherit' });
  if (error) throw new Error(`kubectl cannot be started: ${error.message}`);
  if (status !== 0) throw new Error(`kubectl ${args[0] ?? ''} failed; nothing after it was done.`);
}

try {
  main(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
