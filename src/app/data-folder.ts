import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer, type Server } from 'node:net';
import { join } from 'node:path';

/** Says what a person can do about a start that is not possible; printed as one line, without a stack. */
export class StartError extends Error {
  override readonly name = 'StartError';
}

/** The folder in which everything lies that a development machine keeps: `.data/` beside package.json. */
export class DataFolder {
  constructor(readonly path: string) {
    mkdirSync(path, { recursive: true });
  }

  file(name: string): string {
    return join(this.path, name);
  }

  /** The file's text; made by `make` the first time. For secrets: only the user may read it. */
  keep(name: string, make: () => string): string {
    const file = this.file(name);
    if (!existsSync(file)) this.write(name, make());
    return readFileSync(file, 'utf8');
  }

  /** Whole or not at all; only the user may read it. */
  write(name: string, text: string): void {
    const half = this.file(`${name}.${process.pid}.tmp`);
    writeFileSync(half, text, { mode: 0o600 });
    chmodSync(half, 0o600);
    renameSync(half, this.file(name));
  }

  remove(name: string): void {
    rmSync(this.file(name), { force: true });
  }

  /**
   * One start at a time. The lock is a socket that somebody listens on, so that it is free again however its holder ended.
   *
   * @throws {StartError} while another process holds it
   */
  async lock(name: string): Promise<{ release(): Promise<void> }> {
    // Relative where that is shorter: the path of a socket has at most about a hundred characters.
    const path = this.file(`${name}.sock`);
    if (await answers(path)) {
      throw new StartError(
        `Qiao runs already on ${this.path}. Stop the other one first (Ctrl-C in its terminal).`,
      );
    }
    rmSync(path, { force: true });
    const server = createServer();
    await listening(server, path);
    server.unref();
    return { release: () => new Promise((resolve) => server.close(() => resolve())) };
  }
}

const answers = (path: string): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(path);
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });

const listening = (server: Server, path: string): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', reject).listen(path, () => resolve());
  });
