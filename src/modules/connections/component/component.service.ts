import type { EntityManager } from '@mikro-orm/postgresql';
import type { ComponentClient } from '../../../integrations/wechat/component.client.ts';
import { reactionWithoutToken, WeChatError } from '../../../integrations/wechat/errors.ts';
import type { Clock } from '../../../kernel/clock.ts';
import type { Logger } from '../../../kernel/logger.ts';
import { placeOf } from '../../../kernel/sealed.ts';
import type { KeyRing } from '../../../kernel/secrets.ts';
import { Seldom } from '../../../kernel/seldom.ts';
import {
  type HeldToken,
  SharedTokens,
  type TokenRow,
  type TokenStore,
  usableUntil,
} from '../../../kernel/shared-token.ts';
import { leaseToken } from '../../../kernel/token-lease.ts';
import type { UnitOfWork } from '../../../kernel/unit-of-work.ts';
import { Component, ComponentTicket } from './component.entity.ts';
import {
  claimAskForTickets,
  ensureComponent,
  forgetRefusal,
  noteRefusal,
  storeTicket,
} from './component.repository.ts';

const TOKEN_API = 'component/api_component_token';
/** Longer than one call may take (8 s). Then another process takes over; at worst both use a ticket. */
const LEASE_SECONDS = 15;
/** No process asks again for so long after a failure, however many accounts need the token; longer if the quota is used up. */
const REST_MS = 5_000;
const QUOTA_REST_MS = 60_000;
/** How long a ticket works. */
export const TICKET_LIFE_MS = 12 * 3_600_000;
/** WeChat pushes a ticket every ten minutes. If none arrives for an hour, it is asked to begin again. */
const TICKET_MISSING = { minutes: 60, askEvery: 10 } as const;
const TICKETS_TRIED = 3;
const REFUSED_FOR_MS = 60_000;

/** Whether WeChat refused a call because its token is dead. */
export const isDeadToken = (error: unknown): boolean =>
  error instanceof WeChatError && error.reaction === 'REFRESH_TOKEN';

/** Whether WeChat works with us as it should. */
export interface ComponentHealth {
  /** REFUSED: WeChat refuses calls for a reason that only our operator can remove. */
  readonly state: 'OK' | 'REFUSED' | 'NO_TICKET';
  /** With REFUSED: the last refusal, our address if that is what WeChat refuses, and the first one since the last success. */
  readonly errcode: number | null;
  readonly address: string | null;
  readonly since: Date | null;
}

const NOT_REFUSED = { errcode: null, address: null, since: null } as const;

/** Whether it is the component that WeChat refuses, and not one account or one call. */
const isComponentRefused = ({ api, reaction }: WeChatError): boolean =>
  reaction === 'CONFIGURATION' || (reaction === 'QUOTA_DAY' && api === TOKEN_API);

/** The tickets and the access token of our component. They are in the database; one process at a time refreshes the token. */
export class ComponentService implements TokenStore {
  private readonly tokens: SharedTokens;
  private readonly seldom: Seldom;
  /** Whether the row, when it was last read or written here, had a refusal. */
  private isRefused = false;

  constructor(
    private readonly appId: string,
    private readonly client: ComponentClient,
    private readonly work: UnitOfWork,
    private readonly keys: KeyRing,
    private readonly clock: Clock,
    private readonly log: Logger,
  ) {
    this.tokens = new SharedTokens(this, clock);
    this.seldom = new Seldom(log);
  }

  /** Makes a call with the component's token. A dead token is replaced, and the call is repeated once. */
  call<T>(request: (token: string) => Promise<T>): Promise<T> {
    return this.tokens.call(this.appId, (token) => this.noted(() => request(token)), isDeadToken);
  }

  /** Stores a pushed ticket. Idempotent; an older ticket that arrives late does not replace a newer one. */
  async storeTicket(ticket: string, createdAt: Date): Promise<void> {
    const sealed = this.keys.seal(ticket, placeOf(ComponentTicket, 'ticket', this.appId));
    const { appId } = this;
    await this.work.platform((em) => storeTicket(em, { appId, createdAt, sealed }, this.oldestTicket()));
  }

  /** Tickets from before are dead. */
  private oldestTicket(): Date {
    return new Date(this.clock.now().getTime() - TICKET_LIFE_MS);
  }

  /** Whether WeChat has pushed a ticket yet. Without one, no call is possible. */
  async hasTicket(): Promise<boolean> {
    return (await this.work.statement((em) => em.count(ComponentTicket, { appId: this.appId }))) > 0;
  }

  /** Whether WeChat has pushed no ticket for so long; those that it pushed before may still work. */
  async lacksTicketFor(ms: number): Promise<boolean> {
    const since = new Date(this.clock.now().getTime() - ms);
    const lately = { appId: this.appId, receivedAt: { $gt: since } };
    return (await this.work.statement((em) => em.count(ComponentTicket, lately))) === 0;
  }

  async health(): Promise<ComponentHealth> {
    const {
      refusedSince: since = null,
      refusedWith = null,
      refusedAddress = null,
    } = (await this.row()) ?? {};
    if (since) return { state: 'REFUSED', errcode: refusedWith, address: refusedAddress, since };
    const tickets = await this.work.statement((em) =>
      em.count(ComponentTicket, { appId: this.appId, createdAt: { $gt: this.oldestTicket() } }),
    );
    return { state: tickets > 0 ? 'OK' : 'NO_TICKET', ...NOT_REFUSED };
  }

  /** Runs every minute: asks for tickets if none has arrived for an hour. */
  async watchTickets(): Promise<void> {
    const asked = await this.work.platform(async (em) => {
      // If no ticket ever arrived, the row does not exist.
      await ensureComponent(em, this.appId);
      return claimAskForTickets(em, this.appId, TICKET_MISSING);
    });
    if (!asked) return;
    this.log.error('WeChat has pushed no component ticket for an hour; it is asked to begin again');
    await this.noted(() => this.client.startPushTicket());
  }

  async read(): Promise<TokenRow> {
    const component = await this.row();
    this.isRefused = Boolean(component?.refusedSince);
    return {
      token: component?.accessToken
        ? this.keys.open(component.accessToken, placeOf(Component, 'accessToken', this.appId))
        : null,
      usableUntil: component?.accessTokenUsableUntil ?? null,
      version: component?.tokenVersion ?? 0,
    };
  }

  async lease(_appId: string, version: number): Promise<boolean> {
    const taken = await this.work.statement((em) =>
      leaseToken(em, 'component', this.appId, version, LEASE_SECONDS),
    );
    if (taken) return true;
    const { restsUntil = null, lastFault = null, refusedAddress = null } = (await this.row()) ?? {};
    if (restsUntil && lastFault !== null && restsUntil > this.clock.now()) {
      const reaction = reactionWithoutToken(lastFault);
      throw new WeChatError(TOKEN_API, lastFault, { reaction, clientIp: refusedAddress });
    }
    if (await this.hasTicket()) return false;
    throw new WeChatError(TOKEN_API, 61006);
  }

  async renew(_appId: string, version: number): Promise<HeldToken | null> {
    try {
      const now = this.clock.now();
      const { accessToken, expiresAt } = await this.noted(() => this.exchangeTicket());
      const stored = await this.work.statement((em) =>
        em.nativeUpdate(
          Component,
          { appId: this.appId, tokenVersion: version },
          {
            accessToken: this.keys.seal(accessToken, placeOf(Component, 'accessToken', this.appId)),
            accessTokenUsableUntil: usableUntil(now, expiresAt),
            tokenVersion: version + 1,
            refreshLease: null,
          },
        ),
      );
      return stored > 0 ? { token: accessToken, version: version + 1 } : null;
    } catch (error) {
      await this.work.statement((em) =>
        em.nativeUpdate(Component, { appId: this.appId, tokenVersion: version }, this.restAfter(error)),
      );
      throw error;
    }
  }

  /** Refused tickets have a rest of their own, and a new ticket is used at once. */
  private restAfter(error: unknown): Pick<Component, 'refreshLease'> & Partial<Component> {
    if (!(error instanceof WeChatError) || error.reaction === 'WAIT_FOR_TICKET')
      return { refreshLease: null };
    const restMs = error.reaction === 'QUOTA_DAY' ? QUOTA_REST_MS : REST_MS;
    const restsUntil = new Date(this.clock.now().getTime() + restMs);
    return { refreshLease: restsUntil, restsUntil, lastFault: error.errcode };
  }

  async invalidate(_appId: string, version: number): Promise<void> {
    await this.work.statement((em) =>
      em.nativeUpdate(
        Component,
        { appId: this.appId, tokenVersion: version },
        { accessTokenUsableUntil: null },
      ),
    );
  }

  /**
   * Newest first. An older ticket works until its own end, and the newest may be wrong. A ticket that WeChat refused is not
   * tried again for a minute, so that callers without a token do not use up the daily quota.
   */
  private async exchangeTicket() {
    const lately = new Date(this.clock.now().getTime() - REFUSED_FOR_MS);
    const refusedAt = { $or: [{ refusedAt: null }, { refusedAt: { $lt: lately } }] };
    const tickets = await this.work.statement((em) =>
      em.find(
        ComponentTicket,
        { appId: this.appId, ...refusedAt },
        { orderBy: { createdAt: 'desc' }, limit: TICKETS_TRIED },
      ),
    );
    let refusal: unknown = new WeChatError(TOKEN_API, 61006);
    for (const { ticket, createdAt } of tickets) {
      try {
        return await this.client.componentToken(
          this.keys.open(ticket, placeOf(ComponentTicket, 'ticket', this.appId)),
        );
      } catch (error) {
        if (!(error instanceof WeChatError) || error.reaction !== 'WAIT_FOR_TICKET') throw error;
        this.log.warn({ errcode: error.errcode, rid: error.rid }, 'WeChat refused a component ticket');
        await this.work.statement((em) =>
          em.nativeUpdate(ComponentTicket, { appId: this.appId, createdAt }, { refusedAt: this.clock.now() }),
        );
        refusal = error;
      }
    }
    throw refusal;
  }

  /** A refusal that only our operator can end is logged and kept, for users and for `/readyz`, until a call succeeds. */
  private async noted<T>(request: () => Promise<T>): Promise<T> {
    const result = await request().catch(async (error: unknown) => {
      if (error instanceof WeChatError && isComponentRefused(error)) await this.note(error);
      throw error;
    });
    if (this.isRefused) await this.record((em) => forgetRefusal(em, this.appId));
    this.isRefused = false;
    return result;
  }

  private async note({ api, errcode, rid, clientIp }: WeChatError): Promise<void> {
    const refusal = { api, errcode, rid, address: clientIp };
    this.seldom.error(`${api} ${errcode}`, refusal, 'WeChat refuses Qiao: its operator must act');
    this.isRefused = true;
    await this.record((em) => noteRefusal(em, this.appId, { errcode, address: clientIp }));
  }

  /** A record that fails must not cost the call its answer, which may come only once. */
  private async record(change: (em: EntityManager) => Promise<void>): Promise<void> {
    await this.work
      .statement(change)
      .catch((err: unknown) => this.log.warn({ err }, 'what WeChat says about Qiao could not be recorded'));
  }

  private row(): Promise<Component | null> {
    return this.work.statement((em) => em.findOne(Component, { appId: this.appId }));
  }
}
