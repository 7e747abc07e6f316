/** Tests stand beside the program: they are neither callers that become remote nor implementations. */
export const isTestFile = (path: string): boolean =>
  /(?:^|\/)(?:tests?|__tests__|__mocks__|e2e)\/|\.(?:test|spec|e2e|e2e-spec|mock|fake)\.[cm]?tsx?$/.test(
    path,
  );
