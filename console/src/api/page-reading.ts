export interface Identified {
  readonly id: string;
}

/** A list of the API, as far as paging needs it. */
export interface Connection<Node extends Identified> {
  readonly totalCount?: number;
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  readonly edges: readonly { readonly node: Node }[];
}

/** What to ask for; without a cursor, the start of the list. */
export interface Paging {
  readonly after: string | null;
  readonly first: number;
}

/** What shows of a list. */
export interface List<Node> {
  /** Says to which question the rows are the answer. */
  readonly key: string;
  readonly nodes: readonly Node[];
  readonly total: number | undefined;
  /** Where the next page begins; null at the end of the list. */
  readonly cursor: string | null;
}

/** A reading under way. One that begins later takes its place, and reads what it would have read. */
export interface Reading {
  /** How many rows are to show. */
  readonly goal: number;
  /** From the start of the list. */
  readonly isWhole: boolean;
  /** Somebody has asked for it again meanwhile. */
  isOutdated?: boolean;
}

/** The largest page of the API. */
const MOST_AT_ONCE = 100;

/** Reads a list as far as it is to show. Rows that are new push none out that showed. Undefined if a part cannot be read. */
export async function gather<Node extends Identified>(
  ask: (paging: Paging) => Promise<Connection<Node> | null | undefined>,
  { goal, isWhole }: Reading,
  before: List<Node> | undefined,
  key: string,
  pageSize: number,
): Promise<List<Node> | undefined> {
  const known = new Set(before?.nodes.map(({ id }) => id));
  let found = isWhole || !before ? { key, nodes: [], total: before?.total, cursor: null } : before;
  let wanted = goal;
  do {
    const first = Math.min(wanted - found.nodes.length, MOST_AT_ONCE);
    const page = await ask({ after: found.cursor, first });
    if (!page) return undefined;
    const { hasNextPage, endCursor } = page.pageInfo;
    found = {
      key,
      nodes: [...found.nodes, ...page.edges.map(({ node }) => node)],
      total: page.totalCount ?? found.total,
      cursor: hasNextPage ? endCursor : null,
    };
    if (isWhole && before) {
      const fresh = found.nodes.filter(({ id }) => !known.has(id)).length;
      wanted = Math.max(goal, before.nodes.length + Math.min(fresh, pageSize));
    }
  } while (found.cursor !== null && found.nodes.length < wanted);
  return found;
}
