import { setTimeout as sleep } from 'node:timers/promises';
import type { ComponentClient } from '../../integrations/wechat/component.client.ts';
import { WeChatError } from '../../integrations/wechat/errors.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Logger } from '../../kernel/logger.ts';
import type { KeyRing } from '../../kernel/secrets.ts';
import type { UnitOfWork } from '../../kernel/unit-of-work.ts';
import { Component, ComponentTicket } from './component.entity.ts';

/** A token is replaced this long before its end, so that no call is made with one that dies on the way. */
const MARGIN_MS = 5 * 60_000;
/** Longer than a refresh may take; after it another process takes over. */
const LEASE_SECONDS = 15;
const TICKET_LIFE_MS = 12 * 3_600_000;
const WAIT_MS = 50;

interface Held {
  readonly token: string;
  readonly version: number;
}

/** Our component's tickets and its access token: kept in the database, refreshed by one process at a time. */
export class ComponentService {
  /** Callers of this process share one refresh. */
  private refreshing: Promise<Held> | null = null;

  constructor(
    private readonly appId: string,
    private readonly client: ComponentClient,
    private readonly work: UnitOfWork,
    private readonly keys: KeyRing,
    private readonly clock: Clock,
    private readonly log: Logger,
  ) {}

  /** Keeps a pushed ticket. The same one, pushed again, is no news; a late, older one does not displace a newer. */
  async storeTicket(ticket: string, createdAt: Date): Promise<void> {
    const sealed = this.keys.seal(ticket, `component:${this.appId}:ticket`);
    const oldest = new Date(this.clock.now().getTime() - TICKET_LIFE_MS);
    await this.work.platform(async (em) => {
      await em.execute('insert into component (app_id) values (?) on conflict do nothing', [this.appId]);
      await em.execute(
        'insert into component_ticket (app_id, created_at, ticket) values (?, ?, ?) on conflict do nothing',
        [this.appId, createdAt, sealed],
      );
      await em.nativeDelete(ComponentTicket, { appId: this.appId, createdAt: { $lt: oldest } });
    });
  }

  /** Whether WeChat has pushed a ticket yet: without one nothing can be asked of it. */
  async hasTicket(): Promise<boolean> {
    return (await this.work.platform((em) => em.count(ComponentTicket, { appId: this.appId }))) > 0;
  }

  /**
   * Makes a call with the component's token. Where WeChat says that the token is dead, it is replaced, unless somebody
   * has replaced it already, and the call is made once more.
   */
  async call<T>(request: (token: string) => Promise<T>): Promise<T> {
    const held = await this.token();
    try {
      return await request(held.token);
    } catch (error) {
      if (!(error instanceof WeChatError) || error.reaction !== 'REFRESH_TOKEN') throw error;
      await this.invalidate(held.version);
      return request((await this.token()).token);
    }
  }

  private async token(): Promise<Held> {
    const held = await this.held();
    if (held.usable) return held.usable;
    this.refreshing ??= this.refresh().finally(() => {
      this.refreshing = null;
    });
    return this.refreshing;
  }

  private async held(): Promise<{ usable: Held | null; version: number }> {
    const component = await this.work.platform((em) => em.findOne(Component, { appId: this.appId }));
    const version = component?.tokenVersion ?? 0;
    const end = component?.accessTokenExpiresAt?.getTime() ?? 0;
    if (!component?.accessToken || end - MARGIN_MS <= this.clock.now().getTime())
      return { usable: null, version };
    return { usable: { token: this.keys.open(component.accessToken, this.bound()), version }, version };
  }

  /** The holder of the lease asks WeChat, with no transaction open; everybody else waits for the new version. */
  private async refresh(): Promise<Held> {
    const deadline = Date.now() + LEASE_SECONDS * 1000;
    while (Date.now() < deadline) {
      const { usable, version } = await this.held();
      if (usable) return usable;
      if (await this.lease(version)) return this.renew(version);
      await sleep(WAIT_MS);
    }
    throw new WeChatError('component/api_component_token', -1);
  }

  private async lease(version: number): Promise<boolean> {
    const taken = await this.work.platform((em) =>
      em.execute(
        `update component set refresh_lease = now() + make_interval(secs => ?)
         where app_id = ? and token_version = ? and (refresh_lease is null or refresh_lease < now()) returning app_id`,
        [LEASE_SECONDS, this.appId, version],
      ),
    );
    if (taken.length > 0) return true;
    if (await this.hasTicket()) return false;
    throw new WeChatError('component/api_component_token', 61006);
  }

  private async renew(version: number): Promise<Held> {
    try {
      const { accessToken, expiresAt } = await this.spendTicket();
      await this.work.platform((em) =>
        em.nativeUpdate(
          Component,
          { appId: this.appId, tokenVersion: version },
          {
            accessToken: this.keys.seal(accessToken, this.bound()),
            accessTokenExpiresAt: expiresAt,
            tokenVersion: version + 1,
            refreshLease: null,
          },
        ),
      );
      return { token: accessToken, version: version + 1 };
    } catch (error) {
      await this.work.platform((em) =>
        em.nativeUpdate(Component, { appId: this.appId }, { refreshLease: null }),
      );
      throw error;
    }
  }

  /** Newest first: an older ticket works until its own end, and the newest may have been pushed wrongly. */
  private async spendTicket() {
    const tickets = await this.work.platform((em) =>
      em.find(ComponentTicket, { appId: this.appId }, { orderBy: { createdAt: 'desc' }, limit: 3 }),
    );
    let refusal: unknown = new WeChatError('component/api_component_token', 61006);
    for (const { ticket } of tickets) {
      try {
        return await this.client.componentToken(this.keys.open(ticket, `component:${this.appId}:ticket`));
      } catch (error) {
        if (!(error instanceof WeChatError) || error.reaction !== 'WAIT_FOR_TICKET') throw error;
        this.log.warn({ errcode: error.errcode, rid: error.rid }, 'WeChat refused a component ticket');
        refusal = error;
      }
    }
    throw refusal;
  }

  private async invalidate(version: number): Promise<void> {
    await this.work.platform((em) =>
      em.nativeUpdate(
        Component,
        { appId: this.appId, tokenVersion: version },
        { accessTokenExpiresAt: null },
      ),
    );
  }

  private bound(): string {
    return `component:${this.appId}:access_token`;
  }
}
