/** What the admin port answers. */
import { pipeline } from 'node:stream/promises';
import type { ServerResponse } from 'node:http';
import { getHeapSnapshot } from 'node:v8';
import type { FlightRecorder } from '../flight/flight-recorder.ts';
import type { Metrics } from '../metrics/metrics.ts';
import { fixedHeaders, sendText } from './admin-server.ts';
import type { AdminPage } from './admin-server.ts';
import { profileCpu } from './cpu-profile.ts';
import { oneAtATime } from './one-at-a-time.ts';

const longestSeconds = 60;
const defaultSeconds = 10;

export function adminPages(metrics: Metrics, recorder: FlightRecorder | undefined): readonly AdminPage[] {
  return [
    {
      path: '/metrics',
      about: 'for Prometheus',
      open: true,
      answer: async (_query, response) => {
        const text = await metrics.text();
        response.writeHead(200, { 'content-type': metrics.contentType, ...fixedHeaders });
        response.end(text);
      },
    },
    oneAtATime({
      path: '/debug/cpu',
      about: `?seconds=${defaultSeconds}: a CPU profile of the next seconds (.cpuprofile)`,
      answer: answerCpu,
    }),
    oneAtATime({
      path: '/debug/heap',
      about: 'a heap snapshot (.heapsnapshot); the process stands still while it is taken',
      answer: async (_query, response) => {
        download(response, 'heapsnapshot');
        await pipeline(getHeapSnapshot(), response);
      },
    }),
    {
      path: '/debug/flight',
      about: 'the last seconds: what was done, and (?what=cpu) what the CPU did meanwhile (.cpuprofile)',
      answer: (query, response) => answerFlight(recorder, query.get('what'), response),
    },
  ];
}

async function answerCpu(query: URLSearchParams, response: ServerResponse): Promise<void> {
  const seconds = Number(query.get('seconds') ?? defaultSeconds);
  if (!(seconds > 0 && seconds <= longestSeconds))
    return sendText(response, 400, `seconds: above 0, at most ${longestSeconds}`);
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  const profile = await profileCpu(seconds * 1_000, gone.signal);
  download(response, 'cpuprofile');
  response.end(JSON.stringify(profile));
}

async function answerFlight(
  recorder: FlightRecorder | undefined,
  what: string | null,
  response: ServerResponse,
): Promise<void> {
  if (recorder === undefined) return sendText(response, 404, 'FLIGHT_RECORDER is off.');
  if (what !== null && what !== 'cpu') return sendText(response, 400, 'what: cpu, or nothing');
  if (what === null) {
    download(response, 'json');
    response.end(recorder.trace());
    return;
  }
  const profile = recorder.cpuProfile();
  if (profile === undefined) return sendText(response, 404, 'No window of the CPU profile is complete yet.');
  download(response, 'cpuprofile');
  response.end(JSON.stringify(profile));
}

/** Named so that the tools that read it recognise it. */
function download(response: ServerResponse, extension: string): void {
  const name = `${new Date().toISOString().replaceAll(/[:.]/g, '-')}.${extension}`;
  response.writeHead(200, {
    'content-type': 'application/json',
    'content-disposition': `attachment; filename="${name}"`,
    ...fixedHeaders,
  });
}
