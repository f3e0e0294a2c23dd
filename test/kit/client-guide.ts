import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { ClientOptions, Client as Socket } from 'graphql-ws';
import { afterAll, beforeAll } from 'vitest';
import WebSocket from 'ws';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** A block of code in docs/clients.md. */
export interface Block {
  readonly language: string;
  /** The name of its file; null: it is no file. */
  readonly title: string | null;
  readonly text: string;
}

export const guideBlocks: readonly Block[] = [
  ...readFileSync(join(ROOT, 'docs/clients.md'), 'utf8').matchAll(
    /^```(\w*)(?: title="([^"]+)")?\n([\s\S]*?)^```$/gm,
  ),
].map(([, language = '', title, text = '']) => ({ language, title: title ?? null, text }));

export type GetToken = (refused: boolean) => Promise<string>;

/** What the files of the guide export, as far as tests use it. */
interface Modules {
  readonly 'fetch.ts': { qiaoFetch(getToken: GetToken): typeof fetch; SignInAgain: new () => Error };
  readonly 'socket.ts': {
    qiaoSocket(url: string, getToken: GetToken, options?: Partial<ClientOptions>): Socket;
  };
  readonly [file: string]: unknown;
}

export interface ClientGuide {
  /** Where its files are, as its reader would have them, and the packages that they import. */
  readonly folder: string;
  module<Name extends string>(file: Name): Promise<Modules[Name]>;
  /** Its `fetch` and its socket, for a token that stays good. */
  connect(url: string, token: string): Promise<{ fetch: typeof fetch; socket: Socket }>;
}

/** The files of docs/clients.md, for the test file that calls this at its top. */
export function useClientGuide(): ClientGuide {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'qiao-clients-'));
    symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
    cpSync(join(ROOT, 'schema/schema.graphql'), join(folder, 'schema.graphql'));
    writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
    for (const made of ['src', 'generated']) mkdirSync(join(folder, made));
    for (const { title, text } of guideBlocks) if (title) writeFileSync(join(folder, pathOf(title)), text);
  });
  afterAll(() => rmSync(folder, { recursive: true }));
  const module: ClientGuide['module'] = (file) =>
    import(/* @vite-ignore */ pathToFileURL(join(folder, file)).href);
  return {
    get folder() {
      return folder;
    },
    module,
    async connect(url, token) {
      const [{ qiaoFetch }, { qiaoSocket }] = await Promise.all([module('fetch.ts'), module('socket.ts')]);
      const getToken = async () => token;
      const socket = qiaoSocket(url, getToken, { webSocketImpl: WebSocket });
      return { fetch: qiaoFetch(getToken), socket };
    },
  };
}

/** Relay's compiler reads the folder `src`. */
const pathOf = (title: string): string => (title === 'accounts.ts' ? join('src', title) : title);
