import type { z } from 'zod';
import type { RequestText } from '../../kernel/http.ts';
import { readItems } from './answer.ts';
import { contact, contactList } from './eloqua.answers.ts';
import { listOf, pageOf } from './page.ts';
import { type Call, type CallOptions, call, type EloquaSession } from './rest.call.ts';
import { equals } from './search-term.ts';

export type EloquaContact = z.infer<typeof contact>;

/** `complete` has the values of all fields, the others have none. */
export type ContactDepth = 'partial' | 'complete';

const ALL = '/api/REST/2.0/data/contacts';
/** Of complete contacts, which have some hundred fields each. */
const MOST_IDS: Readonly<Record<ContactDepth, number>> = { partial: 1_000, complete: 200 };
const MOST_BYTES = 32 * 1024 * 1024;
const READ_MS = 30_000;

/** Contacts in REST. All methods throw `EloquaError`. */
export class ContactsClient {
  readonly #http: RequestText;
  readonly #options: CallOptions;

  constructor(http: RequestText, options: CallOptions = {}) {
    this.#http = http;
    this.#options = options;
  }

  /**
   * May find too many: Eloqua ignores case, and characters that could end the value match any text.
   *
   * @param field the internal name of a field
   */
  async find(
    session: EloquaSession,
    field: string,
    value: string,
    depth: ContactDepth,
  ): Promise<readonly EloquaContact[]> {
    const request = { ...this.#options, path: ALL, query: { depth, search: equals(field, value) } };
    return (await listOf((page) => pageOf(this.#http, session, page, request, contact))).found;
  }

  /** Without contacts that do not exist. Makes one call for each 200 contacts, or 1 000 if they are partial. */
  async byIds(
    session: EloquaSession,
    contactIds: readonly string[],
    depth: ContactDepth,
  ): Promise<EloquaContact[]> {
    const ids = [...new Set(contactIds)];
    const found: EloquaContact[] = [];
    for (let start = 0; start < ids.length; start += MOST_IDS[depth]) {
      const some = await this.#call(session, {
        method: 'POST',
        path: ALL,
        headers: { 'x-http-method-override': 'SEARCH' },
        body: { ids: ids.slice(start, start + MOST_IDS[depth]), depth },
        timeoutMs: this.#options.timeoutMs ?? READ_MS,
        maxBytes: MOST_BYTES,
        answer: contactList,
      });
      const { items, odd } = readItems(contact, some, '');
      if (odd.length > 0) this.#options.onOdd?.(`POST ${ALL}`, odd);
      found.push(...items);
    }
    return found;
  }

  /**
   * After UNAVAILABLE the contact may exist: search before you retry.
   *
   * @param values by field id; a date in Unix seconds
   * @throws {EloquaError} if the address is taken: CONFLICT, or INVALID with a `UniquenessRequirement`
   */
  create(
    session: EloquaSession,
    emailAddress: string,
    values: Readonly<Record<string, string>>,
  ): Promise<EloquaContact> {
    const fieldValues = Object.entries(values).map(([id, value]) => ({ type: 'FieldValue', id, value }));
    return this.#call(session, {
      method: 'POST',
      path: '/api/REST/2.0/data/contact',
      body: { emailAddress, fieldValues },
      answer: contact,
    });
  }

  #call<Answer>(session: EloquaSession, request: Call<Answer>): Promise<Answer> {
    return call(this.#http, session, { ...this.#options, ...request });
  }
}
