import { html } from '../kernel/page.ts';
import type { AssetNames } from './graphiql.assets.ts';

const FIRST_QUERY = `# Who am I, and which official accounts are there?
query Welcome {
  viewer { userId role installation { site status } }
  officialAccounts {
    edges { node { id displayName status requirements { code severity message } } }
  }
}
`;

/**
 * Starts GraphiQL with the page's settings. GraphiQL opens its sockets with an empty payload: the script adds the bearer
 * token that the page last sent over HTTP, from the header editor.
 */
export const PAGE_SCRIPT = `
  let authorization;
  const { fetch } = window;
  window.fetch = (input, init) => {
    authorization = new Headers(init?.headers ?? input.headers).get('authorization') ?? authorization;
    return fetch(input, init);
  };
  const { send } = WebSocket.prototype;
  WebSocket.prototype.send = function (message) {
    const { type, payload } = JSON.parse(message);
    return send.call(this, type === 'connection_init' ? JSON.stringify({ type, payload: { ...payload, authorization } }) : message);
  };
  const root = document.querySelector('#root');
  YogaGraphiQL.renderYogaGraphiQL(root, JSON.parse(root.dataset.settings));
`;

/**
 * On a phone, the answer is below the query, the buttons are at the bottom, and the documentation covers all else.
 * GraphiQL sets the sizes of its parts as attributes.
 */
export const PAGE_STYLE = `
  body { margin: 0; }
  .graphiql-container { height: 100dvh; width: 100%; }
  @media (max-width: 700px) {
    .graphiql-container { flex-direction: column-reverse; }
    .graphiql-container .graphiql-sidebar { flex-direction: row; width: auto; padding: 0 8px; }
    .graphiql-container .graphiql-sidebar .graphiql-sidebar-section { flex-direction: row; }
    .graphiql-container .graphiql-sidebar button:not(:first-child) { margin-top: 0; }
    .graphiql-container .graphiql-main { flex-direction: column; min-height: 0; }
    .graphiql-main:has(.graphiql-plugin:not(:empty)) > :first-child { flex: 1 !important; min-height: 0; }
    .graphiql-main:has(.graphiql-plugin:not(:empty)) > .graphiql-sessions { display: none !important; }
    .graphiql-container .graphiql-plugin { border: 0; }
    .graphiql-container .graphiql-sessions { margin: 8px; }
    .graphiql-container .graphiql-session { flex-direction: column; min-height: 0; }
    .graphiql-container .graphiql-editors.full-height { margin-top: 0; }
    .graphiql-horizontal-drag-bar { display: none; }
  }
`;

/**
 * A small page, whose assets are in `folder`.
 *
 * @param token the initial value of the page's header editor
 */
export function graphiqlPage({ styles, scripts }: AssetNames, folder: string, token = 'TOKEN'): string {
  const settings = JSON.stringify({
    title: 'Qiao',
    subscriptionsProtocol: 'WS',
    defaultQuery: FIRST_QUERY,
    headers: JSON.stringify({ authorization: `Bearer ${token}` }),
    // The browser does not store tokens.
    shouldPersistHeaders: false,
  });
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Qiao</title>
<link rel="icon" href="data:,">
${styles.map((name) => `<link rel="stylesheet" href="${folder}/${name}">`).join('\n')}
${scripts.map((name) => `<script defer src="${folder}/${name}"></script>`).join('\n')}
</head>
<body class="no-focus-outline">
<noscript>GraphiQL needs JavaScript.</noscript>
<div id="root" data-settings="${html(settings)}"></div>
</body>
</html>
`;
}
