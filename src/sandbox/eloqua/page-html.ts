import { createHash } from 'node:crypto';

/** A whole page; its style and script are the only ones that its own policy lets run. */
export interface Page {
  html: string;
  contentSecurityPolicy: string;
}

/** @param framedBy origins whose pages may show this one in a frame */
export function page(
  title: string,
  style: string,
  content: string,
  script = '',
  framedBy: readonly string[] = [],
): Page {
  const sources = (text: string): string =>
    text === '' ? "'none'" : `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
  return {
    html: `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light">
<link rel="icon" href="data:,">
<title>${escapeHtml(title)}</title>
<style>${style}</style>
</head>
<body>
${content}
${script === '' ? '' : `<script>${script}</script>`}
</body>
</html>`,
    contentSecurityPolicy: [
      "default-src 'none'",
      `style-src ${sources(style)}`,
      `script-src ${sources(script)}`,
      "connect-src 'self'",
      'img-src data:',
      "form-action 'none'",
      "base-uri 'none'",
      `frame-ancestors ${framedBy.length > 0 ? framedBy.join(' ') : "'none'"}`,
    ].join('; '),
  };
}

export function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
