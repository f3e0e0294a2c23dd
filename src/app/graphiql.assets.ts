import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { promisify } from 'node:util';
import { Worker } from 'node:worker_threads';
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

/** To read two megabytes of JavaScript would hold up a server's other work, so another thread does it. */
const LOAD = `
  const { parentPort, workerData } = require('node:worker_threads');
  const { css, js } = require(workerData);
  const files = [css, js].map((text) => new TextEncoder().encode(text));
  parentPort.postMessage(files, files.map(({ buffer }) => buffer));
`;

/** Takes about a second, most of it in other threads. `own` comes after what GraphiQL's package contains. */
export async function loadAssets(own: {
  readonly css: string;
  readonly js: string;
}): Promise<readonly Asset[]> {
  const [css, js] = await loadPackage();
  return Promise.all([
    asset('graphiql', 'css', css),
    asset('graphiql', 'js', js),
    asset('qiao', 'css', Buffer.from(own.css)),
    asset('qiao', 'js', Buffer.from(own.js)),
  ]);
}

export const assetNames = (assets: readonly Asset[]): AssetNames => {
  const ending = (end: string) => assets.map(({ name }) => name).filter((name) => name.endsWith(end));
  return { styles: ending('.css'), scripts: ending('.js') };
};

async function loadPackage(): Promise<[css: Buffer, js: Buffer]> {
  const require = createRequire(import.meta.url);
  const file = require.resolve('@graphql-yoga/render-graphiql/graphiql');
  const thread = new Worker(LOAD, { eval: true, execArgv: [], workerData: file });
  const [[css, js]] = (await once(thread, 'message')) as [[Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>]];
  return [Buffer.from(css.buffer), Buffer.from(js.buffer)];
}

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
