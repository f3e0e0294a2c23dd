import type { z } from 'zod';
import type { RequestText } from '../../kernel/http.ts';
import { about, contactField } from './eloqua.answers.ts';
import { orNull } from './errors.ts';
import { type List, listOf, pageOf } from './page.ts';
import { type Call, type CallOptions, call, type EloquaSession } from './rest.call.ts';

export type EloquaContactField = z.infer<typeof contactField>;

/** The fields of contacts, in REST 1.0, the only version that has them. All methods throw `EloquaError`. */
export class ContactFieldsClient {
  readonly #http: RequestText;
  readonly #options: CallOptions;

  constructor(http: RequestText, options: CallOptions = {}) {
    this.#http = http;
    this.#options = options;
  }

  /** Returns all fields; a site has some hundreds. */
  list(session: EloquaSession): Promise<List<EloquaContactField>> {
    const request = {
      ...this.#options,
      path: '/api/REST/1.0/assets/contact/fields',
      query: { depth: 'complete' },
    };
    return listOf((page) => pageOf(this.#http, session, page, request, contactField));
  }

  /** Returns null if there is no such field. */
  get(session: EloquaSession, fieldId: string): Promise<EloquaContactField | null> {
    return orNull(
      this.#call(session, {
        method: 'GET',
        path: `/api/REST/1.0/assets/contact/field/${encodeURIComponent(fieldId)}`,
        answer: about(contactField, fieldId),
      }),
    );
  }

  /**
   * @param dataType `text`, or the value of an existing field: the other literals are not certain
   * @throws {EloquaError} if the name is taken: CONFLICT, or INVALID with a `UniquenessRequirement` (both are
   *   documented)
   */
  create(
    session: EloquaSession,
    { name, dataType }: { name: string; dataType: string },
  ): Promise<EloquaContactField> {
    return this.#call(session, {
      method: 'POST',
      path: '/api/REST/1.0/assets/contact/field',
      body: { name, dataType, displayType: 'text', updateType: 'always' },
      answer: contactField,
    });
  }

  #call<Answer>(session: EloquaSession, request: Call<Answer>): Promise<Answer> {
    return call(this.#http, session, { ...this.#options, ...request });
  }
}
