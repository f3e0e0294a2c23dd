import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer, type Server } from 'node:net';
import { join } from 'node:path';

/** An error at start that the user can fix. Printed as one line, without a stack. */
export class StartError extends Error {
  override readonly name = 'StartError';
}

/**
 * The folder for everything that Qiao stores on a development machine: `.data/` next to package.json. It is made when
 * something is stored: production stores nothing, and may run where nothing can be written.
 */
export class DataFolder {
  constructor(readonly path: string) {}

  file(name: string): string {
    return join(this.path, name);
  }

  /** Returns the text of the file. The first time, `make` creates it. For secrets: only the user may read it. */
  keep(name: string, make: () => string): string {
    const file = this.file(name);
    if (!existsSync(file)) this.write(name, make());
    return readFileSync(file, 'utf8');
  }

  /** Writes the file atomically. Only the user may read it. */
  write(name: string, text: string): void {
    mkdirSync(this.path, { recursive: true });
    const half = this.file(`${name}.${process.pid}.tmp`);
    writeFileSync(half, text, { mode: 0o600 });
    chmodSync(half, 0o600);
    renameSync(half, this.file(name));
  }

  remove(name: string): void {
    rmSync(this.file(name), { force: true });
  }

  /**
   * Allows one start at a time. The lock is a listening socket, so it is released however its holder ends.
   *
   * @throws {StartError} while another process holds the lock
   */
  async lock(name: string): Promise<{ release(): Promise<void> }> {
    mkdirSync(this.path, { recursive: true });
    // A relative path if that is shorter, because the path of a socket has at most about a hundred characters.
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
