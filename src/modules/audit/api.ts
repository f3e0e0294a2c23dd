import type { ModuleApi } from '../../graphql/api.ts';
import { AuditLoaders } from './audit.loaders.ts';
import { AuditResolver } from './audit.resolver.ts';
import type { AuditTrailService } from './audit-trail.service.ts';

export function api({ auditTrail }: { readonly auditTrail: AuditTrailService }): ModuleApi {
  const audit = new AuditResolver(auditTrail, new AuditLoaders(auditTrail));
  return {
    resolvers: [audit],
    nodes: { AuditEntry: { permission: 'AUDIT_READ', find: audit.find } },
  };
}
