import { type Clock, systemClock } from '../kernel/clock.ts';
import { type RequestText, requestText } from '../kernel/http.ts';
import { type AnyJobHandler, handle } from '../kernel/jobs.ts';
import type { Logger } from '../kernel/logger.ts';
import { Metrics } from '../kernel/metrics.ts';
import type { Composed, Module } from '../kernel/module.ts';
import { PushChannel } from '../kernel/push.ts';
import { KeyRing } from '../kernel/secrets.ts';
import { type Databases, type InsideHandler, UnitOfWork } from '../kernel/unit-of-work.ts';
import { observedCalls } from '../kernel/vendor-calls.ts';
import { recordAudit } from '../modules/audit/audit.service.ts';
import { authorizationEnded } from '../modules/authorizations/session/authorization.events.ts';
import type { TokenIssuer } from '../modules/callers/token-issuer.port.ts';
import { IdempotentWrites } from '../modules/idempotency/idempotent-writes.service.ts';
import { MODULES } from '../modules/index.ts';
import type { MarketingPlatform } from '../modules/marketing/connection/marketing-platform.port.ts';
import { eloqua } from '../platforms/eloqua/package.ts';
import type { PlatformPackage } from '../platforms/platform-package.ts';
import type { Config } from './config.ts';
import { type OpenDatabase, openDatabase } from './database.ts';
import { ROTATE_EVENT_LOG, rotateEventLog } from './event-log.ts';
import { RESEAL, ResealService } from './reseal.ts';

/** What the configuration leaves to the data folder in development. */
export interface Environment {
  readonly databaseUrl: string;
  /** A login for callers that `migrate` has not made. */
  readonly databaseCallerUrl?: string | undefined;
  readonly secretKeys: string;
  readonly issuer: TokenIssuer;
}

/** What every module may use. */
interface Base {
  readonly config: Config;
  readonly issuer: TokenIssuer;
  readonly work: UnitOfWork;
  readonly push: PushChannel;
  readonly keys: KeyRing;
  readonly idempotentWrites: IdempotentWrites;
  readonly clock: Clock;
  readonly log: Logger;
  /** For the calls of modules, all of which go to WeChat; the marketing platform gets its own. */
  readonly http: RequestText;
  readonly metrics: Metrics;
}

/** Makes the package of a marketing platform. */
export type ComposePlatform = (base: Base) => PlatformPackage;

type Listed = (typeof MODULES)[number];
/** What modules and the marketing platform supply to modules of lower rank. */
type Ports = AllOf<ReturnType<Extract<Listed, { readonly ports: unknown }>['ports']>> & {
  readonly marketingPlatform: MarketingPlatform;
};
type AllOf<Union> = (Union extends unknown ? (one: Union) => void : never) extends (all: infer All) => void
  ? All
  : never;

/** The services of a list of modules. Does not compile where a module needs what none before it brings. */
type ServicesOf<Modules, Lower> = Modules extends readonly [infer First, ...infer Others]
  ? First extends Module<infer Needs, infer Brings>
    ? Lower extends Needs
      ? ServicesOf<Others, Lower & Brings>
      : { readonly module: First['name']; readonly lacks: Exclude<keyof Needs, keyof Lower> }
    : never
  : Lower;

/** Everything that server and worker share. */
export type Services = ServicesOf<typeof MODULES, Base & Ports> & {
  readonly orm: OpenDatabase['orm'];
  readonly databases: Databases;
  readonly reseal: ResealService;
  readonly platform: PlatformPackage;
  /** Handlers of all job types. */
  readonly jobs: readonly AnyJobHandler[];
  close(): Promise<void>;
};

/**
 * Composes the modules in rank order: each gets what those before it bring. No GraphQL: the worker never loads it.
 *
 * @param composePlatform the marketing platform that this deployment serves
 */
export async function compose(
  config: Config,
  environment: Environment,
  log: Logger,
  composePlatform: ComposePlatform = eloqua,
): Promise<Services> {
  const database = await openDatabase(environment.databaseUrl, environment.databaseCallerUrl);
  const { orm, owner, callers, reads, pushes } = database;
  await rotateEventLog(orm);
  const databases: Databases = { owner, callers, reads, pushes };
  const push = new PushChannel(environment.databaseUrl, log);
  // Handlers are made of what writes, and so come after it.
  const inside: InsideHandler[] = [];
  const keys = KeyRing.parse(environment.secretKeys);
  const idempotentWrites = new IdempotentWrites(keys, systemClock);
  const metrics = new Metrics();
  const base: Base = {
    config,
    issuer: environment.issuer,
    work: new UnitOfWork(databases, {
      recordAudit,
      idempotency: idempotentWrites,
      inside,
      committed: (events) => {
        push.committed(events.filter((event) => !event.inside));
        for (const event of events)
          if (authorizationEnded.matches(event)) metrics.authorizationEnded(event.payload);
      },
      clock: systemClock,
    }),
    push,
    keys,
    idempotentWrites,
    clock: systemClock,
    log,
    http: observedCalls(requestText, 'wechat', metrics),
    metrics,
  };
  const platform = composePlatform({ ...base, http: observedCalls(requestText, 'marketing', metrics) });
  const services: object = { ...base, ...portsOf(base), marketingPlatform: platform.outbound };
  const jobs: AnyJobHandler[] = [];
  for (const module of MODULES) {
    // `ServicesOf` has checked that they are what the module needs.
    const composed: Composed<object> = module.compose(services as never);
    Object.assign(services, composed.services);
    jobs.push(...(composed.jobs ?? []));
    inside.push(...(composed.handlers ?? []));
  }
  const reseal = new ResealService({ orm, ...(services as Omit<Services, 'orm'>) });
  jobs.push(
    handle(RESEAL, async () => void (await reseal.run())),
    handle(ROTATE_EVENT_LOG, () => rotateEventLog(orm)),
  );
  const close = async () => {
    await push.close();
    await database.close();
  };
  return Object.assign(services, { orm, databases, reseal, platform, jobs, close }) as unknown as Services;
}

function portsOf(base: Base): object {
  const modules: readonly Module[] = MODULES;
  return Object.assign({}, ...modules.map((module) => module.ports?.(base as never)));
}
