import { mkdirSync, writeFileSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
const source = `${root}/src/decision/report/page`;

/** Bundles what runs inside the report into two texts below `folder`. Licences of what is bundled stay in the script. */
export async function buildPage(folder = `${root}/assets`) {
  const { outputFiles } = await build({
    entryPoints: [`${source}/main.ts`],
    bundle: true,
    minify: true,
    write: false,
    format: 'iife',
    target: 'es2022',
    charset: 'utf8',
    legalComments: 'inline',
  });
  mkdirSync(folder, { recursive: true });
  // A closing tag inside the script would end its element in the page.
  const script = outputFiles[0].text.replaceAll('</script', '<\\/script');
  writeFileSync(`${folder}/report.js`, script);
  writeFileSync(`${folder}/report.css`, readFileSync(`${source}/page.css`, 'utf8'));
}
