/** Commands and actions that put something into operation. */
export const deploying =
  /\b(kubectl\s+(apply|rollout|set\s+image)|helm(file)?\s+(upgrade|install|sync|apply|deploy)|terraform\s+apply|tofu\s+apply|pulumi\s+up|cdk\s+deploy|sam\s+deploy|(serverless|sls)\s+deploy|sst\s+deploy|fly(ctl)?\s+deploy|gcloud\s+(run|app|functions)\s+deploy|gcloud\s+run\s+services\s+update|az\s+(webapp|containerapp|functionapp)\s+\S*(deploy|up|update)|aws\s+ecs\s+update-service|aws\s+lambda\s+update-function-code|aws\s+deploy\s+create-deployment|eb\s+deploy|railway\s+up|vercel\s+(deploy\s+)?--prod|netlify\s+deploy|wrangler\s+(deploy|publish)|cap\s+\w+\s+deploy|ansible-playbook|argocd\s+app\s+(sync|set)|dokku|git\s+push\s+heroku|heroku\s+container:release|kamal\s+deploy|docker\s+stack\s+deploy|pm2\s+deploy|nomad\s+(job\s+)?run|skaffold\s+run|porter\s+apply)\b/i;

export const deployingActions =
  /\b(amazon-ecs-deploy-task-definition|azure\/(webapps-deploy|functions-action|k8s-deploy|container-apps-deploy-action|aks-set-context)|google-github-actions\/(deploy-cloudrun|deploy-appengine|deploy-cloud-functions)|superfly\/flyctl-actions|cloudflare\/(wrangler-action|pages-action)|amondnet\/vercel-action|nwtgck\/actions-netlify|akhileshns\/heroku-deploy|helmfile\/helmfile-action|appleboy\/ssh-action|render-deploy|deploy-to-render|digitalocean\/(app_action|action-doctl)|einaregilsson\/beanstalk-deploy|caprover|coolify|dokploy)/i;

/** Commands and actions that publish an image or a package. */
export const publishing =
  /\b(docker\s+(buildx\s+build[^\n]{0,200}--push|push)|docker\/build-push-action|(npm|pnpm|yarn)\s+(\S+\s+)?publish|changesets\/action|changeset\s+publish|semantic-release|lerna\s+publish|helm\s+push|goreleaser)\b/i;

export const testing =
  /\b(vitest|jest|mocha|ava|tap|playwright\s+test|cypress\s+run|cypress-io\/github-action|node\s+--test|(npm|pnpm|yarn|bun|nx|turbo|lerna|npx nx)\s+(run\s+|-r\s+|--recursive\s+|run-many\s+){0,3}(-\S+\s+){0,6}(t|test\S*|unit\S*|e2e\S*|integration\S*|ci:test\S*|coverage))\b/i;

/** Tools that work out which packages a change affects. */
export const affecting =
  /\b(nx\s+affected|nx-set-shas|turbo\b[^\n]{0,200}(--affected|--filter=\S*\[)|lerna\b[^\n]{0,200}--since|pnpm\b[^\n]{0,200}--filter\s*['"]?\.{0,3}\[|dorny\/paths-filter|tj-actions\/changed-files|step-security\/changed-files|path-filtering|monorepo-diff|rush\s+\S+\s+--impacted-by|moon\s+ci|bazel-diff|git\s+diff\s+--name-only)/i;

/** Pages and previews are put somewhere, and are not the system. */
export const besides =
  /\b(gh-pages|github-pages|deploy-pages|docs?|documentation|storybook|chromatic|preview|pages|website|wiki|labels?|release-drafter)\b/i;
