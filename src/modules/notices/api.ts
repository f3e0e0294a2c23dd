import type { ModuleApi } from '../../graphql/api.ts';
import type { OfficialAccountService } from '../accounts/account/official-account.service.ts';
import type { InstallationService } from '../installations/installation.service.ts';
import { type LimitsConfig, limitsOf } from '../installations/installation-limits.type.ts';
import { NoticeLoaders } from './notice.loaders.ts';
import { InstallationNoticesResolver, NoticeResolver } from './notice.resolver.ts';
import type { NoticeService } from './notice.service.ts';
import { NoticeSettingsResolver } from './settings/notice-settings.resolver.ts';
import type { NoticeSettingsService } from './settings/notice-settings.service.ts';

interface Services {
  readonly config: LimitsConfig & { readonly mail: object | null };
  readonly installations: InstallationService;
  readonly accounts: OfficialAccountService;
  readonly notices: NoticeService;
  readonly noticeSettings: NoticeSettingsService;
}

export function api({ config, installations, accounts, notices, noticeSettings }: Services): ModuleApi {
  const isMailConfigured = config.mail !== null;
  const notice = new NoticeResolver(new NoticeLoaders(notices, accounts));
  return {
    resolvers: [
      notice,
      new InstallationNoticesResolver(notices),
      new NoticeSettingsResolver(noticeSettings, installations, limitsOf(config), isMailConfigured),
    ],
    nodes: { Notice: { permission: 'NOTICES_READ', find: notice.find } },
  };
}
