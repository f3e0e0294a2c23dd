import { defineModule } from '../../kernel/module.ts';
import type { PushChannel } from '../../kernel/push.ts';
import type { UnitOfWork } from '../../kernel/unit-of-work.ts';
import { Installation } from './installation.entity.ts';
import { InstallationService } from './installation.service.ts';
import { InstallationSite } from './installation-site.entity.ts';
import { SiteName } from './site-name.entity.ts';

/** Installations, the tenants: one for each install of the app in a marketing platform. */
export const installations = defineModule({
  name: 'installations',
  tenantEntities: [Installation],
  platformEntities: [InstallationSite, SiteName],
  compose: ({ work, push }: { readonly work: UnitOfWork; readonly push: PushChannel }) => ({
    services: { installations: new InstallationService(work, push) },
  }),
  loadApi: () => import('./api.ts'),
});
