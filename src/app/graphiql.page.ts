const FIRST_QUERY = `# Who am I, and which official accounts are there?
query Welcome {
  viewer { userId role installation { site status } }
  officialAccounts {
    edges { node { id displayName status requirements { code severity message } } }
  }
}
`;

/**
 * GraphiQL opens its sockets with an empty payload. This script adds the bearer token that the page last sent over
 * HTTP, from the header editor.
 */
const SOCKET_SIGN_IN = `
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
`;

/** A self-contained page. `token` is the initial value of its header editor. */
export async function graphiqlPage(token = 'TOKEN'): Promise<string> {
  // Some 9 MB, which no server loads before somebody opens the page.
  const { renderGraphiQL } = await import('@graphql-yoga/render-graphiql');
  const page = renderGraphiQL({
    title: 'Qiao',
    subscriptionsProtocol: 'WS',
    defaultQuery: FIRST_QUERY,
    headers: JSON.stringify({ authorization: `Bearer ${token}` }),
  });
  return page.replace('</head>', () => `<script>${SOCKET_SIGN_IN}</script></head>`);
}

/** Nothing may be loaded from another host. */
export const GRAPHIQL_POLICY =
  "default-src 'none'; script-src 'unsafe-inline' 'unsafe-eval' blob:; worker-src blob:; style-src 'unsafe-inline'; img-src data:; font-src data:; connect-src 'self' ws: wss:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
