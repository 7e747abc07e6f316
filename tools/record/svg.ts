import type { Line, Span } from './screen.ts';

/** Pixels; the advance is that of most monospaced fonts at this size. */
const look = { size: 14, advance: 8.4, leading: 20, margin: 18 };

const background = '#16181d';
const foreground = '#d6d9df';
// prettier-ignore
const palette: readonly string[] = [
  '#5c6370', '#e06c75', '#8fc379', '#dcb667', '#6cb0f0', '#c688dd', '#5cc3cf', '#d6d9df',
  '#7d8590', '#f08a92', '#a9d894', '#ecd08a', '#8fc6f7', '#d8a6ea', '#82d6df', '#ffffff',
];

/** The lines of a screen as an SVG document; `title` is what a screen reader says. */
export function formatSvg(
  lines: readonly Line[],
  { columns, title }: { columns: number; title: string },
): string {
  const width = Math.ceil(columns * look.advance + 2 * look.margin);
  const height = lines.length * look.leading + 2 * look.margin;
  const rows = lines.flatMap((line, row) => (line.length === 0 ? [] : [formatRow(line, row)]));
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="title">
<title id="title">${escape(title)}</title>
<rect width="100%" height="100%" rx="8" fill="${background}"/>
<g font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace" font-size="${look.size}" fill="${foreground}" xml:space="preserve">
${rows.join('\n')}
</g>
</svg>
`;
}

function formatRow(line: Line, row: number): string {
  const y = look.margin + row * look.leading + look.size;
  return `<text y="${y}">${line.map(formatSpan).join('')}</text>`;
}

/** Each stretch has its own x, so that columns stay in line whatever font is found. */
function formatSpan({ column, text, colour, bold, dim }: Span): string {
  const indent = text.length - text.trimStart().length;
  const x = (look.margin + (column + indent) * look.advance).toFixed(1);
  const attributes = [
    `x="${x}"`,
    ...(colour === undefined ? [] : [`fill="${palette[colour] ?? foreground}"`]),
    ...(bold ? ['font-weight="bold"'] : []),
    ...(dim ? ['opacity="0.6"'] : []),
  ];
  return text.trim() === '' ? '' : `<tspan ${attributes.join(' ')}>${escape(text.trim())}</tspan>`;
}

const escape = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
