/** What the tools print, with figures of our own. */
export const k6Export = {
  root_group: { name: '', path: '', id: 'd41d8cd98f00b204e9800998ecf8427e', groups: {}, checks: {} },
  metrics: {
    http_req_duration: { avg: 80.1, min: 5.2, med: 60, max: 900.5, 'p(90)': 150, 'p(95)': 180, 'p(99)': 420 },
    http_req_failed: { passes: 20, fails: 1980, value: 0.01 },
    http_reqs: { count: 2000, rate: 66.6 },
    vus: { value: 10, min: 10, max: 10 },
  },
};

export const k6HandleSummary = {
  options: { summaryTrendStats: ['avg', 'p(95)'] },
  state: { isStdOutTTY: true, testRunDurationMs: 30_000 },
  metrics: {
    http_req_duration: {
      type: 'trend',
      contains: 'time',
      values: { avg: 80.1, med: 60, 'p(95)': 180, max: 900 },
    },
    http_req_failed: { type: 'rate', contains: 'default', values: { rate: 0, passes: 0, fails: 2000 } },
    http_reqs: { type: 'counter', contains: 'default', values: { count: 2000, rate: 66.6 } },
  },
};

export const k6Text = `
     execution: local
        script: shop.js

     data_received..................: 1.2 MB 40 kB/s
     http_req_duration..............: avg=80.1ms  min=512µs   med=60ms   max=1.2s    p(90)=150ms  p(95)=180ms
       { expected_response:true }...: avg=80.1ms  min=512µs   med=60ms   max=1.2s    p(90)=150ms  p(95)=180ms
     http_req_failed................: 1.00%  ✓ 20        ✗ 1980
     http_reqs......................: 2000   66.6/s
     iterations.....................: 2000   66.6/s
`;

export const k6TextOfVersion1 = `
  █ TOTAL RESULTS

    HTTP
    http_req_duration..............: avg=80.1ms min=5ms med=60ms max=1m2s p(90)=150ms p(95)=180ms
      { expected_response:true }...: avg=80.1ms min=5ms med=60ms max=1m2s p(90)=150ms p(95)=180ms
    http_req_failed................: 0.50%  10 out of 2000
    http_reqs......................: 2000   66.6/s
`;

export const wrkText = `Running 30s test @ http://127.0.0.1:3000/orders
  2 threads and 100 connections
  Thread Stats   Avg      Stdev     Max   +/- Stdev
    Latency    35.91us    0.89ms   1.93s    93.69%
    Req/Sec     5.20k     1.07k    6.00k    86.54%
  Latency Distribution
     50%  250.00us
     75%    1.49ms
     90%   70.00ms
     99%  120.00ms
  30000 requests in 30.00s, 17.76MB read
  Socket errors: connect 0, read 3, write 0, timeout 7
  Non-2xx or 3xx responses: 290
Requests/sec:   1000.00
Transfer/sec:      0.59MB
`;

export const wrk2Text = `Running 10s test @ http://127.0.0.1:3000/
  2 threads and 10 connections
  Thread calibration: mean lat.: 2.1ms, rate sampling interval: 10ms
  Thread Stats   Avg      Stdev     Max   +/- Stdev
    Latency     2.10ms    1.00ms  30.00ms   90.00%
    Req/Sec     1.00k   100.00     1.10k    90.00%
  Latency Distribution (HdrHistogram - Recorded Latency)
 50.000%    2.00ms
 99.000%   10.00ms
 99.900%   20.00ms
100.000%   30.00ms
  20000 requests in 10.00s, 1.00MB read
Requests/sec:   2000.00
`;

export const artillery = {
  aggregate: {
    counters: {
      'vusers.created': 100,
      'http.requests': 1000,
      'http.codes.200': 970,
      'http.codes.500': 20,
      'http.responses': 990,
      'errors.ETIMEDOUT': 10,
    },
    rates: { 'http.request_rate': 33 },
    firstCounterAt: 1_760_000_000_000,
    lastCounterAt: 1_760_000_020_000,
    summaries: {
      'http.response_time': {
        min: 2,
        max: 800,
        count: 990,
        mean: 50,
        p50: 40,
        median: 40,
        p75: 60,
        p90: 90,
        p95: 120,
        p99: 300,
        p999: 700,
      },
    },
    histograms: {},
  },
  intermediate: [],
};

export const oldArtillery = {
  aggregate: {
    timestamp: '2019-05-01T10:00:00.000Z',
    scenariosCreated: 100,
    scenariosCompleted: 100,
    requestsCompleted: 1000,
    latency: { min: 2, max: 800, median: 40, p95: 120, p99: 300 },
    rps: { count: 1000, mean: 50 },
    codes: { 200: 990, 503: 10 },
    errors: { ECONNRESET: 5 },
  },
  intermediate: [],
};

export const own = {
  schemaVersion: 1,
  kind: 'load-test',
  tool: 'gatling',
  durationSeconds: 10,
  offeredRequestsPerSecond: 100,
  requests: 1000,
  errors: 10,
  latencyMs: { p50: 20, 'p99.9': 250, max: 300 },
};
