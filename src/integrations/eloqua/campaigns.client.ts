import type { z } from 'zod';
import type { RequestText } from '../../kernel/http.ts';
import { about, campaign, wholeCampaign } from './eloqua.answers.ts';
import { orNull } from './errors.ts';
import { type List, listOf, pageOf } from './page.ts';
import { type Call, type CallOptions, call, type EloquaSession } from './rest.call.ts';
import { unixSeconds } from './scalars.ts';
import { contains } from './search-term.ts';

export type EloquaCampaign = z.infer<typeof campaign>;

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
        answer: about(campaign, campaignId),
      }),
    );
  }

  /** @param text a part of the name; default: all campaigns */
  list(session: EloquaSession, text = ''): Promise<List<EloquaCampaign>> {
    const request = {
      ...this.#options,
      path: '/api/REST/2.0/assets/campaigns',
      query: { depth: 'partial', ...(text !== '' && { search: contains('name', text) }) },
    };
    return listOf((page) => pageOf(this.#http, session, page, request, campaign));
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
      answer: about(campaign, campaignId),
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
      answer: about(wholeCampaign, campaignId),
    });
    return this.#call(session, {
      method: 'PUT',
      path,
      body: { ...whole, endAt: unixSeconds(endAt) },
      answer: about(campaign, campaignId),
    });
  }

  #call<Answer>(session: EloquaSession, request: Call<Answer>): Promise<Answer> {
    return call(this.#http, session, { ...this.#options, ...request });
  }
}
