/** Set by the global setup of the test run, which is the parent of every process that runs tests. */
export const serverVariable = 'TEST_DATABASE_SERVER';

/** Of the server for this run, with the right to make databases. */
export function testServerUrl(): string {
  const url = process.env[serverVariable];
  if (!url)
    throw new Error(
      'There is no database server: vitest.config.ts must name platform/src/testing/global-setup.ts.',
    );
  return url;
}
