import { Arg, Authorized, Ctx, Field, FieldResolver, Mutation, ObjectType, Resolver } from 'type-graphql';
import type { GraphContext } from '../../../graphql/context.ts';
import { Payload, payload } from '../../../graphql/user-error.type.ts';
import { may } from '../../../kernel/permissions.ts';
import type { InstallationService } from '../../installations/installation.service.ts';
import { InstallationType, toInstallationType } from '../../installations/installation.type.ts';
import type { InstallationLimitsType } from '../../installations/installation-limits.type.ts';
import { UpdateNoticeSettingsInput } from './notice-settings.input.ts';
import type { NoticeSettingsService } from './notice-settings.service.ts';
import { NoticeSettingsType } from './notice-settings.type.ts';

@ObjectType({ description: 'Result of `updateNoticeSettings`.', simpleResolvers: true })
class UpdateNoticeSettingsPayload extends Payload {
  @Field(() => InstallationType, {
    nullable: true,
    description: 'The installation after the change; null if the mutation was refused.',
  })
  installation!: InstallationType | null;
}

@Resolver(() => InstallationType)
export class NoticeSettingsResolver {
  constructor(
    private readonly settings: NoticeSettingsService,
    private readonly installations: InstallationService,
    private readonly limits: InstallationLimitsType,
    private readonly isMailConfigured: boolean,
  ) {}

  @Authorized('ACCOUNTS_WRITE')
  @Mutation(() => UpdateNoticeSettingsPayload, {
    description:
      'Changes who is told by mail what needs attention. The audit trail says how many recipients there are, and not their addresses.',
  })
  updateNoticeSettings(
    @Ctx() { request }: GraphContext,
    @Arg('input', () => UpdateNoticeSettingsInput, {
      description: 'Settings to change. Omitted fields are unchanged; null sets the default.',
    })
    input: UpdateNoticeSettingsInput,
  ): Promise<UpdateNoticeSettingsPayload> {
    return payload('installation', async () => {
      await this.settings.update(request, input);
      return toInstallationType(await this.installations.current(request), this.limits);
    });
  }

  @FieldResolver(() => NoticeSettingsType, {
    nullable: true,
    description:
      'Who is told by mail what needs attention. Null for marketers, and for API clients without the scope ACCOUNTS_READ.',
  })
  async noticeSettings(@Ctx() { request }: GraphContext): Promise<NoticeSettingsType | null> {
    if (!may(request.caller, 'NOTICES_READ')) return null;
    const settings = await this.settings.current(request);
    const defaultRecipient = await this.settings.defaultRecipient(request);
    return { ...settings, defaultRecipient, isMailConfigured: this.isMailConfigured };
  }
}
