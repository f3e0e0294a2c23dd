import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

export type Coding = 'br' | 'gzip' | 'identity';

/** A file that GraphiQL's page refers to, compressed once for all who ask for it. */
export interface Asset {
  /** Contains a digest of the content: what is stored under this name never changes. */
  readonly name: string;
  readonly type: string;
  readonly bodies: Readonly<Record<Coding, Buffer>>;
}

/** Names of scripts and styles, in the order in which a page needs them. */
export interface AssetNames {
  readonly styles: readonly string[];
  readonly scripts: readonly string[];
}

/** Takes about a second, nearly all of it in other threads. `own` comes after what GraphiQL's package contains. */
export async function loadAssets(own: {
  readonly css: string;
  readonly js: string;
}): Promise<readonly Asset[]> {
  // Large, so it is loaded only where somebody opens the page.
  const { css, js } = await import('@graphql-yoga/render-graphiql/graphiql');
  return Promise.all([
    asset('graphiql', 'css', Buffer.from(css)),
    asset('graphiql', 'js', Buffer.from(js)),
    asset('qiao', 'css', Buffer.from(own.css)),
    asset('qiao', 'js', Buffer.from(own.js)),
  ]);
}

export const assetNames = (assets: readonly Asset[]): AssetNames => {
  const ending = (end: string) => assets.map(({ name }) => name).filter((name) => name.endsWith(end));
  return { styles: ending('.css'), scripts: ending('.js') };
};

const TYPES = { css: 'text/css; charset=utf-8', js: 'text/javascript; charset=utf-8' };

/** At the best quality of Brotli, the second would become five, for a twentieth fewer bytes. */
const BROTLI = { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } };

async function asset(base: string, kind: keyof typeof TYPES, identity: Buffer): Promise<Asset> {
  const digest = createHash('sha256').update(identity).digest('hex').slice(0, 16);
  const [br, compressed] = await Promise.all([
    promisify(brotliCompress)(identity, BROTLI),
    promisify(gzip)(identity),
  ]);
  return {
    name: `${base}-${digest}.${kind}`,
    type: TYPES[kind],
    bodies: { br, gzip: compressed, identity },
  };
}
