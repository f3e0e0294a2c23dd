/** Escapes text for HTML, also inside an attribute. */
export const html = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

const STYLE = `
  :root { color-scheme: light dark; }
  body { font: 16px/1.6 system-ui, "PingFang SC", "Microsoft YaHei", sans-serif; display: grid; min-height: 90vh; place-items: center; margin: 0 1.5rem; }
  main { max-width: 30rem; text-align: center; }
  h1 { font-size: 1.4rem; margin: 0 0 .5rem; }
  p { margin: .5rem 0; opacity: .8; }
  a { display: inline-block; margin-top: 1rem; padding: .6rem 1.4rem; border-radius: .5rem; background: #07c160; color: #fff; text-decoration: none; }
`;

/** Self-contained; works without a script. */
export interface Page {
  readonly title: string;
  readonly paragraphs: readonly string[];
  readonly extra?: string;
  readonly head?: string;
}

export const render = ({ title, paragraphs, extra = '', head = '' }: Page): string => `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${html(title)} – Qiao</title>${head}<style>${STYLE}</style></head>
<body><main><h1>${html(title)}</h1>${paragraphs.map((text) => `<p>${html(text)}</p>`).join('')}${extra}</main></body>
</html>
`;
