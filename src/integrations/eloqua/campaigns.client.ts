import { z } from 'zod';
import type { RequestText } from '../../kernel/http.ts';
import { orNull } from './errors.ts';
import { type Page, type PageRequest, pageOf, pageQuery } from './page.ts';
import { type Call, type CallOptions, call, type EloquaSession } from './rest.call.ts';
import { flag, id, instantOrNull, unixSeconds } from './scalars.ts';
import { contains } from './search-term.ts';

const STATUSES = ['Active', 'Draft', 'Scheduled', 'Completed'] as const;

const campaign = z.object({
  id,
  name: z.string(),
  /** Null for any other value. */
  currentStatus: z
    .string()
    .nullish()
    .transform(
      (text) => STATUSES.find((status) => status.toLowerCase() === text?.trim().toLowerCase()) ?? null,
    ),
  startAt: instantOrNull,
  endAt: instantOrNull,
  isReadOnly: flag,
});

export type EloquaCampaign = z.infer<typeof campaign>;

export interface CampaignSearch extends PageRequest {
  /** Part of the name; empty for all. */
  text: string;
}

const ONE = '/api/REST/2.0/assets/campaign';

/** Campaigns of the canvas. All methods throw `EloquaError`. */
export class CampaignsClient {
  readonly #http: RequestText;
  readonly #options: CallOptions;

  constructor(http: RequestText, options: CallOptions = {}) {
    this.#http = http;
    this.#options = options;
  }

  /** Returns null if there is no such campaign. */
  get(session: EloquaSession, campaignId: string): Promise<EloquaCampaign | null> {
    return orNull(
      this.#call(session, {
        method: 'GET',
        path: `${ONE}/${encodeURIComponent(campaignId)}`,
        query: { depth: 'partial' },
        answer: campaign,
      }),
    );
  }

  /** Sorted by name. */
  search(session: EloquaSession, { text, ...page }: CampaignSearch): Promise<Page<EloquaCampaign>> {
    return this.#call(session, {
      method: 'GET',
      path: '/api/REST/2.0/assets/campaigns',
      query: {
        depth: 'partial',
        orderBy: 'name',
        ...(text !== '' && { search: contains('name', text) }),
        ...pageQuery(page),
      },
      answer: pageOf(campaign),
    });
  }

  /**
   * Creates a multi-step campaign without steps, as a draft. After UNAVAILABLE it may exist: search before you retry.
   */
  create(
    session: EloquaSession,
    { name, startAt, endAt }: { name: string; startAt: Date; endAt: Date },
  ): Promise<EloquaCampaign> {
    return this.#call(session, {
      method: 'POST',
      path: ONE,
      body: {
        name,
        campaignCategory: 'contact',
        startAt: unixSeconds(startAt),
        endAt: unixSeconds(endAt),
        elements: [],
      },
      answer: campaign,
    });
  }

  activate(session: EloquaSession, campaignId: string): Promise<EloquaCampaign> {
    return this.#call(session, {
      method: 'POST',
      path: `${ONE}/active/${encodeURIComponent(campaignId)}`,
      query: { activateNow: 'true' },
      answer: campaign,
    });
  }

  /**
   * Sends the whole campaign back, because a PUT clears the properties that it omits. A change by someone else in the
   * meantime is lost.
   */
  async updateEnd(session: EloquaSession, campaignId: string, endAt: Date): Promise<EloquaCampaign> {
    const path = `${ONE}/${encodeURIComponent(campaignId)}`;
    const whole = await this.#call(session, {
      method: 'GET',
      path,
      query: { depth: 'complete' },
      answer: z.looseObject({ id }),
    });
    return this.#call(session, {
      method: 'PUT',
      path,
      body: { ...whole, endAt: unixSeconds(endAt) },
      answer: campaign,
    });
  }

  #call<Answer>(session: EloquaSession, request: Call<Answer>): Promise<Answer> {
    return call(this.#http, session, { ...this.#options, ...request });
  }
}
