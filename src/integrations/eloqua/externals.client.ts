import type { z } from 'zod';
import type { RequestText } from '../../kernel/http.ts';
import { about, assetType, wholeAssetType } from './eloqua.answers.ts';
import { listOf, pageOf } from './page.ts';
import { type Call, type CallOptions, call, type EloquaSession } from './rest.call.ts';

export type EloquaAssetType = z.infer<typeof assetType>;

const ONE = '/api/REST/2.0/assets/external/type';

/** The types of external assets, and their types of activities. All methods throw `EloquaError`. */
export class ExternalsClient {
  readonly #http: RequestText;
  readonly #options: CallOptions;

  constructor(http: RequestText, options: CallOptions = {}) {
    this.#http = http;
    this.#options = options;
  }

  /** Null: Eloqua lists none with this name, in any case. A site has a few. */
  async named(session: EloquaSession, name: string): Promise<EloquaAssetType | null> {
    const request = { ...this.#options, path: `${ONE}s`, query: { depth: 'complete' } };
    const { found } = await listOf((page) => pageOf(this.#http, session, page, request, assetType));
    return found.find((one) => one.name?.toLowerCase() === name.toLowerCase()) ?? null;
  }

  /** @throws {EloquaError} if the name is taken: CONFLICT, or INVALID with a `UniquenessRequirement` */
  create(session: EloquaSession, name: string, activityTypes: readonly string[]): Promise<EloquaAssetType> {
    return this.#call(session, {
      method: 'POST',
      path: ONE,
      body: { name, activityTypes: activityTypes.map(asNew) },
      answer: assetType,
    });
  }

  /** Sends the whole type back, because a PUT replaces it. What somebody else adds in the meantime is lost. */
  async addActivityTypes(
    session: EloquaSession,
    typeId: string,
    names: readonly string[],
  ): Promise<EloquaAssetType> {
    const path = `${ONE}/${encodeURIComponent(typeId)}`;
    const whole = await this.#call(session, {
      method: 'GET',
      path,
      query: { depth: 'complete' },
      answer: about(wholeAssetType, typeId),
    });
    return this.#call(session, {
      method: 'PUT',
      path,
      body: { ...whole, activityTypes: [...whole.activityTypes, ...names.map(asNew)] },
      answer: about(assetType, typeId),
    });
  }

  #call<Answer>(session: EloquaSession, request: Call<Answer>): Promise<Answer> {
    return call(this.#http, session, { ...this.#options, ...request });
  }
}

const asNew = (name: string) => ({ type: 'ExternalActivityType', name });
