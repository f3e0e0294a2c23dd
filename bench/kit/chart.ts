export interface Bar {
  readonly label: string;
  readonly value: number;
  /** What stands behind the bar. */
  readonly text: string;
  /** Whether it is Qiao's. */
  readonly ours: boolean;
}

export interface Group {
  readonly title: string;
  readonly bars: readonly Bar[];
}

const WIDTH = 760;
const LEFT = 220;
const LONGEST = 420;
const LINE = 20;

/** Horizontal bars in groups, as an SVG. The longest bar of each group is as long as that of the others. */
export function chart(title: string, groups: readonly Group[]): string {
  const parts: string[] = [text(12, 22, title, 'class="title"')];
  let y = 40;
  for (const { title: name, bars } of groups) {
    y += LINE;
    parts.push(text(12, y, name, 'class="group"'));
    const most = Math.max(...bars.map(({ value }) => value));
    for (const bar of bars) {
      y += LINE;
      const width = Math.max(1, (bar.value / most) * LONGEST);
      parts.push(
        text(LEFT - 8, y, bar.label, 'text-anchor="end"'),
        `<rect x="${LEFT}" y="${y - 12}" width="${width.toFixed(1)}" height="14" fill="${bar.ours ? '#07a35a' : '#a9b4c0'}"/>`,
        text(LEFT + width + 6, y, bar.text),
      );
    }
    y += 8;
  }
  const style =
    'text{font:12px system-ui,sans-serif;fill:#1f2933}.title{font-size:15px;font-weight:600}.group{font-weight:600}';
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${y + 16}" viewBox="0 0 ${WIDTH} ${y + 16}"><style>${style}</style><rect width="100%" height="100%" fill="#fff"/>
${parts.join('\n')}
</svg>
`;
}

const text = (x: number, y: number, value: string, attributes = '') =>
  `<text x="${x.toFixed(1)}" y="${y}" ${attributes}>${value.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</text>`;
