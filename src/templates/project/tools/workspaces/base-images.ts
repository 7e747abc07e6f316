/** The images that the Dockerfiles start from, by the name of the build argument. */
export type BaseImages = Readonly<Record<string, string>>;

/**
 * Reads `NAME=image` lines.
 * @throws {Error} for an image that is not pinned: a tag is another image tomorrow
 */
export function readBaseImages(text: string): BaseImages {
  const lines = text.split('\n').filter((line) => line.trim() !== '' && !line.startsWith('#'));
  return Object.fromEntries(lines.map(readLine));
}

function readLine(line: string): readonly [string, string] {
  const [, name, image] = /^([A-Z_]+)=(\S+)$/.exec(line.trim()) ?? [];
  if (name === undefined || image === undefined) throw new Error(`Not NAME=image: ${line}`);
  if (!/@sha256:[0-9a-f]{64}$/.test(image))
    throw new Error(`${name} is not pinned by a digest (@sha256:…): ${image}`);
  return [name, image];
}
