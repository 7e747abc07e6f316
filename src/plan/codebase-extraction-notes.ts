import { testFiles } from '../extract/emit/foreign/contract-test.ts';
import { variablePrefix } from '../extract/emit/index.ts';
import type { CodebaseExtraction } from '../workspace/index.ts';
import type { CodebaseStudy } from './codebase-extraction-study.ts';
import { contractTestOf, fixtureOf } from './codebase-extraction-tests.ts';

/** What BOUNDARY.md says of this codebase: how the process is started, what decides, how it is tested. */
export function foreignSections(study: CodebaseStudy, extraction: CodebaseExtraction): string[] {
  const { folder, slug, port } = extraction;
  const prefix = variablePrefix(slug);
  const sites = study.wiring.sites.map(({ place, text }) => `- \`${place.file}\`: \`${text}\``);
  return [
    '## Where it is decided',
    `${sites.join('\n')}\n\nEach goes through \`${folder}/bind.ts\`.`,
    '## The process',
    `\`${folder}/main.ts\` serves it; \`npm run start:${slug}\` where the package has that script. It listens on \`PORT\` (${port} by default) at \`HOST\` (127.0.0.1 by default), answers \`/healthz\` and \`/readyz\`, and ends in order at SIGTERM. What it is made of stands in \`${folder}/compose.ts\`; that file and \`main.ts\` are yours.`,
    '## Tests',
    testText(study, prefix),
  ];
}

function testText(study: CodebaseStudy, prefix: string): string {
  const { codebase } = study;
  const command = {
    vitest: 'npx vitest run',
    jest: 'npx jest',
    mocha: 'npm test',
    node: 'npm test',
    none: 'npm test',
  }[codebase.testRunner];
  const [contract, values, faults] = testFiles(contractTestOf(study).file);
  const { reason } = fixtureOf(study);
  const real =
    reason === undefined
      ? 'Then the same random calls to the implementation itself in every placement, made as `fixture.ts` says.'
      : `The implementation itself is not called at random: ${reason}; \`fixture.ts\` says what to do.`;
  const own = [
    `In \`${study.folder}/\`, for your own runner; if it does not look there, give it the paths.`,
    `- \`${contract}\`: an example of each message through codecs, loopback and a socket, with stand-ins for the implementation, and what does not fit.`,
    `- \`${values}\`: random values of every message through the same. ${real}`,
    `- \`${faults}\`: what a lost, cut, wrong or late answer comes to, for a method of each safety.`,
  ].join('\n');
  return `${own}\n\nYour own tests through codecs and handler, without a network: \`${prefix}_MODE=loopback ${command}\`. They see what a remote call would change: copies instead of shared objects, declared fields only, errors as their declared classes.`;
}
