import type { RequestContext } from '../../../kernel/context.ts';
import { Refusal } from '../../../kernel/errors.ts';
import { newId } from '../../../kernel/ids.ts';
import { rowsIn } from '../../../kernel/statement.ts';
import type { Transaction, UnitOfWork } from '../../../kernel/unit-of-work.ts';
import { followerNotFound } from '../follower.errors.ts';
import { type FollowerRow, type FollowersQuery, followersByIds } from '../follower.repository.ts';
import type { ErasureService } from './erasure.service.ts';
import type { ExportPart } from './export-part.port.ts';
import {
  addExportReceipt,
  countReceipts,
  type ReceiptRow,
  receiptsByIds,
  receiptsInWindow,
} from './privacy-receipt.repository.ts';

/** What is known of a follower, as JSON. */
export type FollowerExport = Readonly<Record<string, unknown>>;

/** Answers people who ask for their data, or for its erasure, and keeps the receipts. */
export class FollowerPrivacyService {
  /** @param parts what higher modules know of followers */
  constructor(
    private readonly erasure: ErasureService,
    private readonly parts: readonly ExportPart[],
    private readonly work: UnitOfWork,
  ) {}

  /** Erases a follower as if they had unfollowed now. */
  erase(ctx: RequestContext, followerId: string): Promise<ReceiptRow> {
    return this.work.write(ctx, 'eraseFollower', async (tx) => {
      const ids = await this.erasure.eraseWhole(tx, ctx, [followerId], 'REQUESTED', tx.now());
      const [receipt] = await receiptsByIds(rowsIn(tx.em), ctx, ids);
      if (!receipt) throw new Refusal(followerNotFound('followerId'));
      audit(tx, receipt);
      return receipt;
    });
  }

  /** Tells what is known of a follower. The answer is kept nowhere; the receipt says that it was given. */
  export(
    ctx: RequestContext,
    followerId: string,
  ): Promise<{ readonly id: string; readonly receipt: ReceiptRow; readonly data: FollowerExport }> {
    return this.work.write(ctx, 'exportFollower', async (tx) => {
      const [follower] = await followersByIds(rowsIn(tx.em), ctx, [followerId]);
      if (!follower) throw new Refusal(followerNotFound('followerId'));
      const parts = [];
      for (const part of this.parts) parts.push(await part.of(tx.em, ctx, followerId));
      const rows = Object.assign({ follower: 1 }, ...parts.map((part) => part.rows));
      const data = Object.assign(ownPart(follower), ...parts.map((part) => part.data));
      const id = newId();
      await addExportReceipt(tx.em, ctx, { id, accountId: follower.accountId, at: tx.now(), rows });
      const [receipt] = await receiptsByIds(rowsIn(tx.em), ctx, [id]);
      if (!receipt) throw new Error('a caller who may export a follower does not see the receipt');
      audit(tx, receipt);
      // Without the data: under an idempotency key, the outcome is kept.
      return { id, receipt, data };
    });
  }

  /** In the order of `ids`; null for receipts of accounts that the caller may not use. */
  async receiptsByIds(ctx: RequestContext, ids: readonly string[]): Promise<(ReceiptRow | null)[]> {
    const found = await receiptsByIds(this.work.rows(ctx), ctx, ids);
    const byId = new Map(found.map((receipt) => [receipt.id, receipt]));
    return ids.map((id) => byId.get(id) ?? null);
  }

  /** The caller must be allowed to see the account. */
  receiptsOf(ctx: RequestContext, accountId: string, query: FollowersQuery): Promise<ReceiptRow[]> {
    return receiptsInWindow(this.work.rows(ctx), ctx, accountId, query);
  }

  countReceiptsOf(ctx: RequestContext, accountId: string): Promise<number> {
    return countReceipts(this.work.rows(ctx), ctx, accountId);
  }
}

/** The receipt stands for the follower, whom no entry may name. */
const audit = (tx: Transaction, { id, kind, cause, rows }: ReceiptRow): void =>
  tx.audit({ subjectType: 'PrivacyReceipt', subjectId: id, after: { kind, cause, rows } });

const ownPart = (follower: FollowerRow) => {
  const { bindingState: state, bindingHow: how, contactId, boundAt: since, ...profile } = follower;
  const { id: _id, accountId: _accountId, ...known } = profile;
  return { profile: known, binding: { state, how, contactId, since } };
};
