import type { RequestContext } from '../../kernel/context.ts';
import { Refusal, type UserFault } from '../../kernel/errors.ts';
import type { UnitOfWork } from '../../kernel/unit-of-work.ts';
import { accountNotFound } from '../accounts/account/official-account.errors.ts';
import type { OfficialAccountService } from '../accounts/account/official-account.service.ts';
import {
  areOf,
  countDeliveries,
  type DeliveriesQuery,
  type DeliveryFilter,
  type DeliveryRow,
  deliveriesByIds,
  deliveriesInWindow,
  deliveriesOfActivities,
  reviveFailed,
} from './delivery.repository.ts';
import type { DeliveryReason, DeliverySubject } from './delivery.rules.ts';
import { wakeLater } from './sending/delivery-queue.ts';

/** Which failed deliveries to try again. All conditions must match; null means no limit. */
export interface Redelivery {
  readonly accountId: string;
  readonly deliveryIds: readonly string[] | null;
  readonly subject: DeliverySubject | null;
  readonly reasons: readonly DeliveryReason[] | null;
}

const DELIVERY_NOT_FOUND: UserFault = {
  code: 'NOT_FOUND',
  message: 'The account has no such delivery. Deliveries are deleted 30 days after they were delivered.',
  path: ['deliveryIds'],
};
const ANY: DeliveryFilter = { statuses: null, subject: null, reasons: null, followerId: null, since: null };

/** Deliveries as callers see them. */
export class DeliveryService {
  constructor(
    private readonly accounts: OfficialAccountService,
    private readonly work: UnitOfWork,
  ) {}

  /** In the order of `ids`; null for deliveries of accounts that the caller may not use. */
  async byIds(ctx: RequestContext, ids: readonly string[]): Promise<(DeliveryRow | null)[]> {
    const found = await deliveriesByIds(this.work.rows(ctx), ctx, ids);
    const byId = new Map(found.map((delivery) => [delivery.id, delivery]));
    return ids.map((id) => byId.get(id) ?? null);
  }

  /** In the order of `activityIds`; null for activities that are not delivered. */
  async ofActivities(ctx: RequestContext, activityIds: readonly string[]): Promise<(DeliveryRow | null)[]> {
    const found = await deliveriesOfActivities(this.work.rows(ctx), ctx, activityIds);
    const byActivity = new Map(found.map((delivery) => [delivery.activityId, delivery]));
    return activityIds.map((id) => byActivity.get(id) ?? null);
  }

  /** The caller must be allowed to see the account. */
  ofAccount(
    ctx: RequestContext,
    accountId: string,
    filter: DeliveryFilter,
    query: DeliveriesQuery,
  ): Promise<DeliveryRow[]> {
    return deliveriesInWindow(this.work.rows(ctx), ctx, accountId, filter, query);
  }

  countOfAccount(ctx: RequestContext, accountId: string, filter: DeliveryFilter): Promise<number> {
    return countDeliveries(this.work.rows(ctx), ctx, accountId, filter);
  }

  /**
   * Has failed deliveries tried again, at once. Returns the id of the account, and as text how many there were.
   *
   * @throws {Refusal} NOT_FOUND
   */
  async redeliver(
    ctx: RequestContext,
    { accountId, deliveryIds, subject, reasons }: Redelivery,
  ): Promise<{ readonly id: string; readonly secret: string }> {
    const account = await this.accounts.byId(ctx, accountId);
    if (!account || account.status === 'REMOVED') throw new Refusal(accountNotFound('accountId'));
    return this.work.write(ctx, 'redeliver', async (tx) => {
      if (deliveryIds && !(await areOf(tx.em, ctx, accountId, deliveryIds)))
        throw new Refusal(DELIVERY_NOT_FOUND);
      const filter = { ...ANY, subject, reasons };
      const count = await reviveFailed(tx.em, ctx, accountId, deliveryIds, filter, tx.now());
      if (count > 0) {
        tx.audit({ subjectType: 'OfficialAccount', subjectId: accountId, after: { redelivered: count } });
        await wakeLater(tx, accountId);
      }
      return { id: accountId, secret: String(count) };
    });
  }
}
