import { renderMermaidSVG } from 'beautiful-mermaid';

interface MarkdownNode {
  type: string;
  lang?: string | null;
  value?: string;
  children?: MarkdownNode[];
}

/** A plugin of remark: diagrams in Mermaid's language become pictures, in the colors of the page. */
export const diagrams = () => draw;

function draw(node: MarkdownNode): void {
  for (const child of node.children ?? []) {
    if (child.type !== 'code' || child.lang !== 'mermaid') draw(child);
    else Object.assign(child, { type: 'html', lang: null, value: pictureOf(child.value ?? '') });
  }
}

const pictureOf = (text: string): string =>
  renderMermaidSVG(text, {
    bg: 'var(--rp-c-bg)',
    fg: 'var(--rp-c-text-1)',
    font: 'Arial',
    transparent: true,
  })
    // It would load fonts of another host.
    .replace(/@import url\([^)]*\);?/g, '')
    // A blank line would end the picture.
    .replace(/\n\s*/g, ' ');
