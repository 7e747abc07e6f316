/** What a split costs, in the words that the verdict and the decision record use. */
export const costs: readonly string[] = [
  'Calls between parts go over the network: they are slower, and they can fail.',
  'Every such call needs a timeout, retries and a breaker, and callers must live with partial failure.',
  'There is no transaction across services; sagas, an outbox and compensating steps take its place.',
  'One log is no longer enough; a request must be followed through traces.',
  'Each service has a pipeline, a version and a promise of compatibility to keep.',
  'The compiler no longer sees a missing dependency; it shows at run time.',
];
