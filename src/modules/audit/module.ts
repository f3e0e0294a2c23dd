import { defineModule } from '../../kernel/module.ts';
import type { UnitOfWork } from '../../kernel/unit-of-work.ts';
import { AuditEntry } from './audit-entry.entity.ts';
import { AuditTrailService } from './audit-trail.service.ts';

/** The audit trail: who changed what, and when. */
export const audit = defineModule({
  name: 'audit',
  tenantEntities: [AuditEntry],
  compose: ({ work }: { readonly work: UnitOfWork }) => ({
    services: { auditTrail: new AuditTrailService(work) },
  }),
  loadApi: () => import('./api.ts'),
});
