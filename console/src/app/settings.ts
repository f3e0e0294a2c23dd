/** What the server tells the page. */
export interface Settings {
  /** Whether the sandbox of WeChat and of the marketing platform runs here. */
  readonly sandbox: boolean;
  /** Where people sign in who open the console directly; null: they come from the marketing platform. */
  readonly oidc: { readonly issuer: string; readonly clientId: string; readonly scope: string } | null;
  /** Addresses of the sandbox's pages; null without it. */
  readonly wechatSandbox: string | null;
  readonly eloquaSandbox: string | null;
}

const NONE: Settings = { sandbox: false, oidc: null, wechatSandbox: null, eloquaSandbox: null };

const metaOf = (name: string): string =>
  document.querySelector<HTMLMetaElement>(`meta[name="${name}"]`)?.content ?? '';

export const settings: Settings = { ...NONE, ...JSON.parse(metaOf('qiao-settings') || '{}') };

/** Styles of the page must carry it. */
export const styleNonce = metaOf('qiao-style-nonce');
// The package that stops scrolling behind dialogs looks for it here.
Object.assign(globalThis, { __webpack_nonce__: styleNonce });

/** The path of the console, with a slash at its end. */
export const basePath = new URL('./', document.baseURI).pathname;

/** An address of the server, for example `graphql`. */
export const addressOf = (path: string): string => new URL(`../${path}`, document.baseURI).href;
