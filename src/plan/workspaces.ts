import { appendInJson, setInJson, type Draft } from '../workspace/index.ts';
import { editFile } from './edit-file.ts';

/** Makes the app at `app` depend on another workspace: in its package.json and in its TypeScript references. */
export async function draftDependency(
  draft: Draft,
  app: string,
  target: { package: string; folder: string },
): Promise<void> {
  await editFile(draft, `${app}/package.json`, (text) =>
    setInJson(text, ['dependencies', target.package], '*'),
  );
  const path = upFrom(app) + target.folder;
  await editFile(draft, `${app}/tsconfig.json`, (text) => appendInJson(text, ['references'], { path }));
}

const upFrom = (folder: string): string => '../'.repeat(folder.split('/').length);
