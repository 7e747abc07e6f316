import { describe, expect, it } from 'vitest';
import { gatePath } from '../../../src/decision/report/gate-path.ts';
import { html, table } from '../../../src/decision/report/html.ts';
import { renderReport } from '../../../src/decision/report/index.ts';
import { sampleReport } from './sample.ts';

const assets = { script: 'draw()', style: 'body{}' };

describe('the report as a file', () => {
  it('is the same for the same result', () => {
    expect(renderReport(sampleReport(), assets)).toBe(renderReport(sampleReport(), assets));
  });

  it('says everything without its script', () => {
    const text = renderReport(sampleReport(), assets);
    for (const said of [
      'Improve the boundaries first',
      '11 people in 90 days',
      'orders → payments → orders',
      'no result was given',
      'calls from other modules: 4',
      'payments: extractable, 5 of 6 methods can be carried',
      'Ada 60 %',
    ])
      expect(text).toContain(said);
  });

  it('names what is unknown instead of leaving a figure out', () => {
    const text = renderReport(sampleReport({ modules: [], coChange: [], ownership: [], tables: [] }), assets);
    expect(text.match(/class="unknown"/g)).toHaveLength(4);
    expect(text).not.toContain('id="co-change"');
  });

  it('reaches no network, and lets no name out of its place', () => {
    const text = renderReport(sampleReport(), assets);
    expect(text).not.toMatch(/(?:src|href)="(?!#)/);
    expect(text).toContain('default-src &#39;none&#39;');
    expect(text).not.toContain('<script>alert(1)');
    expect(text.match(/<\/script>/g)).toHaveLength(2);
  });
});

describe('the gate as a path', () => {
  const yes = { value: 'yes', source: 'asked' } as const;
  const no = { value: 'no', source: 'asked' } as const;

  it('stops once, and shows what would stop it later', () => {
    const path = gatePath({
      'Q1-slow': yes,
      'Q2-team': { value: 3, source: 'asked' },
      'Q3-observe': no,
      'Q4-independent': yes,
    });
    expect(path.map(({ state }) => state)).toEqual(['passed', 'stops', 'open', 'passed', 'passed', 'passed']);
    expect(path[1]).toMatchObject({
      title: 'Enough people',
      verdict: 'stay-monolithic',
      against: ['Q2-team'],
    });
  });
});

describe('html', () => {
  it('escapes every value that is not HTML', () => {
    expect(html`<a title="${'"'}">${'<b>'}${html`<i>${1}</i>`}${['x', 'y']}${false}</a>`.html).toBe(
      '<a title="&quot;">&lt;b&gt;<i>1</i>xy</a>',
    );
  });

  it('heads rows and aligns numbers', () => {
    expect(table('t', ['a', 'b'], [['x', 1]]).html).toContain(
      '<th scope="row">x</th><td class="number">1</td>',
    );
  });
});
