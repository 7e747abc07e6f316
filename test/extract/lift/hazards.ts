/** Ways in which a synchronous result is used, and what lifting makes of each. `svc` is what is lifted. */
export interface Hazard {
  readonly name: string;
  /** Goes behind the prelude. `run`, where there is one, is run before and after. */
  readonly code: string;
  /** What the text has to contain after lifting. */
  readonly after?: string | readonly string[];
  /** The code of the finding that stops it. */
  readonly refused?: string;
  /** The code of a finding that does not stop it. */
  readonly warns?: string;
  /** A line before everything else. */
  readonly first?: string;
}

export const prelude = `
export interface Item { id: string; n: number; tags: string[] }
export interface Svc {
  get(id: string): Item;
  find(id: string): Item | undefined;
  active(id: string): boolean;
  price(id: string): number;
  list(): Item[];
  touch(id: string): void;
  label(id: string): string;
  later(id: string): Promise<number>;
}
const items = new Map<string, Item>([['a', { id: 'a', n: 1, tags: ['x', 'y'] }], ['b', { id: 'b', n: 2, tags: [] }]]);
const touched: string[] = [];
export class Memory implements Svc {
  get(id: string): Item {
    const found = items.get(id);
    if (found === undefined) throw new Error('no ' + id);
    return found;
  }
  find(id: string): Item | undefined { return items.get(id); }
  active(id: string): boolean { return id === 'a'; }
  price(id: string): number { return this.get(id).n * 10; }
  list(): Item[] { return [...items.values()]; }
  touch(id: string): void { touched.push(id); }
  label(id: string): string { return 'item ' + id; }
  async later(id: string): Promise<number> { return id.length; }
}
export const svc: Svc = new Memory();
`;

const run = (body: string): string => `export function run() { ${body} }`;

/** The 34 that the compiler would notice. */
const noticed: readonly Hazard[] = [
  { name: 'property access', code: run(`return svc.get('a').n;`), after: `return (await svc.get('a')).n;` },
  {
    name: 'deep property access',
    code: run(`return svc.get('a').tags[0].length;`),
    after: `(await svc.get('a')).tags[0].length`,
  },
  {
    name: 'element access on the result',
    code: run(`return svc.list()[1];`),
    after: `(await svc.list())[1]`,
  },
  {
    name: 'method of the result',
    code: run(`return svc.label('a').toUpperCase();`),
    after: `(await svc.label('a')).toUpperCase()`,
  },
  {
    name: 'if',
    code: run(`if (svc.active('b')) return 1; return 2;`),
    after: `if (await svc.active('b')) return 1;`,
  },
  {
    name: '&& on the left',
    code: run(`return svc.active('a') && 1;`),
    after: `(await svc.active('a')) && 1`,
  },
  {
    name: '&& on the right keeps its short circuit',
    code: run(`const no = touched.length > 99; return [no && svc.touch('a'), touched.length];`),
    after: `no && (await svc.touch('a'))`,
  },
  {
    name: '||',
    code: run(`return svc.active('b') || 'other';`),
    after: `(await svc.active('b')) || 'other'`,
  },
  {
    name: '?:',
    code: run(`return svc.active('b') ? svc.price('a') : svc.price('b');`),
    after: `(await svc.active('b')) ? await svc.price('a') : await svc.price('b')`,
  },
  {
    name: 'arithmetic',
    code: run(`return 1 + svc.price('a') * 2;`),
    after: `1 + (await svc.price('a')) * 2`,
  },
  { name: 'unary minus', code: run(`return -svc.price('a');`), after: `-(await svc.price('a'))` },
  { name: 'power', code: run(`return svc.price('a') ** 2;`), after: `(await svc.price('a')) ** 2` },
  { name: 'comparison', code: run(`return svc.price('a') > 5;`), after: `(await svc.price('a')) > 5` },
  {
    name: '=== with a literal',
    code: run(`return svc.price('a') === 10;`),
    after: `(await svc.price('a')) === 10`,
  },
  { name: 'array spread', code: run(`return [...svc.list(), 1];`), after: `[...(await svc.list()), 1]` },
  {
    name: 'argument spread',
    code: run(`return Math.max(...svc.list().map((item) => item.n));`),
    after: `...(await svc.list()).map(`,
  },
  {
    name: 'for…of',
    code: run(`let sum = 0; for (const item of svc.list()) sum += item.n; return sum;`),
    after: `for (const item of await svc.list())`,
  },
  {
    name: 'object destructuring',
    code: run(`const { n } = svc.get('a'); return n;`),
    after: `const { n } = await svc.get('a')`,
  },
  {
    name: 'array destructuring',
    code: run(`const [first] = svc.list(); return first.id;`),
    after: `const [first] = await svc.list()`,
  },
  {
    name: 'destructuring with a default',
    code: run(`const { x = svc.price('a') } = {} as { x?: number }; return x;`),
    after: `{ x = await svc.price('a') }`,
  },
  {
    name: 'a comparator of sort',
    code: run(`return ['b', 'a'].sort((l, r) => svc.price(l) - svc.price(r));`),
    refused: 'lift-in-callback',
  },
  {
    name: 'reduce',
    code: `export function run() {\n  return ['a', 'b'].reduce((sum, id) => sum + svc.price(id), 0);\n}`,
    after: [
      `  let sum = 0;\n  for (const id of ['a', 'b']) {\n    sum = sum + (await svc.price(id));\n  }\n  return sum;`,
    ],
  },
  {
    name: 'reduce without a start',
    code: run(`return [1, 2].reduce((sum, n) => sum + n * svc.price('a'));`),
    refused: 'lift-in-callback',
  },
  {
    name: 'typed variable',
    code: run(`const price: number = svc.price('a'); return price;`),
    after: `const price: number = await svc.price('a')`,
  },
  {
    name: 'assignment',
    code: run(`let price = 0; price = svc.price('a'); return price;`),
    after: `price = await svc.price('a')`,
  },
  {
    name: 'typed return',
    code: `function price(): number { return svc.price('a'); }\n${run('return price() + 1;')}`,
    after: [`async function price(): Promise<number> { return svc.price('a'); }`, `(await price()) + 1`],
  },
  {
    name: 'a getter of a class',
    code: `class Shop { get price(): number { return svc.price('a'); } }\n${run('return new Shop().price;')}`,
    refused: 'lift-in-accessor',
  },
  {
    name: 'a setter of a class',
    code: `class Shop { set id(id: string) { svc.touch(id); } }\n${run(`new Shop().id = 'a';`)}`,
    refused: 'lift-in-accessor',
  },
  {
    name: 'a getter of an object',
    code: `const shop = { get price() { return svc.price('a'); } };\n${run('return shop.price;')}`,
    refused: 'lift-in-accessor',
  },
  {
    name: 'yield',
    code: `function* prices() { yield svc.price('a'); }\n${run('return [...prices()];')}`,
    refused: 'lift-in-generator',
  },
  {
    name: 'switch',
    code: run(`switch (svc.label('a')) { case 'item a': return 1; default: return 2; }`),
    after: `switch (await svc.label('a'))`,
  },
  {
    name: 'a case of a switch',
    code: run(
      `switch ('item a') { case svc.label('b'): return 1; case svc.label('a'): return 2; default: return 3; }`,
    ),
    after: [`case await svc.label('b'):`, `case await svc.label('a'):`],
  },
  {
    name: 'index key',
    code: run(`return ({ 'item a': 7 } as Record<string, number>)[svc.label('a')];`),
    after: `[await svc.label('a')]`,
  },
  {
    name: 'computed property name',
    code: run(`return { [svc.label('a')]: 1 };`),
    after: `{ [await svc.label('a')]: 1 }`,
  },
  { name: 'non-null assertion', code: run(`return svc.find('a')!.n;`), after: `(await svc.find('a'))!.n` },
  {
    name: 'optional chain on the result',
    code: run(`return svc.find('z')?.n ?? 'none';`),
    after: `(await svc.find('z'))?.n ?? 'none'`,
  },
  {
    name: 'optional chain before the call',
    code: `function n(some?: Svc) { return some?.get('a').n; }\n${run('return [n(svc), n()];')}`,
    after: `(await some?.get('a'))?.n`,
  },
  {
    name: 'optional chain before the call, then an index and a call',
    code: `function tag(some?: Svc) { return some?.get('a').tags[0].toUpperCase(); }\n${run('return [tag(svc), tag()];')}`,
    after: `(await some?.get('a'))?.tags[0].toUpperCase()`,
  },
];

/** The 19 that the compiler lets pass and a linter would notice. */
const linted: readonly Hazard[] = [
  {
    name: '!',
    code: run(`if (!svc.active('b')) return 'denied'; return 'in';`),
    after: `if (!(await svc.active('b')))`,
  },
  {
    name: 'while',
    code: run(`let left = 2; while (svc.price('a') > 0 && left-- > 0) touched.push('w'); return left;`),
    after: `while ((await svc.price('a')) > 0 &&`,
  },
  {
    name: 'do…while',
    code: run(`let n = 0; do n++; while (svc.active('b')); return n;`),
    after: `while (await svc.active('b'))`,
  },
  {
    name: 'condition of for',
    code: run(`let n = 0; for (let i = 0; i < svc.price('a'); i++) n++; return n;`),
    after: `i < (await svc.price('a'))`,
  },
  { name: 'template', code: run("return `${svc.label('a')}!`;"), after: "`${await svc.label('a')}!`" },
  {
    name: 'string concatenation',
    code: run(`return 'is ' + svc.label('a');`),
    after: `'is ' + (await svc.label('a'))`,
  },
  { name: '== null', code: run(`return svc.find('z') == null;`), after: `(await svc.find('z')) == null` },
  {
    name: '=== undefined',
    code: run(`return svc.find('z') === undefined;`),
    after: `(await svc.find('z')) === undefined`,
  },
  { name: '??', code: run(`return svc.find('z') ?? 'none';`), after: `(await svc.find('z')) ?? 'none'` },
  {
    name: 'a statement of its own',
    code: run(`svc.touch('f'); return touched.includes('f');`),
    after: `await svc.touch('f');`,
  },
  {
    name: 'void',
    code: run(`void svc.touch('v'); return touched.includes('v');`),
    after: `void await svc.touch('v')`,
  },
  {
    name: 'object spread',
    code: run(`return { ...svc.get('a'), more: 1 };`),
    after: `{ ...(await svc.get('a')), more: 1 }`,
  },
  {
    name: 'filter',
    code: `export function run() {\n  const ids = ['a', 'b'];\n  const kept = ids.filter((id) => svc.active(id));\n  return kept;\n}`,
    after: `  const keep = await Promise.all(ids.map(async (id) => svc.active(id)));\n  const kept = ids.filter((_, index) => keep[index]);`,
    warns: 'lift-concurrent',
  },
  {
    name: 'filter as the body of an arrow function',
    code: `const kept = (ids: string[]) => ids.filter((id) => svc.active(id));\n${run(`return kept(['a', 'b']);`)}`,
    after: `async (ids: string[]) => {\n  const keep = await Promise.all(ids.map(async (id) => svc.active(id)));\n  return ids.filter((_, index) => keep[index]);\n}`,
  },
  {
    name: 'filter in the middle of an expression',
    code: run(`return [touched.length, ['a'].filter((id) => svc.active(id))];`),
    refused: 'lift-in-callback',
  },
  {
    name: 'some stops at the first',
    code: `let asked = 0;\nexport function run() {\n  const any = ['a', 'b'].some((id) => (asked++, svc.active(id)));\n  return [any, asked];\n}`,
    after: `    if ((asked++, await svc.active(id))) {\n      found = true;\n      break;\n    }`,
  },
  {
    name: 'every stops at the first',
    code: `let asked = 0;\nexport function run() {\n  if (['b', 'a'].every((id) => (asked++, svc.active(id)))) return -1;\n  return asked;\n}`,
    after: `  if (all) return -1;`,
  },
  {
    name: 'find',
    code: `export function run() {\n  const ids = ['b', 'a'];\n  return ids.find((id) => svc.active(id));\n}`,
    after: `  let found: (typeof ids)[number] | undefined;\n  for (const id of ids) {\n    if (await svc.active(id)) {\n      found = id;`,
  },
  {
    name: 'findIndex',
    code: run(`return ['b', 'a'].findIndex((id) => svc.active(id));`),
    after: [
      'let found = -1;',
      "for (const [index, id] of ['b', 'a'].entries()) {",
      'found = index;',
      'return found;',
    ],
  },
  {
    name: 'findIndex of more than the item',
    code: run(`return ['b', 'a'].findIndex((id, at) => at > 0 && svc.active(id));`),
    refused: 'lift-in-callback',
  },
  {
    name: 'forEach with a block',
    code: `export function run() {\n  const out: string[] = [];\n  ['a', 'b'].forEach((id, at) => {\n    if (!svc.active(id)) return;\n    out.push(id + at);\n  });\n  return out;\n}`,
    after: `  for (const [at, id] of ['a', 'b'].entries()) {\n    if (!(await svc.active(id))) continue;\n    out.push(id + at);\n  }`,
  },
  {
    name: 'forEach with an expression',
    code: run(`const ids = ['p', 'q']; ids.forEach((id) => svc.touch(id)); return touched.slice(-2);`),
    after: `for (const id of ids) await svc.touch(id);`,
  },
  {
    name: 'forEach of a Map',
    code: run(
      `const out: string[] = []; items.forEach((item, key) => { out.push(key + svc.price(item.id)); }); return out;`,
    ),
    after: `for (const [key, item] of items) {`,
  },
  { name: 'forEach of a reference', code: run(`['a'].forEach(svc.touch);`), refused: 'lift-in-callback' },
  {
    name: 'forEach with a var',
    code: run(`['a'].forEach((id) => { var x = svc.price(id); touched.push(String(x)); });`),
    refused: 'lift-in-callback',
  },
  {
    name: 'a callback that nobody waits for',
    code: `declare const emitter: { on(name: string, work: () => void): void };\nexport function listen() { emitter.on('x', () => svc.touch('a')); }`,
    first: '',
    refused: 'lift-void-callback',
  },
  {
    name: 'try with a catch',
    code: run(`try { return svc.get('z').id; } catch { return 'caught'; }`),
    after: `return (await svc.get('z')).id`,
  },
  {
    name: 'throw',
    code: `export function run() { try { throw svc.label('a'); } catch (error) { return error; } }`,
    after: `throw await svc.label('a')`,
  },
];

/** The 17 that neither would notice. */
const silent: readonly Hazard[] = [
  {
    name: 'argument of type unknown',
    code: `const show = (value: unknown) => String(value);\n${run(`return show(svc.label('a'));`)}`,
    after: `show(await svc.label('a'))`,
  },
  {
    name: 'argument of type any',
    code: `const show = (value: any) => value.n;\n${run(`return show(svc.get('a'));`)}`,
    after: `show(await svc.get('a'))`,
  },
  {
    name: 'JSON.stringify',
    code: run(`return JSON.stringify(svc.get('a'));`),
    after: `JSON.stringify(await svc.get('a'))`,
  },
  {
    name: 'console.log',
    code: run(
      `const said: unknown[] = []; const console = { log: (x: unknown) => said.push(x) }; console.log(svc.label('a')); return said;`,
    ),
    after: `console.log(await svc.label('a'))`,
  },
  {
    name: 'a variable of type any',
    code: run(`const x: any = svc.get('a'); return x.n;`),
    after: `const x: any = await svc.get('a')`,
  },
  {
    name: 'as unknown as',
    code: run(`return (svc.get('a') as unknown as { n: number }).n;`),
    after: `((await svc.get('a')) as unknown as { n: number }).n`,
  },
  {
    name: 'map whose result is used loosely',
    code: run(`return JSON.stringify(['a', 'b'].map((id) => svc.price(id)));`),
    after: `JSON.stringify(await Promise.all(['a', 'b'].map(async (id) => svc.price(id))))`,
    warns: 'lift-concurrent',
  },
  {
    name: 'return in a try',
    code: run(`try { return svc.get('z'); } catch { return 'caught'; }`),
    after: `try { return await svc.get('z'); }`,
  },
  {
    name: 'return in a try with finally',
    code: `const order: string[] = [];\nfunction one() { try { return svc.label('a'); } finally { order.push('released'); } }\n${run(`const x = one(); return [x, order];`)}`,
    after: `try { return await svc.label('a'); } finally`,
  },
  {
    name: 'return in a catch with finally',
    code: run(
      `try { throw new Error('x'); } catch { return svc.label('a'); } finally { touched.push('end'); }`,
    ),
    after: `catch { return await svc.label('a'); } finally`,
  },
  { name: 'in', code: run(`return 'n' in svc.get('a');`), after: `'n' in (await svc.get('a'))` },
  {
    name: 'instanceof',
    code: run(`return svc.get('a') instanceof Object;`),
    after: `(await svc.get('a')) instanceof Object`,
  },
  { name: 'typeof', code: run(`return typeof svc.price('a');`), after: `typeof (await svc.price('a'))` },
  {
    name: 'an untyped Map',
    code: run(`const map = new Map<string, any>(); map.set('k', svc.get('a')); return map.get('k').n;`),
    after: `map.set('k', await svc.get('a'))`,
  },
  {
    name: 'a callback of setTimeout',
    code: `declare function setTimeout(work: () => void, ms: number): void;\nexport function soon() { setTimeout(() => svc.touch('t'), 0); }`,
    after: `setTimeout(async () => svc.touch('t'), 0)`,
  },
  {
    name: 'expect of a test',
    code: `declare function it(name: string, work: () => any): void;\ndeclare function expect(x: unknown): { toBe(y: unknown): void };\nexport function tests() { it('x', () => { expect(svc.price('a')).toBe(10); }); }`,
    after: `it('x', async () => { expect(await svc.price('a')).toBe(10); });`,
  },
  {
    name: 'expect that it throws',
    code: `declare function it(name: string, work: () => any): void;\ndeclare function expect(x: unknown): { toThrow(y?: unknown): void; rejects: { toThrow(y?: unknown): Promise<void> } };\nexport function tests() { it('x', () => { expect(() => svc.get('z')).toThrow('no z'); }); }`,
    after: `it('x', async () => { await expect(async () => svc.get('z')).rejects.toThrow('no z'); });`,
  },
  {
    name: 'a constant of a module',
    code: `const start = svc.price('a');\n${run('return start;')}`,
    after: `const start = await svc.price('a')`,
    warns: 'lift-top-level-await',
  },
  {
    name: 'argument of new',
    code: `class Box { constructor(readonly value: unknown) {} }\n${run(`return new Box(svc.price('a')).value;`)}`,
    after: `new Box(await svc.price('a'))`,
  },
  {
    name: 'an object literal to any',
    code: run(`const out: any = { price: svc.price('a') }; return out.price;`),
    after: `{ price: await svc.price('a') }`,
  },
  {
    name: 'a tagged template',
    code: `const tag = (parts: TemplateStringsArray, ...values: unknown[]) => parts.join('|') + values.join();\n${run("return tag`x${svc.label('a')}y`;")}`,
    after: "tag`x${await svc.label('a')}y`",
  },
];

/** What the search for references alone would miss. */
const hidden: readonly Hazard[] = [
  {
    name: 'destructured',
    code: run(`const { price } = svc; return price.call(svc, 'a') + 1;`),
    after: `(await price.call(svc, 'a')) + 1`,
  },
  {
    name: 'renamed',
    code: `const free = { get: (id: string): Item => items.get(id)! } as Pick<Svc, 'get'>;\n${run(`const { get: load } = free; return load('a').n;`)}`,
    after: [`get: async (id: string): Promise<Item> =>`, `(await load('a')).n`],
  },
  {
    name: 'by a literal key',
    code: run(`return svc['price']('a') + 1;`),
    after: `(await svc['price']('a')) + 1`,
  },
  {
    name: 'Pick',
    code: `function price(some: Pick<Svc, 'price'>) { return some.price('a') + 1; }\n${run('return price(svc);')}`,
    after: `(await some.price('a')) + 1`,
  },
  {
    name: 'Partial',
    code: `function price(some: Partial<Svc>) { return some.price?.('a') ?? 0; }\n${run('return price(svc);')}`,
    after: `(await some.price?.('a')) ?? 0`,
  },
  {
    name: 'an intersection',
    code: `function price(some: Svc & { more: number }) { return some.price('a') + some.more; }\n${run('return price(Object.assign(new Memory(), { more: 1 }));')}`,
    after: `(await some.price('a')) + some.more`,
  },
  {
    name: 'a type parameter',
    code: `function price<S extends Svc>(some: S) { return some.price('a') + 1; }\n${run('return price(svc);')}`,
    after: `(await some.price('a')) + 1`,
  },
  {
    name: 'super',
    code: `class Dear extends Memory { override price(id: string) { return super.price(id) + 1; } }\n${run(`return new Dear().price('a');`)}`,
    after: [`async price(id: string) { return (await super.price(id)) + 1; }`, `new Dear().price('a')`],
  },
  {
    name: 'a computed key',
    code: `function ask(key: 'label' | 'price') { return svc[key]('a'); }\n${run(`return [ask('label'), ask('price')];`)}`,
    after: `await ask('label')`,
  },
  {
    name: 'ReturnType',
    code: `type Price = ReturnType<Svc['price']>;\nconst price: Price = 3;\n${run('return price;')}`,
    after: `type Price = Awaited<ReturnType<Svc['price']>>`,
  },
  {
    name: 'bind',
    code: run(`const price = svc.price.bind(svc); return price('a') + 1;`),
    after: `(await price('a')) + 1`,
  },
  {
    name: 'another interface of the same shape',
    code: `interface Prices { price(id: string): number }\nfunction ask(prices: Prices) { return prices.price('a') + 1; }\n${run('return ask(svc);')}`,
    after: [`interface Prices { price(id: string): Promise<number> }`, `(await prices.price('a')) + 1`],
  },
  {
    name: 'another interface whose member returns nothing',
    code: `interface Toucher { touch(id: string): void }\nfunction go(some: Toucher) { some.touch('g'); return touched.includes('g'); }\n${run('return go(svc);')}`,
    after: [`interface Toucher { touch(id: string): Promise<void> }`, `await some.touch('g')`],
  },
  {
    name: 'a function type of its own',
    code: `type Ask = (id: string) => number;\nconst ask: Ask = (id) => svc.price(id);\n${run(`return ask('a') + 1;`)}`,
    after: [
      `type Ask = (id: string) => Promise<number>;`,
      `const ask: Ask = async (id) => svc.price(id);`,
      `(await ask('a')) + 1`,
    ],
  },
  {
    name: 'a parameter of a function type',
    code: `function twice(ask: (id: string) => number) { return ask('a') * 2; }\n${run('return twice((id) => svc.price(id));')}`,
    after: [`(ask: (id: string) => Promise<number>)`, `(await ask('a')) * 2`],
  },
  {
    name: 'an object literal that implements it',
    code: `const fake: Pick<Svc, 'price'> = { price: (id) => id.length };\n${run(`return fake.price('a') + 1;`)}`,
    after: `{ price: async (id) => id.length }`,
  },
  {
    name: 'an object literal with a method',
    code: `const fake: Pick<Svc, 'price'> = { price(id) { return id.length; } };\n${run(`return fake.price('a') + 1;`)}`,
    after: `{ async price(id) { return id.length; } }`,
  },
  {
    name: 'a class that fits without saying so',
    code: `class Other { price(id: string) { return id.length; } }\nconst other: Pick<Svc, 'price'> = new Other();\n${run(`return other.price('a') + 1;`)}`,
    after: `class Other { async price(id: string) { return id.length; } }`,
  },
  {
    name: 'a field with an arrow function',
    code: `class Field implements Pick<Svc, 'price'> { price = (id: string): number => id.length; }\n${run(`return new Field().price('a') + 1;`)}`,
    after: [`price = async (id: string): Promise<number> => id.length`, `(await new Field().price('a')) + 1`],
  },
  {
    name: 'call and apply',
    code: run(`return [svc.price.call(svc, 'a') + 1, svc.price.apply(svc, ['b']) + 1];`),
    after: [`(await svc.price.call(svc, 'a')) + 1`, `(await svc.price.apply(svc, ['b'])) + 1`],
  },
  {
    name: 'a function kept in an object',
    code: `const table = { ask: (id: string) => svc.price(id) };\n${run(`return table.ask('a') + 1;`)}`,
    after: `(await table.ask('a')) + 1`,
  },
  {
    name: 'a function called at once',
    code: run(`const x = (() => svc.price('a'))(); return x + 1;`),
    after: `await (async () => svc.price('a'))()`,
  },
  {
    name: 'a function that returns a function',
    code: `const maker = () => (id: string) => svc.price(id);\n${run(`return maker()('a') + 1;`)}`,
    after: `(await maker()('a')) + 1`,
  },
  {
    name: 'handed on as any',
    code: `declare function register(thing: any): void;\nexport function setUp() { register(svc); }`,
    warns: 'lift-escape',
  },
  {
    name: 'handed on as any, and called through any',
    code: `const box: { thing: any } = { thing: svc };\n${run(`return box.thing.price('a') + 1;`)}`,
    refused: 'lift-untyped-call',
  },
  {
    name: 'keyof',
    code: `type Names = keyof Svc;\n${run(`const name: Names = 'price'; return name;`)}`,
    warns: 'lift-escape',
  },
  {
    name: 'a method handed on as any',
    code: `declare function use(work: any): void;\nexport function setUp() { use(svc.price); }`,
    refused: 'lift-function-escapes',
  },
  {
    name: 'map of a reference',
    code: run(`const svc2 = { price: (id: string) => svc.price(id) }; return ['a', 'b'].map(svc2.price);`),
    after: `await Promise.all(['a', 'b'].map(svc2.price))`,
  },
];

/** Places that cannot wait, and changes of meaning. */
const places: readonly Hazard[] = [
  {
    name: 'a constructor',
    code: `class Shop { price: number; constructor() { this.price = svc.price('a'); } }\n${run('return new Shop().price;')}`,
    refused: 'lift-in-constructor',
  },
  {
    name: 'a field',
    code: `class Shop { price = svc.price('a'); }\n${run('return new Shop().price;')}`,
    refused: 'lift-in-field',
  },
  {
    name: 'a static block',
    code: `class Shop { static price = 0; static { Shop.price = svc.price('a'); } }\n${run('return Shop.price;')}`,
    refused: 'lift-in-field',
  },
  {
    name: 'a default value of a parameter',
    code: `function ask(price = svc.price('a')) { return price; }\n${run('return ask();')}`,
    refused: 'lift-in-default-parameter',
  },
  {
    name: 'a type guard',
    code: `function isCheap(item: Item | undefined): item is Item { return svc.price(item?.id ?? 'a') < 5; }\n${run(`return isCheap(undefined);`)}`,
    refused: 'lift-in-type-guard',
  },
  {
    name: 'an assertion function',
    code: `function must(id: unknown): asserts id is string { svc.get(String(id)); }\nexport function run() { const id: unknown = 'a'; must(id); return id; }`,
    refused: 'lift-in-type-guard',
  },
  {
    name: 'a function that never returns',
    code: `function fail(): never { throw new Error(svc.label('a')); }\nexport function run() { try { fail(); } catch { return 1; } }`,
    refused: 'lift-in-type-guard',
  },
  {
    name: 'toString',
    code: `class Shop { toString() { return svc.label('a'); } }\n${run('return String(new Shop());')}`,
    refused: 'lift-protocol-member',
  },
  {
    name: 'toJSON',
    code: `class Shop { toJSON() { return svc.get('a'); } }\n${run('return JSON.stringify(new Shop());')}`,
    refused: 'lift-protocol-member',
  },
  {
    name: 'Symbol.toPrimitive',
    code: `class Shop { [Symbol.toPrimitive]() { return svc.price('a'); } }\n${run('return +(new Shop() as unknown as number);')}`,
    refused: 'lift-protocol-member',
  },
  {
    name: 'a new Promise',
    code: run(`return new Promise((resolve) => { resolve(svc.price('a')); });`),
    refused: 'lift-in-callback',
  },
  {
    name: 'then',
    code: run(`return Promise.resolve('a').then((id) => svc.price(id));`),
    after: `.then(async (id) => svc.price(id))`,
  },
  {
    name: 'replace',
    code: run(`return 'a'.replace(/a/, (id) => svc.label(id));`),
    refused: 'lift-in-callback',
  },
  {
    name: 'Array.from',
    code: run(`return Array.from(['a'], (id) => svc.price(id));`),
    refused: 'lift-in-callback',
  },
  {
    name: 'JSON.stringify with a replacer',
    code: run(`return JSON.stringify({ a: 1 }, (key, value) => (key === 'a' ? svc.price('a') : value));`),
    refused: 'lift-callback-unknown',
  },
  {
    name: 'a generic function around it',
    code: `function timed<T>(work: () => T): T { return work(); }\n${run(`return timed(() => svc.price('a'));`)}`,
    refused: 'lift-in-callback',
  },
  {
    name: 'map that changes what is outside',
    code: run(`let sum = 0; ['a', 'b'].map((id) => { sum += svc.price(id); }); return sum;`),
    refused: 'lift-writes-in-callback',
  },
  {
    name: 'map that changes its own variables',
    code: run(`return ['a'].map((id) => { let sum = 0; sum += svc.price(id); return sum; });`),
    after: `sum += await svc.price(id)`,
  },
  {
    name: 'flatMap',
    code: run(`return ['a', 'b'].flatMap((id) => svc.get(id).tags);`),
    after: `(await Promise.all(['a', 'b'].map(async (id) => (await svc.get(id)).tags))).flat()`,
  },
  {
    name: 'a computed member of a class',
    code: `class Shop { [svc.label('a')] = 1; }\n${run(`return Object.keys(new Shop());`)}`,
    refused: 'lift-in-decorator',
  },
  {
    name: 'a namespace',
    code: `namespace Shop { export const price = svc.price('a'); }\nexport const x = Shop.price;`,
    refused: 'lift-at-module-level',
  },
  {
    name: 'an enum',
    code: `enum Kind { A = svc.price('a') }\nexport const x = Kind.A;`,
    refused: 'lift-at-module-level',
  },
  {
    name: 'a recursion',
    code: `function down(n: number): number { return n === 0 ? svc.price('a') : down(n - 1) + 1; }\n${run('return down(3);')}`,
    after: `(await down(n - 1)) + 1`,
  },
  {
    name: 'a circle of functions',
    code: `function even(n: number): boolean { return n === 0 ? svc.active('a') : odd(n - 1); }\nfunction odd(n: number): boolean { return n === 0 ? false : even(n - 1); }\n${run('return [even(4), even(3)];')}`,
    after: [
      `async function even(n: number): Promise<boolean>`,
      `async function odd(n: number): Promise<boolean>`,
    ],
  },
  {
    name: 'overloads',
    code: `function ask(id: string): number;\nfunction ask(id: number): string;\nfunction ask(id: string | number): string | number { return typeof id === 'string' ? svc.price(id) : svc.label('a'); }\n${run(`return [ask('a') + 1, ask(1) + 'x'];`)}`,
    after: [
      `function ask(id: string): Promise<number>;`,
      `function ask(id: number): Promise<string>;`,
      `async function ask(id: string | number): Promise<string | number>`,
      `(await ask('a')) + 1`,
    ],
  },
  {
    name: 'a function that may return a promise',
    code: `function maybe(id: string): number | Promise<number> { return id === 'a' ? svc.price(id) : svc.later(id); }\nexport async function run() { return await maybe('a'); }`,
    after: `async function maybe(id: string): Promise<number>`,
  },
  {
    name: 'a function that returns a promise',
    code: `function later(id: string): Promise<number> { const label = svc.label(id); return svc.later(label); }\nexport async function run() { return later('a'); }`,
    after: [
      `async function later(id: string): Promise<number> { const label = await svc.label(id); return svc.later(label); }`,
      `return later('a');`,
    ],
  },
  {
    name: 'this as the result',
    code: `class Builder { parts: string[] = []; add(id: string): this { this.parts.push(svc.label(id)); return this; } }\n${run(`return new Builder().add('a').add('b').parts;`)}`,
    after: [`add(id: string): Promise<this>`, `(await (await new Builder().add('a')).add('b')).parts`],
  },
  {
    name: 'a statement that begins with a parenthesis, without semicolons',
    code: `export function run() {\n  const list: string[] = []\n  svc.get('a').tags.forEach((tag) => list.push(tag))\n  return list\n}`,
    after: `;(await svc.get('a')).tags`,
  },
  {
    name: 'comments stay',
    code: run(`return /* the price */ svc.price(/* of */ 'a') + 1; // end\n`),
    after: `/* the price */ (await svc.price(/* of */ 'a')) + 1; // end`,
  },
  {
    name: 'arguments',
    code: `function ask() { return svc.price(arguments[0] as string); }\n${run(`return (ask as (id: string) => number)('a');`)}`,
    after: `async function ask()`,
  },
  {
    name: 'nested calls',
    code: run(`return svc.label(svc.get(svc.find('a')!.id).id);`),
    after: `svc.label((await svc.get((await svc.find('a'))!.id)).id)`,
  },
  {
    name: 'read, wait, write',
    code: `class Wallet {\n  balance = 100;\n  buy(id: string) {\n    if (this.balance >= svc.price(id)) this.balance -= svc.price(id);\n    return this.balance;\n  }\n}\n${run(`return new Wallet().buy('a');`)}`,
    after: `async buy`,
    warns: 'lift-race',
  },
  {
    name: 'a compound assignment to a field',
    code: `class Sum {\n  total = 0;\n  add(id: string) { this.total += svc.price(id); return this.total; }\n}\n${run(`return new Sum().add('a');`)}`,
    after: `this.total += await svc.price(id)`,
    warns: 'lift-race',
  },
  {
    name: 'a member that is asynchronous already, and not awaited',
    code: run(`svc.later('a'); return svc.price('a');`),
    warns: 'floating-call',
  },
  {
    name: 'a decorated method',
    code: `function Memo(method: any, _: ClassMethodDecoratorContext): any { return method; }\nclass Shop { @Memo ask() { return svc.price('a'); } }\n${run('return new Shop().ask();')}`,
    warns: 'lift-decorated',
  },
  {
    name: 'an interface of the language',
    code: `class Shop implements Iterable<number> { [Symbol.iterator](): Iterator<number> { return [svc.price('a')].values(); } }\n${run('return [...new Shop()];')}`,
    refused: 'lift-protocol-member',
  },
  {
    name: 'a function of the language in its place',
    code: `const fake: Pick<Svc, 'label'> = { label: String };\n${run(`return fake.label('a') + 1;`)}`,
    refused: 'lift-external-function',
  },
];

export const hazards: Readonly<Record<string, readonly Hazard[]>> = {
  'the compiler would notice': noticed,
  'a linter would notice': linted,
  'nobody would notice': silent,
  'a search for references would miss': hidden,
  'cannot wait, or would mean something else': places,
};
