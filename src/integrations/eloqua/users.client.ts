import { z } from 'zod';
import type { RequestText } from '../../kernel/http.ts';
import { orNull } from './errors.ts';
import { allPages, type Page, type PageRequest, pageOf, pageQuery } from './page.ts';
import { type CallOptions, call, type EloquaSession } from './rest.call.ts';
import { flag, id, textOrNull } from './scalars.ts';
import { startsWith } from './search-term.ts';

const user = z.object({
  id,
  name: z.string(),
  loginName: textOrNull,
  emailAddress: textOrNull,
  isDisabled: flag,
  isDeleted: flag,
});

export type EloquaUser = z.infer<typeof user>;

export interface UserSearch extends PageRequest {
  by: 'name' | 'loginName';
  /** Empty for all. */
  prefix: string;
}

/** Up to this many users are read one by one, in parallel; for more, the list needs fewer calls. */
const FEW = 4;

/** The users of a site. All methods throw `EloquaError`. */
export class UsersClient {
  readonly #http: RequestText;
  readonly #options: CallOptions;

  constructor(http: RequestText, options: CallOptions = {}) {
    this.#http = http;
    this.#options = options;
  }

  /** Sorted by name. Eloqua cannot search two properties with "or". */
  search(session: EloquaSession, { by, prefix, ...page }: UserSearch): Promise<Page<EloquaUser>> {
    return this.#list(session, page, prefix === '' ? {} : { search: startsWith(by, prefix) });
  }

  /** Returns null if there is no such user. A deleted user may be null or marked as deleted. */
  get(session: EloquaSession, userId: string): Promise<EloquaUser | null> {
    return orNull(
      call(this.#http, session, {
        ...this.#options,
        method: 'GET',
        path: `/api/REST/2.0/system/user/${encodeURIComponent(userId)}`,
        query: { depth: 'partial' },
        answer: user,
      }),
    );
  }

  /** A user who is missing in the result does not exist. */
  async byIds(session: EloquaSession, userIds: readonly string[]): Promise<Map<string, EloquaUser>> {
    const wanted = new Set(userIds);
    const found = new Map<string, EloquaUser>();
    if (wanted.size > FEW) {
      for await (const listed of allPages((page) => this.#list(session, page))) {
        if (wanted.delete(listed.id)) found.set(listed.id, listed);
        if (wanted.size === 0) break;
      }
    }
    // It is not known whether lists contain disabled and deleted users.
    for (const few of chunks([...wanted], FEW)) {
      for (const one of await Promise.all(few.map((userId) => this.get(session, userId)))) {
        if (one) found.set(one.id, one);
      }
    }
    return found;
  }

  #list(
    session: EloquaSession,
    page: PageRequest,
    filter: { search?: string } = {},
  ): Promise<Page<EloquaUser>> {
    return call(this.#http, session, {
      ...this.#options,
      method: 'GET',
      path: '/api/REST/2.0/system/users',
      query: { depth: 'partial', orderBy: 'name', ...filter, ...pageQuery(page) },
      answer: pageOf(user),
    });
  }
}

function* chunks<T>(items: readonly T[], size: number): Generator<readonly T[]> {
  for (let start = 0; start < items.length; start += size) yield items.slice(start, start + size);
}
