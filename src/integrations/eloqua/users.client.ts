import type { z } from 'zod';
import type { RequestText } from '../../kernel/http.ts';
import { about, user } from './eloqua.answers.ts';
import { orNull } from './errors.ts';
import { type List, listOf, pageOf } from './page.ts';
import { type CallOptions, call, type EloquaSession } from './rest.call.ts';

export type EloquaUser = z.infer<typeof user>;

/** The users of a site. All methods throw `EloquaError`. */
export class UsersClient {
  readonly #http: RequestText;
  readonly #options: CallOptions;

  constructor(http: RequestText, options: CallOptions = {}) {
    this.#http = http;
    this.#options = options;
  }

  /** Returns all users. Deleted ones may be missing, or marked as deleted. */
  list(session: EloquaSession): Promise<List<EloquaUser>> {
    const request = {
      ...this.#options,
      path: '/api/REST/2.0/system/users',
      query: { depth: 'partial' },
    };
    return listOf((page) => pageOf(this.#http, session, page, request, user));
  }

  /** Returns null if there is no such user. A deleted user may be null or marked as deleted. */
  get(session: EloquaSession, userId: string): Promise<EloquaUser | null> {
    return orNull(
      call(this.#http, session, {
        ...this.#options,
        method: 'GET',
        path: `/api/REST/2.0/system/user/${encodeURIComponent(userId)}`,
        query: { depth: 'partial' },
        answer: about(user, userId),
      }),
    );
  }
}
