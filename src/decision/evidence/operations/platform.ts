import type { Sign } from './model.ts';
import { isYaml, type Tree } from './tree.ts';

export interface Platform {
  readonly dockerfiles: readonly string[];
  readonly compose: readonly string[];
  readonly kubernetes: readonly Sign[];
  readonly infrastructure: readonly Sign[];
  readonly alerts: readonly Sign[];
  /** Who is called when something breaks: rotas and escalations as configuration. */
  readonly rotas: readonly Sign[];
  readonly runbooks: readonly string[];
  readonly decisions: readonly string[];
  /** Traces or metrics that are switched on from outside the code. */
  readonly telemetry: readonly Sign[];
  readonly healthChecks: readonly Sign[];
}

const isDockerfile = (path: string): boolean =>
  /(^|\/)(Dockerfile|Containerfile)(\.[\w-]+)?$|\.dockerfile$/i.test(path) && !path.endsWith('.dockerignore');
const isCompose = (path: string): boolean => /(^|\/)(docker-)?compose([.-][\w.-]+)?\.ya?ml$/.test(path);

/** What deployment files are called, and of what they are. */
const infrastructureFiles: readonly (readonly [RegExp, string])[] = [
  [/\.tf$/, 'Terraform'],
  [/(^|\/)terragrunt\.hcl$/, 'Terragrunt'],
  [/(^|\/)serverless\.(ya?ml|ts|js)$/, 'Serverless Framework'],
  [/(^|\/)cdk\.json$/, 'AWS CDK'],
  [/(^|\/)samconfig\.toml$/, 'AWS SAM'],
  [/(^|\/)Pulumi\.ya?ml$/, 'Pulumi'],
  [/(^|\/)sst\.config\.ts$/, 'SST'],
  [/(^|\/)fly(\.[\w-]+)?\.toml$/, 'Fly.io'],
  [/(^|\/)render\.ya?ml$/, 'Render'],
  [/(^|\/)railway\.(json|toml)$/, 'Railway'],
  [/(^|\/)vercel\.json$/, 'Vercel'],
  [/(^|\/)netlify\.toml$/, 'Netlify'],
  [/(^|\/)wrangler\.(toml|jsonc?)$/, 'Cloudflare Workers'],
  [/(^|\/)Procfile$/, 'Procfile (Heroku and the like)'],
  [/(^|\/)app\.ya?ml$/, 'App Engine'],
  [/(^|\/)skaffold\.ya?ml$/, 'Skaffold'],
  [/(^|\/)Tiltfile$/, 'Tilt'],
  [/(^|\/)(docker-)?swarm[^/]*\.ya?ml$/, 'Docker Swarm'],
  [/(^|\/)config\/deploy\.ya?ml$/, 'Kamal'],
  [/\.nomad(\.hcl)?$/, 'Nomad'],
];

/** Kinds of Kubernetes objects that run something, route to it or deliver it. */
const kubernetesKind =
  /^kind:[ \t]*['"]?(Deployment|StatefulSet|DaemonSet|CronJob|Rollout|Application|ApplicationSet|HelmRelease|Kustomization|HorizontalPodAutoscaler|Ingress|VirtualService|Service)['"]?[ \t]*$/m;

export function readPlatform(tree: Tree): Platform {
  const found: { [K in keyof Platform]: Platform[K][number][] } = {
    dockerfiles: [],
    compose: [],
    kubernetes: [],
    infrastructure: [],
    alerts: [],
    rotas: [],
    runbooks: [],
    decisions: [],
    telemetry: [],
    healthChecks: [],
  };
  for (const path of tree.files) {
    if (isDockerfile(path)) found.dockerfiles.push(path);
    if (isCompose(path)) found.compose.push(path);
    if (/(^|\/)Chart\.ya?ml$/.test(path)) found.kubernetes.push({ what: 'Helm chart', where: path });
    const [, platform] = infrastructureFiles.find(([pattern]) => pattern.test(path)) ?? [];
    if (platform !== undefined) found.infrastructure.push({ what: platform, where: path });
    if (runbook.test(path)) found.runbooks.push(path);
    if (decision.test(path)) found.decisions.push(path);
    if (mayConfigure(path)) readConfiguration(path, tree.read(path) ?? '', found);
  }
  return found;
}

const runbook =
  /(^|\/)(run-?books?|playbooks?|on-?call|incident-?(response|management)?s?|escalation)(\/[^/]+)*\.(md|mdx|adoc|txt|rst)$|(^|\/)(run-?book|playbook|on-?call|incident-?response|escalation)[\w-]*\.(md|mdx|adoc)$/i;
const decision =
  /(^|\/)(adrs?|decisions|architecture-decisions|architecture\/decisions|rfcs?)\/[^/]*\d[^/]*\.(md|mdx|adoc)$/i;

const mayConfigure = (path: string): boolean =>
  isYaml(path) ||
  isDockerfile(path) ||
  /\.(tf|hcl|tfvars)$|(^|\/)Procfile$/.test(path) ||
  /(alert|monitor|grafana|datadog|prometheus)[^/]*(\/.*)?\.json$/i.test(path);

const alertRules: readonly (readonly [RegExp, string])[] = [
  [/^kind:[ \t]*['"]?PrometheusRule\b/m, 'PrometheusRule'],
  [/^[ \t]*-[ \t]*alert:[ \t]*\S[^]{0,2000}?^[ \t]*expr:/m, 'Prometheus alert'],
  [
    /^resource\s+"(datadog_monitor|aws_cloudwatch_metric_alarm|google_monitoring_alert_policy|azurerm_monitor_\w*alert\w*|newrelic_\w*alert\w*|grafana_rule_group|sentry_\w*alert\w*)"/m,
    'alert in Terraform',
  ],
  [/AWS::CloudWatch::Alarm/, 'CloudWatch alarm'],
  [
    /"type":[ \t]*"(metric alert|query alert|service check|log alert|trace-analytics alert|slo alert)"/,
    'Datadog monitor',
  ],
  [/^[ \t-]*noDataState:/m, 'Grafana alert'],
];

const rotaRules: readonly (readonly [RegExp, string])[] = [
  [
    /^resource\s+"(pagerduty_(schedule|escalation_policy|service)|opsgenie_(schedule|escalation|team)|grafana_oncall_\w+)"/m,
    'rota in Terraform',
  ],
  [/^[ \t]*-?[ \t]*(pagerduty|opsgenie|victorops)_configs:/m, 'Alertmanager calls somebody'],
];

function readConfiguration(
  path: string,
  text: string,
  found: Record<'alerts' | 'rotas' | 'telemetry' | 'healthChecks' | 'kubernetes', Sign[]>,
): void {
  const note = (list: Sign[], pattern: RegExp, what?: string): void => {
    const match = pattern.exec(text);
    if (match) list.push({ what: what ?? match[1] ?? match[0], where: path });
  };
  for (const [pattern, what] of alertRules) note(found.alerts, pattern, what);
  for (const [pattern, what] of rotaRules) note(found.rotas, pattern, what);
  if (/^apiVersion:/m.test(text)) note(found.kubernetes, kubernetesKind);
  note(
    found.telemetry,
    /\b(OTEL_EXPORTER_OTLP_(?:TRACES_)?ENDPOINT|OTEL_TRACES_EXPORTER|DD_TRACE_AGENT_URL|NEW_RELIC_LICENSE_KEY|ELASTIC_APM_SERVER_URL|instrumentation\.opentelemetry\.io\/inject-nodejs|admission\.datadoghq\.com\/enabled)\b/,
  );
  note(found.healthChecks, /^HEALTHCHECK\s+(?!NONE)/m, 'HEALTHCHECK');
  note(found.healthChecks, /^[ \t]*(livenessProbe|readinessProbe):/m);
}
