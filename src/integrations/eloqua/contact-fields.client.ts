import { z } from 'zod';
import type { RequestText } from '../../kernel/http.ts';
import { orNull } from './errors.ts';
import { allPages, pageOf, pageQuery } from './page.ts';
import { type Call, type CallOptions, call, type EloquaSession } from './rest.call.ts';
import { flag, id, instantOrNull, textOrNull } from './scalars.ts';

const contactField = z.object({
  id,
  name: z.string(),
  /** `C_…`, made by Eloqua of the first name; what searches and statements use. */
  internalName: z.string(),
  /** `text` is at most 100 characters; others seen: `largeText`, `date`, `number`, `numeric`. */
  dataType: z.string(),
  /** The widget: `text`, `textArea`, `singleSelect`, `multiSelect`, `checkbox`. */
  displayType: textOrNull,
  isReadOnly: flag,
  isRequired: flag,
  /** One of Eloqua's own. */
  isStandard: flag,
  createdAt: instantOrNull,
  updatedAt: instantOrNull,
});

export type EloquaContactField = z.infer<typeof contactField>;

/** The fields of contacts; REST 1.0, the only version there is of them. All methods throw `EloquaError`. */
export class ContactFieldsClient {
  readonly #http: RequestText;
  readonly #options: CallOptions;

  constructor(http: RequestText, options: CallOptions = {}) {
    this.#http = http;
    this.#options = options;
  }

  /** All of them; a site has some hundreds. */
  list(session: EloquaSession): Promise<EloquaContactField[]> {
    return Array.fromAsync(
      allPages((page) =>
        this.#call(session, {
          method: 'GET',
          path: '/api/REST/1.0/assets/contact/fields',
          query: { depth: 'complete', ...pageQuery(page) },
          answer: pageOf(contactField),
        }),
      ),
    );
  }

  /** Null when there is none. */
  get(session: EloquaSession, fieldId: string): Promise<EloquaContactField | null> {
    return orNull(
      this.#call(session, {
        method: 'GET',
        path: `/api/REST/1.0/assets/contact/field/${encodeURIComponent(fieldId)}`,
        answer: contactField,
      }),
    );
  }

  /**
   * @param dataType `text`, or as an existing field has it: the other literals are not certain
   * @throws {EloquaError} when the name is taken CONFLICT, or INVALID with a `UniquenessRequirement`: the documents have both
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
