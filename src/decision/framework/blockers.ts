import type { BlockerId, Question } from '../model.ts';

interface Wording {
  readonly wording: string;
  readonly why: string;
  readonly evidenceHint: string;
  readonly yes: string;
  readonly conditions: Question['conditions'];
}

const blocker = <Id extends BlockerId>(id: Id, role: 'readiness' | 'boundary', words: Wording) => ({
  id,
  role,
  kind: 'choice' as const,
  wording: words.wording,
  why: words.why,
  evidenceHint: words.evidenceHint,
  flag: `--signal ${id}=<yes|no|unknown>`,
  conditions: words.conditions,
  rules: {
    yes: words.yes,
    no: 'Nothing stands in the way here.',
    unknown: `Not known, so it counts as if it were so. ${words.yes}`,
  },
});

/** What turns a split down, in the order in which it is asked. A "yes" means that the obstacle is there. */
export const blockers = [
  blocker('A-no-cicd', 'readiness', {
    wording: 'Is any part still built or deployed by hand?',
    why: 'Every service needs an automated pipeline; by hand it stops working at about 3 services.',
    evidenceHint: 'a workflow that tests and deploys: .github/workflows, .gitlab-ci.yml',
    yes: 'Deploying by hand does not scale past 3 services: automate the pipeline first.',
    conditions: {
      yes: 'a part were built or deployed by hand',
      no: 'every part were built and deployed automatically',
    },
  }),
  blocker('A-slow-deploy', 'readiness', {
    wording: 'Does it take 10 minutes or more to deploy one part alone, or can it not be deployed alone?',
    why: 'A service that is slow to deploy is slow to repair.',
    evidenceHint: 'the duration of the last ten deployments',
    yes: 'A part must be deployable alone in under 10 minutes.',
    conditions: {
      yes: 'a part took 10 minutes or more to deploy alone',
      no: 'every part could be deployed alone in under 10 minutes',
    },
  }),
  blocker('A-no-tracing', 'readiness', {
    wording: 'Is it still impossible to follow one request from process to process?',
    why: 'Without traces a slow or failed call between services is guesswork.',
    evidenceHint: 'OpenTelemetry or another tracer among the dependencies, and traces that you can look up',
    yes: 'A request must be traceable across processes before there are several.',
    conditions: {
      yes: 'a request could not be followed across processes',
      no: 'a request could be followed across processes',
    },
  }),
  blocker('A-no-oncall', 'readiness', {
    wording: 'Is there a part that nobody is on call for?',
    why: 'A service that fails at night needs somebody who answers for it.',
    evidenceHint: 'the on-call rota, next to the list of parts',
    yes: 'Each side of a boundary needs somebody on call.',
    conditions: {
      yes: 'nobody was on call for some part',
      no: 'somebody was on call for every part',
    },
  }),
  blocker('A-debug', 'readiness', {
    wording: 'Is it hard to debug even the one system you run today?',
    why: 'What is hard in one process is harder across several.',
    evidenceHint: 'how long the last incidents took to explain',
    yes: 'One service cannot be debugged properly: several would be worse.',
    conditions: {
      yes: 'the one system were hard to debug',
      no: 'the one system were easy to debug',
    },
  }),
  blocker('A-shared-db', 'boundary', {
    wording: 'Do two parts write the same tables?',
    why: 'A service must be the only writer of its data.',
    evidenceHint: 'INSERT, UPDATE and DELETE per table and module',
    yes: 'Two parts write the same tables: give each table one owner first.',
    conditions: {
      yes: 'two parts wrote the same tables',
      no: 'no two parts wrote the same tables',
    },
  }),
  blocker('A-acid', 'boundary', {
    wording: 'Must one transaction change data of two parts, all or nothing?',
    why: 'There is no transaction across services.',
    evidenceHint: 'transactions that touch tables of more than one module',
    yes: 'A transaction spans two parts: keep them together, or redesign it as steps that can be undone.',
    conditions: {
      yes: 'one transaction had to change data of two parts',
      no: 'no transaction had to change data of two parts',
    },
  }),
] as const satisfies readonly Question[];
