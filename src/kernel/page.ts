import { createHash } from 'node:crypto';

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
  form { margin-top: 1rem; text-align: left; }
  label { display: block; margin: .75rem 0; }
  input:not([type=checkbox]) { box-sizing: border-box; width: 100%; padding: .6rem; font: inherit; }
  button { width: 100%; padding: .7rem; border: 0; border-radius: .5rem; background: #07c160; color: #fff; font: inherit; }
  [role=alert] { border-left: .25rem solid #d4380d; padding-left: .75rem; opacity: 1; }
`;

/** The style of all pages, as a source of a content security policy. */
export const STYLE_SOURCE = `'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`;

/** Self-contained; works without a script. */
export interface Page {
  readonly title: string;
  readonly paragraphs: readonly string[];
  readonly extra?: string;
  readonly head?: string;
  /** Default: `en`. */
  readonly language?: string;
}

export const render = ({
  title,
  paragraphs,
  extra = '',
  head = '',
  language = 'en',
}: Page): string => `<!doctype html>
<html lang="${language}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${html(title)} – Qiao</title>${head}<style>${STYLE}</style></head>
<body><main><h1>${html(title)}</h1>${paragraphs.map((text) => `<p>${html(text)}</p>`).join('')}${extra}</main></body>
</html>
`;
