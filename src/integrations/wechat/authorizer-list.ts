import type { AuthorizerEntry } from './component.types.ts';

export interface AuthorizerPage {
  /** As WeChat says; null: it does not. */
  readonly total: number | null;
  readonly authorizers: readonly AuthorizerEntry[];
}

/**
 * WeChat's list of authorizers, read page by page. Accounts that are authorized or withdrawn in the meantime may be missed
 * or come twice, and an odd entry is dropped: who is missing in a list proves something only if the list is complete.
 */
export class AuthorizerList implements AsyncIterable<AuthorizerEntry> {
  private readonly seen = new Set<string>();
  /** The highest that a page has said: if it falls, accounts have moved between pages. */
  private total: number | null = null;

  constructor(
    private readonly page: (offset: number, count: number) => Promise<AuthorizerPage>,
    private readonly pageSize: number,
  ) {}

  /** Whether, after the last page, as many accounts have come as WeChat says there are. An empty list never is. */
  get isComplete(): boolean {
    return this.total !== null && this.seen.size > 0 && this.seen.size === this.total;
  }

  async *[Symbol.asyncIterator](): AsyncIterator<AuthorizerEntry> {
    for (let offset = 0; ; offset += this.pageSize) {
      const { total, authorizers } = await this.page(offset, this.pageSize);
      const before = this.seen.size;
      for (const { appId } of authorizers) this.seen.add(appId);
      if (total !== null) this.total = Math.max(total, this.total ?? 0);
      yield* authorizers;
      // A total below what has come says nothing.
      const most =
        this.total !== null && this.total >= this.seen.size ? this.total : Number.POSITIVE_INFINITY;
      // A page that only repeats others is followed by no better ones.
      if (offset + this.pageSize >= most || this.seen.size === before) return;
    }
  }
}
