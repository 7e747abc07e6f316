import { expect, it } from 'vitest';
import { appendInJson, setInJson } from '../../src/workspace/index.ts';

const text = `{
  // the processes
  "processes": [{ "name": "monolith", "port": 3000 }],
  "none": []
}
`;

it('appends to an array and touches nothing else', () => {
  expect(appendInJson(text, ['processes'], { name: 'payments', port: 3100 })).toBe(
    text.replace('3000 }]', '3000 }, { "name": "payments", "port": 3100 }]'),
  );
  expect(appendInJson(text, ['none'], 'first')).toBe(text.replace('[]', '["first"]'));
});

it('appends nothing twice', () => {
  expect(appendInJson(text, ['processes'], { name: 'monolith', port: 3000 })).toBe(text);
});

it('makes what is missing', () => {
  expect(JSON.parse(setInJson('{}', ['dependencies', 'a'], '*'))).toEqual({ dependencies: { a: '*' } });
  expect(JSON.parse(appendInJson('{}', ['references'], { path: '.' }))).toEqual({
    references: [{ path: '.' }],
  });
});
