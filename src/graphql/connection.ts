import { ArgsType, type ClassType, Field, Int, ObjectType } from 'type-graphql';
import { RequestError } from '../kernel/errors.ts';
import { isExternalId } from '../kernel/external-id.rules.ts';
import { isId } from '../kernel/ids.ts';
import { isStorable } from '../kernel/text.rules.ts';

export const DEFAULT_PAGE = 20;
export const LARGEST_PAGE = 100;
const FIRST = `Number of objects to return from the start of the list, or after the cursor \`after\`. At most ${LARGEST_PAGE}; ${DEFAULT_PAGE} by default.`;

@ArgsType()
export class ConnectionArgs {
  @Field(() => Int, {
    nullable: true,
    description: FIRST,
  })
  first?: number | null;

  @Field(() => String, { nullable: true, description: 'Cursor of the object after which the page starts.' })
  after?: string | null;

  @Field(() => Int, {
    nullable: true,
    description: `Number of objects to return from the end of the list, or before the cursor \`before\`. At most ${LARGEST_PAGE}. Not together with \`first\`.`,
  })
  last?: number | null;

  @Field(() => String, { nullable: true, description: 'Cursor of the object before which the page ends.' })
  before?: string | null;
}

@ObjectType({ description: 'Position of a page in its list.', simpleResolvers: true })
export class PageInfo {
  @Field(() => Boolean, { description: 'True if more objects follow this page.' })
  hasNextPage!: boolean;

  @Field(() => Boolean, { description: 'True if more objects precede this page.' })
  hasPreviousPage!: boolean;

  @Field(() => String, {
    nullable: true,
    description: 'Cursor of the first object; null on an empty page.',
  })
  startCursor!: string | null;

  @Field(() => String, { nullable: true, description: 'Cursor of the last object; null on an empty page.' })
  endCursor!: string | null;
}

/** Only forward pages, for lists that need no way back. */
@ArgsType()
export class ForwardArgs {
  @Field(() => Int, {
    nullable: true,
    description: FIRST,
  })
  first?: number | null;

  @Field(() => String, { nullable: true, description: 'Cursor of the object after which the page starts.' })
  after?: string | null;
}

/** The order of a list: what a cursor contains of a row, and how it is read again. */
export interface Order<R, K> {
  write(row: R): string;
  /** Returns null for text that `write` did not create. */
  read(text: string): K | null;
}

/** Ordered by our own id, which is the order of creation. */
export const BY_ID: Order<{ readonly id: string }, string> = {
  write: ({ id }) => id,
  read: (text) => (isId(text) ? text : null),
};

/** Ordered by the marketing platform's id. */
export const BY_EXTERNAL_ID: Order<{ readonly id: string }, string> = {
  write: ({ id }) => id,
  read: (text) => (isExternalId(text) ? text : null),
};

/** Ordered by name, then by the marketing platform's id. */
export const BY_NAME: Order<{ readonly name: string; readonly id: string }, readonly [string, string]> = {
  write: ({ name, id }) => JSON.stringify([name, id]),
  read(text) {
    const [name, id, ...rest] = listIn(text);
    if (typeof name !== 'string' || typeof id !== 'string' || rest.length > 0) return null;
    return isStorable(name) && isExternalId(id) ? [name, id] : null;
  },
};

/** Empty where the text is no list in JSON. */
function listIn(text: string): unknown[] {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? value : [];
  } catch {
    return [];
  }
}

/** One page of an ordered list. `limit` is one more than the page has, to find out whether more follow. */
export interface Page<K = string> {
  readonly after: K | null;
  readonly before: K | null;
  readonly limit: number;
  readonly backward: boolean;
}

/** A page of a list that is ordered by our own ids. */
export const pageOf = (list: string, args: ConnectionArgs): Page => orderedPageOf(list, args, BY_ID);

/** A cursor contains the name of its list, so that a cursor of another list is refused. */
export function orderedPageOf<R, K>(list: string, args: ConnectionArgs, order: Order<R, K>): Page<K> {
  const { first = null, last = null } = args;
  if (first !== null && last !== null)
    throw new RequestError('BAD_USER_INPUT', 'Give `first` or `last`, not both.');
  const size = first ?? last ?? DEFAULT_PAGE;
  if (size < 0 || size > LARGEST_PAGE) {
    throw new RequestError('BAD_USER_INPUT', `A page has 0 to ${LARGEST_PAGE} objects.`);
  }
  return {
    after: keyOfCursor(list, args.after, order),
    before: keyOfCursor(list, args.before, order),
    limit: size + 1,
    backward: last !== null,
  };
}

const cursorOf = (list: string, key: string) => Buffer.from(`cursor:${list}:${key}`).toString('base64url');

function keyOfCursor<R, K>(list: string, cursor: string | null | undefined, order: Order<R, K>): K | null {
  if (cursor === null || cursor === undefined) return null;
  const text = Buffer.from(cursor, 'base64url')
    .toString('utf8')
    .replace(/^cursor:[\w.]+:/, '');
  const key = order.read(text);
  if (key === null || cursorOf(list, text) !== cursor) throw notACursor();
  return key;
}

const notACursor = () => new RequestError('BAD_USER_INPUT', 'This is not a cursor of this list.');

export interface ConnectionOf<N> {
  readonly edges: { readonly cursor: string; readonly node: N }[];
  readonly pageInfo: PageInfo;
  /** GraphQL calls it only if a client requests the field. */
  readonly totalCount: () => Promise<number>;
}

/** The rows that were read for a page, and how to map them. */
interface Listed<R, N> {
  /** In reading order, at most `page.limit` rows. */
  readonly rows: readonly R[];
  /** Maps a row to the type of the schema. */
  readonly node: (row: R) => N;
  readonly totalCount: () => Promise<number>;
}

export const connectionOf = <R extends { id: string }, N>(
  list: string,
  page: Page,
  listed: Listed<R, N>,
): ConnectionOf<N> => orderedConnectionOf<R, string, N>(list, page, BY_ID, listed);

export function orderedConnectionOf<R, K, N>(
  list: string,
  page: Page<K>,
  order: Order<R, K>,
  { rows: read, node, totalCount }: Listed<R, N>,
): ConnectionOf<N> {
  const more = read.length >= page.limit;
  const rows = read.slice(0, page.limit - 1);
  if (page.backward) rows.reverse();
  const edges = rows.map((row) => ({ cursor: cursorOf(list, order.write(row)), node: node(row) }));
  return {
    edges,
    pageInfo: {
      hasNextPage: page.backward ? page.before !== null : more,
      hasPreviousPage: page.backward ? more : page.after !== null,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
    totalCount,
  };
}

/**
 * A page of a list that was read completely, in the order of its ids. It begins after its cursor, even if the object of
 * the cursor has gone.
 */
export function connectionOfAll<R extends { id: string }, N>(
  list: string,
  args: ForwardArgs,
  rows: readonly R[],
  order: Order<R, string>,
  node: (row: R) => N,
): ConnectionOf<N> {
  const page = orderedPageOf(list, args, order);
  const { after, limit } = page;
  const rest = after === null ? rows : rows.filter(({ id }) => id > after);
  return orderedConnectionOf(list, page, order, {
    rows: rest.slice(0, limit),
    node,
    totalCount: async () => rows.length,
  });
}

/** The Relay connection types of a node type. */
export function connectionTypes<N extends object>(name: string, NodeType: ClassType<N>) {
  @ObjectType(`${name}Edge`, {
    description: `One ${name} on a page, with its cursor.`,
    simpleResolvers: true,
  })
  class Edge {
    @Field(() => String, {
      description: 'Opaque position of the object in the list. Pass it as `after` or `before`.',
    })
    cursor!: string;

    @Field(() => NodeType, { description: 'The object.' })
    node!: N;
  }

  @ObjectType(`${name}Connection`, {
    description: `A page of a list of ${name} objects.`,
    simpleResolvers: true,
  })
  class Connection {
    @Field(() => [Edge], { description: 'The objects on the page, with their cursors.' })
    edges!: Edge[];

    @Field(() => PageInfo, { description: 'Position of the page in the list.' })
    pageInfo!: PageInfo;

    @Field(() => Int, { description: 'Number of objects in the whole list. Counted only if you request it.' })
    totalCount!: () => Promise<number>;
  }
  return { Edge, Connection };
}
