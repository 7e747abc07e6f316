import type { Question, SignalId } from '../model.ts';

interface Wording {
  readonly wording: string;
  readonly why: string;
  readonly evidenceHint: string;
  readonly yes: string;
  readonly conditions: Question['conditions'];
}

const signal = <Id extends SignalId>(id: Id, role: 'strong' | 'weak', words: Wording) => ({
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
    no: 'Not stated. A new project is split only with two strong reasons for it.',
    unknown: 'What is not known does not speak for a split. A new project needs two strong reasons for it.',
  },
});

/** What strengthens the case for distribution, in the order in which it is asked. */
export const signals = [
  signal('S-uneven-scale', 'strong', {
    wording: 'Do parts need very different resources, one about 10 times the other?',
    why: 'Scaling such parts apart saves machines; scaling them together wastes them.',
    evidenceHint: 'CPU and memory per route or per job, from profiles or metrics',
    yes: 'Parts with very different resource needs can be scaled apart.',
    conditions: {
      yes: 'parts needed very different resources',
      no: 'no part needed other resources than the rest',
    },
  }),
  signal('S-autonomy', 'strong', {
    wording: 'Must teams deploy on their own schedule, without waiting for each other?',
    why: 'Separate deployables let separate teams release when they are ready.',
    evidenceHint: 'releases that waited for another team, over the last quarter',
    yes: 'Teams that must deploy on their own need their own deployables.',
    conditions: {
      yes: 'teams had to deploy on their own schedule',
      no: 'no team had to deploy on its own schedule',
    },
  }),
  signal('S-fault-isolation', 'strong', {
    wording: 'Must a fault in one part never take another part down?',
    why: 'A process of its own is the only full isolation from a crash or a leak.',
    evidenceHint: 'incidents in which one part took another down',
    yes: 'A fault in one process cannot crash another.',
    conditions: {
      yes: 'one part had to survive any fault of another',
      no: 'a fault of one part were allowed to stop another',
    },
  }),
  signal('S-scale-wall', 'strong', {
    wording: 'Is there a load that several copies of one process, over one database, cannot carry?',
    why: 'A wall that copies, indexes and caches cannot move is a real reason to split.',
    evidenceHint: 'a load test that stops scaling although copies, indexes and caches were added',
    yes: 'A genuine scaling wall needs parts that scale apart.',
    conditions: {
      yes: 'there were a load that copies of one process cannot carry',
      no: 'copies of one process could carry the load',
    },
  }),
  signal('S-deploy-coupling', 'strong', {
    wording: 'Does a change in one domain force the release of another?',
    why: 'Separate deployables take that coupling away where the domains are otherwise independent.',
    evidenceHint: 'releases that carried a domain which had not changed',
    yes: 'Domains that force each other’s releases gain from separate deployables.',
    conditions: {
      yes: 'a change in one domain forced the release of another',
      no: 'no domain forced the release of another',
    },
  }),
  signal('S-ownership-blur', 'weak', {
    wording: 'Are people afraid to touch code outside their area?',
    why: 'It is a hint at unclear ownership, which is an organisational problem first.',
    evidenceHint: 'CODEOWNERS, and who reviews what',
    yes: 'Unclear ownership is weak on its own: name owners before anything else.',
    conditions: {
      yes: 'people were afraid to touch code outside their area',
      no: 'nobody was afraid to touch code outside their area',
    },
  }),
] as const satisfies readonly Question[];
