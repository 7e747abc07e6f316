import type { Identity } from './read-log.ts';

/**
 * Who commits without being a person. Matched against the name and the address; a person whose name merely ends in
 * "bot" (Abbot, Talbot) is not meant. Coding agents are here too: whoever asked them is the person.
 */
const patterns: readonly RegExp[] = [
  /\[bot\]/i,
  /(^|[\s._+@-])bots?([\s._@-]|$)/i,
  /^(dependabot|renovate|greenkeeper|snyk|mergify|imgbot|codecov|deepsource|sonarcloud|weblate|crowdin|transifex|lokalise|localazy|allcontributors|all-contributors|semantic-release|release-please|changesets?|pre-commit-ci|kodiakhq|whitesource|mend|restyled|stale|netlify|vercel|gitpod|stackblitz|lovable|bolt)([\s_-](bot|app|ci|action|agent|preview)\b.*)?$/i,
  /^(github|gitlab|azure|circle|travis|drone|bitbucket)[\s-]?(actions?|ci|pipelines?)\b/i,
  /^(github|web-flow|gitlab|jenkins|teamcity|buildkite|bamboo|hudson|ci|cd|ci\/cd|automation|autobuild)$/i,
  /^copilot autofix\b/i,
  /[-\s]o-?(tron|matic)$|[\s-]agent$/i,
  /^(claude|claude code|copilot|github copilot|cursor|cursor agent|devin|devin ai|codex|openai codex|gemini|gemini cli|gemini code assist|jules|aider|windsurf|coderabbit|sweep|amp|opencode)(\s*\(.*\))?$/i,
];

const addresses: readonly RegExp[] = [
  /^noreply@(github|anthropic|openai|gitlab)\.com$/i,
  /^(action|actions)@github\.com$/i,
  /^cursoragent@cursor\.com$/i,
  /^(support|bot|ci|builds?|jenkins|noreply|automation)@(greenkeeper\.io|renovateapp\.com|whitesourcesoftware\.com|snyk\.io|travis-ci\.(com|org)|circleci\.com)$/i,
  /bot@(users\.noreply\.github\.com|renovateapp\.com|snyk\.io|dependabot\.com)$/i,
];

/** The agents' models sign with a version: "Claude Opus 4.1", "GPT-5". */
const models = /^(claude|gpt|gemini|copilot|codex)[\s-].*\d/i;

export const isBot = ({ name, email }: Identity): boolean =>
  models.test(name) ||
  patterns.some((pattern) => pattern.test(name)) ||
  addresses.some((pattern) => pattern.test(email)) ||
  /\[bot\]|(^|[._+-])bot@/i.test(email);
