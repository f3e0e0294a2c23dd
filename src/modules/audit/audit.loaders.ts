import { Loader } from '../../graphql/loader.ts';
import type { AuditEntry } from './audit-entry.entity.ts';
import type { AuditTrailService } from './audit-trail.service.ts';

export class AuditLoaders {
  readonly byId: Loader<AuditEntry | null>;

  constructor(trail: AuditTrailService) {
    this.byId = new Loader((ctx, ids) => trail.byIds(ctx, ids));
  }
}
