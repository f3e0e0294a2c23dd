import type { RequestContext } from '../../kernel/context.ts';
import { inMs, selectList, sql, withDates } from '../../kernel/statement.ts';
import type { UnitOfWork } from '../../kernel/unit-of-work.ts';
import type { JourneyEnd } from '../activities/journey/journey-end.port.ts';

const DELIVERED = selectList({ activityId: 'activity_id', at: inMs('delivered_at') });

/** Tells when activities arrived in the marketing platform. */
export class JourneyEndService implements JourneyEnd {
  constructor(private readonly work: UnitOfWork) {}

  /** The caller must be allowed to see the activities. */
  async deliveredAt(ctx: RequestContext, activityIds: readonly string[]): Promise<(Date | null)[]> {
    const found = await this.work.rows(ctx)<{ activityId: string; at: Date }>(
      sql`select ${DELIVERED} from delivery
        where installation_id = ${ctx.installationId} and activity_id = any(${activityIds}::uuid[]) and delivered_at is not null`,
    );
    const byActivity = new Map(found.map((row) => [row.activityId, withDates(row, 'at').at]));
    return activityIds.map((id) => byActivity.get(id) ?? null);
  }
}
