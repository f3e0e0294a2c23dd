import type { Clock } from '../../../src/kernel/clock.ts';
import type { RequestText } from '../../../src/kernel/http.ts';
import {
  type MarketingPlatform,
  type MarketingSession,
  type PlacedSender,
  type PlatformCampaign,
  PlatformFault,
  type PlatformField,
  type PlatformIdentity,
  type PlatformList,
  type PlatformTokens,
  type PlatformUser,
  type ReportResult,
} from '../../../src/modules/marketing/connection/marketing-platform.port.ts';
import { type FieldPurpose, fitFor } from '../../../src/modules/marketing/fields/contact-field.rules.ts';
import { TinymailRecords } from './tinymail.records.ts';

interface TinyField {
  readonly id: string;
  readonly name: string;
  readonly type: 'words' | 'moment' | 'number';
  readonly builtIn?: boolean;
}
interface TinyPerson {
  readonly id: string;
  readonly name: string;
  readonly login: string;
  readonly address: string | null;
  readonly left?: boolean;
}
interface TinyCampaign {
  readonly id: string;
  readonly name: string;
  readonly state: 'idea' | 'live' | 'over';
  readonly until: string | null;
}

/** The kinds of ids, by what they begin with. Steps have none. */
const PREFIXES: Readonly<Record<string, string>> = {
  CONTACT_FIELD: 'fld',
  CAMPAIGN: 'cmp',
  USER: 'ppl',
  CONTACT: 'con',
};
const DAY_MS = 86_400_000;

/** What Qiao asks of Tinymail. */
export class TinymailAdapter extends TinymailRecords implements MarketingPlatform {
  readonly name = 'TINYMAIL';
  readonly hasSenders = false;

  constructor(
    /** Tinymail has one address for all sites. */
    private readonly baseUrl: string,
    http: RequestText,
    private readonly clock: Clock,
  ) {
    super(http);
  }

  /** An id, or the address of a campaign's page: `https://tinymail.example/#cmp-spring`. */
  idIn(kind: string, reference: string): string | null {
    const id = kind === 'CAMPAIGN' ? reference.slice(reference.indexOf('#') + 1) : reference;
    return new RegExp(`^${PREFIXES[kind]}-[a-z0-9-]+$`).test(id) ? id : null;
  }

  tokens(token: string): PlatformTokens {
    const expiresAt = new Date(this.clock.now().getTime() + DAY_MS);
    return { accessToken: token, refreshToken: token, expiresAt };
  }

  /** A site keeps its token until it is replaced, so once a day it is only tried. */
  async refresh(token: string): Promise<PlatformTokens> {
    await this.identify(token).catch((error: unknown) => {
      const isEnded = error instanceof PlatformFault && error.kind === 'UNAUTHORIZED';
      throw isEnded ? new PlatformFault('INVALID_GRANT') : error;
    });
    return this.tokens(token);
  }

  async identify(accessToken: string): Promise<PlatformIdentity> {
    const { baseUrl } = this;
    const me = await this.client.get<{ site: string; person: string }>({ baseUrl, accessToken }, '/me');
    return { siteId: me.site, userName: me.person, baseUrl };
  }

  async contactFields(session: MarketingSession): Promise<PlatformList<PlatformField>> {
    return listed(await this.client.all<TinyField>(session, 'fields'), toField);
  }

  async contactField(session: MarketingSession, id: string): Promise<PlatformField | null> {
    const field = await this.client.one<TinyField>(session, 'fields', id);
    return field && toField(field);
  }

  async createContactField(
    session: MarketingSession,
    name: string,
    purpose: FieldPurpose,
  ): Promise<PlatformField> {
    const type = fitFor(purpose) === 'DATE' ? 'moment' : 'words';
    return toField(await this.client.post<TinyField>(session, '/fields', { name, type }));
  }

  async users(session: MarketingSession): Promise<PlatformList<PlatformUser>> {
    return listed(await this.client.all<TinyPerson>(session, 'people'), toUser);
  }

  async user(session: MarketingSession, id: string): Promise<PlatformUser | null> {
    const person = await this.client.one<TinyPerson>(session, 'people', id);
    return person && toUser(person);
  }

  async campaigns(session: MarketingSession): Promise<PlatformList<PlatformCampaign>> {
    return listed(await this.client.all<TinyCampaign>(session, 'campaigns'), toCampaign);
  }

  async campaign(session: MarketingSession, id: string): Promise<PlatformCampaign | null> {
    const campaign = await this.client.one<TinyCampaign>(session, 'campaigns', id);
    return campaign && toCampaign(campaign);
  }

  async createCampaign(
    session: MarketingSession,
    name: string,
    _startAt: Date,
    endAt: Date,
  ): Promise<PlatformCampaign> {
    const campaign = { name, state: 'idea', until: endAt.toISOString() };
    return toCampaign(await this.client.post<TinyCampaign>(session, '/campaigns', campaign));
  }

  activateCampaign(session: MarketingSession, id: string): Promise<PlatformCampaign> {
    return this.changed(session, id, { state: 'live' });
  }

  extendCampaign(session: MarketingSession, id: string, endAt: Date): Promise<PlatformCampaign> {
    return this.changed(session, id, { until: endAt.toISOString() });
  }

  senders = (): Promise<PlacedSender[]> => neverCalled();
  saveSender = (): Promise<void> => neverCalled();
  reportErrored = (): Promise<ReportResult> => neverCalled();
  reportResult = (): Promise<ReportResult> => neverCalled();

  private async changed(session: MarketingSession, id: string, changes: object): Promise<PlatformCampaign> {
    return toCampaign(await this.client.post<TinyCampaign>(session, `/campaigns/${id}`, changes));
  }
}

async function neverCalled(): Promise<never> {
  throw new Error('Tinymail has no steps');
}

const listed = <E, T>(items: readonly E[], convert: (item: E) => T): PlatformList<T> => ({
  found: items.map(convert),
  deleted: [],
  proof: 'COMPLETE',
});

const TYPES = { words: 'TEXT', moment: 'DATE', number: 'NUMBER' } as const;

const toField = ({ id, name, type, builtIn = false }: TinyField): PlatformField => ({
  ...{ id, name, internalName: id, dataType: type, displayType: type },
  ...{ type: TYPES[type], plain: true, readOnly: false, standard: builtIn },
});

const toUser = ({ id, name, login, address, left = false }: TinyPerson): PlatformUser => ({
  ...{ id, name, loginName: login, emailAddress: address, disabled: left },
});

const STATES = { idea: 'DRAFT', live: 'ACTIVE', over: 'COMPLETED' } as const;

const toCampaign = ({ id, name, state, until }: TinyCampaign): PlatformCampaign => ({
  ...{ id, name, status: STATES[state], startAt: null, endAt: until === null ? null : new Date(until) },
});
