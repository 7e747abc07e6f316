/** Which services this process serves itself: those it never calls over HTTP, whatever the environment says. */
const served = new Set<string>();

/** Must run before anything that binds the service is loaded. */
export function serveInThisProcess(slug: string): void {
  served.add(slug);
}

export function isServedHere(slug: string): boolean {
  return served.has(slug);
}
