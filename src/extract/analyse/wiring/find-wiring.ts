/** How a port is put together, by the first style that knows it. */
import { diagnostic } from '../../../diagnostics/index.ts';
import { lookedUp } from './looked-up.ts';
import type { WiredSite, Wiring, WiringRequest } from './model.ts';
import { wiringStyles } from './table.ts';

/** Never without an answer: what no style knows is a finding. */
export function findWiring(request: WiringRequest): Wiring {
  const found = withoutInner(wiringStyles.flatMap((style) => style.find(request) ?? []));
  const [first, ...others] = found;
  const { port, program } = request;
  if (first === undefined) {
    const known = lookedUp(request);
    const unknown = diagnostic(
      'wiring-not-found',
      { port: port.name, looked: program.files.length },
      { place: port.place },
    );
    return {
      style: 'construction',
      sites: [],
      edits: new Map(),
      composition: undefined,
      findings: known.length > 0 ? known : [unknown],
    };
  }
  if (others.length === 0) return first;
  const places = found.flatMap(({ sites }) => sites);
  const ways = places.map(({ style, place }) => `${style} at ${place.file}:${place.line}`).join(', ');
  const finding = diagnostic('wired-in-two-ways', { port: port.name, ways }, { place: port.place });
  return {
    ...first,
    sites: places,
    composition: undefined,
    findings: [...found.flatMap((each) => each.findings), finding],
  };
}

/** `new Payments(…)` inside the registration of a container is not another way to make it. */
function withoutInner(found: readonly Wiring[]): Wiring[] {
  const outer = found.flatMap(({ sites }) => sites).filter(({ lastLine }) => lastLine !== undefined);
  return found.filter(({ sites }) => sites.length === 0 || !sites.every((site) => isInside(site, outer)));
}

const isInside = (site: WiredSite, outer: readonly WiredSite[]): boolean =>
  site.lastLine === undefined &&
  outer.some(
    ({ place, lastLine = 0 }) =>
      place.file === site.place.file && place.line <= site.place.line && site.place.line <= lastLine,
  );
