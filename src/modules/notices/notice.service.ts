import type { RequestContext } from '../../kernel/context.ts';
import { may } from '../../kernel/permissions.ts';
import { columnsOf, empty, selectList, sql, timesOf, withDates } from '../../kernel/statement.ts';
import type { UnitOfWork } from '../../kernel/unit-of-work.ts';
import type { NoticeKind } from './notice.rules.ts';

/** A notice as callers see it. */
export interface NoticeRow {
  readonly id: string;
  readonly kind: NoticeKind;
  readonly accountId: string | null;
  readonly openedAt: Date;
  readonly solvedAt: Date | null;
  readonly mailedAt: Date | null;
}

/** A place in the list: open notices come first, of each half the newest first. */
export interface NoticePlace {
  readonly isOpen: boolean;
  readonly id: string;
}

const COLUMNS = selectList(
  columnsOf('n', ['id', 'kind', 'accountId']),
  timesOf('n', ['openedAt', 'solvedAt', 'mailedAt']),
);

const readable = (row: NoticeRow) => withDates(row, 'openedAt', 'solvedAt', 'mailedAt');

/** Reads notices. Callers without the permission get an empty list. */
export class NoticeService {
  constructor(private readonly work: UnitOfWork) {}

  async list(
    ctx: RequestContext,
    { after, limit }: { readonly after: NoticePlace | null; readonly limit: number },
  ): Promise<NoticeRow[]> {
    if (!may(ctx.caller, 'NOTICES_READ')) return [];
    const later = after
      ? sql`and (n.solved_at is null, n.id) < (${after.isOpen}::boolean, ${after.id}::uuid)`
      : empty;
    const found = await this.work.rows(ctx)<NoticeRow>(
      sql`select ${COLUMNS} from notice n where n.installation_id = ${ctx.installationId} ${later}
        order by n.solved_at is null desc, n.id desc limit ${limit}`,
    );
    return found.map(readable);
  }

  async count(ctx: RequestContext): Promise<number> {
    if (!may(ctx.caller, 'NOTICES_READ')) return 0;
    const [counted] = await this.work.rows(ctx)<{ count: number }>(
      sql`select count(*)::int as count from notice where installation_id = ${ctx.installationId}`,
    );
    return counted?.count ?? 0;
  }

  /** In the order of `ids`; null if there is no such notice. */
  async byIds(ctx: RequestContext, ids: readonly string[]): Promise<(NoticeRow | null)[]> {
    const found = await this.work.rows(ctx)<NoticeRow>(
      sql`select ${COLUMNS} from notice n
        where n.installation_id = ${ctx.installationId} and n.id = any(${ids}::uuid[])`,
    );
    const byId = new Map(found.map((row) => [row.id, readable(row)]));
    return ids.map((id) => byId.get(id) ?? null);
  }
}
