import { rowsIn } from '../../kernel/statement.ts';
import type { ExportPart } from '../followers/erasure/export-part.port.ts';
import { activitiesInWindow, countActivities } from './activity.repository.ts';

/** Of one follower. */
const MOST_EXPORTED = 10_000;
const ALL = { kinds: null, since: null, until: null };

/** What a follower did, for the person who asks for it. */
export const activityExport: ExportPart = {
  async of(em, ctx, followerId) {
    const owner = { followerId };
    const window = { after: null, limit: MOST_EXPORTED };
    const found = await activitiesInWindow(rowsIn(em), ctx, owner, ALL, window);
    const activities = found.map(({ kind, occurredAt, source, detail }) => ({
      kind,
      occurredAt,
      source,
      detail,
    }));
    const activityCount = await countActivities(rowsIn(em), ctx, owner, ALL);
    return { data: { activities, activityCount }, rows: { activity: activities.length } };
  },
};
