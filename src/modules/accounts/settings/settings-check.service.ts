import type { RequestContext } from '../../../kernel/context.ts';
import { Refusal, type UserFault } from '../../../kernel/errors.ts';
import type { CampaignService } from '../../marketing/campaigns/campaign.service.ts';
import { unsuitable } from '../../marketing/fields/contact-field.rules.ts';
import type { ContactFieldService } from '../../marketing/fields/contact-field.service.ts';
import type { MarketingUserService } from '../../marketing/users/marketing-user.service.ts';
import { unknownUser } from '../access/access.rules.ts';
import { keysOf, MAPPED_FIELDS, type MappingChanges, PURPOSE_OF } from './mapping.rules.ts';
import { type IsId, isReference } from './reference.rules.ts';
import { SETTINGS } from './settings.rules.ts';

/** Things in the marketing platform that an input refers to. What is omitted or null is not looked up. */
export interface PlatformReferences {
  readonly mappings?: MappingChanges;
  readonly campaign?: string | null | undefined;
  readonly userIds?: readonly string[];
  /** The path of the users in the input. */
  readonly usersPath?: readonly string[];
}

export interface CheckResult {
  readonly faults: readonly UserFault[];
  /** The id of the campaign that was referred to; null: there is no such campaign, or none was given. */
  readonly campaignId: string | null;
}

/**
 * Looks up everything that settings refer to in the marketing platform, just before they are saved. Never inside a
 * transaction. What cannot be an id or a URL is not looked up.
 */
export class SettingsCheckService {
  constructor(
    private readonly fields: ContactFieldService,
    private readonly users: MarketingUserService,
    private readonly campaigns: CampaignService,
  ) {}

  /** Whether a text can be the ID of a contact field. */
  readonly isFieldId: IsId = (text) => this.fields.isId(text);

  /** Whether a text can be the ID of a marketing user. */
  readonly isUserId: IsId = (text) => this.users.isId(text);

  async check(ctx: RequestContext, references: PlatformReferences): Promise<CheckResult> {
    const [fieldFaults, campaign, userFaults] = await Promise.all([
      collected(() => this.fieldFaults(ctx, references.mappings ?? {})),
      this.campaign(ctx, references.campaign ?? null),
      collected(() => this.userFaults(ctx, references.userIds ?? [], references.usersPath ?? [])),
    ]);
    return {
      faults: once([...fieldFaults, ...campaign.faults, ...userFaults]),
      campaignId: campaign.campaignId,
    };
  }

  private async fieldFaults(ctx: RequestContext, changes: MappingChanges): Promise<UserFault[]> {
    const wanted = keysOf(changes, this.isFieldId);
    const ids = MAPPED_FIELDS.flatMap((field) => wanted[field] ?? []);
    if (ids.length === 0) return [];
    const found = await this.fields.forWriting(ctx, [...new Set(ids)]);
    return MAPPED_FIELDS.flatMap((field): UserFault[] => {
      const id = wanted[field];
      if (!id) return [];
      const known = found.get(id);
      const message = known
        ? unsuitable(PURPOSE_OF[field], known)
        : 'The marketing platform has no such contact field.';
      return message === null ? [] : [{ code: 'FIELD_NOT_SUITABLE', message, path: [SETTINGS[field].input] }];
    });
  }

  private async campaign(ctx: RequestContext, reference: string | null): Promise<CheckResult> {
    if (reference === null || !isReference(reference)) return { faults: [], campaignId: null };
    try {
      return { faults: [], campaignId: (await this.campaigns.forWriting(ctx, reference)).id };
    } catch (error) {
      return { faults: faultsIn(error), campaignId: null };
    }
  }

  private async userFaults(
    ctx: RequestContext,
    userIds: readonly string[],
    path: readonly string[],
  ): Promise<UserFault[]> {
    const ids = userIds.filter(this.isUserId);
    if (ids.length === 0) return [];
    const found = await this.users.forWriting(ctx, [...new Set(ids)]);
    return userIds.flatMap((id, index) => {
      const isThere = found.get(id)?.disabled === false;
      return isThere || !this.isUserId(id) ? [] : [unknownUser([...path, String(index)])];
    });
  }
}

async function collected(work: () => Promise<UserFault[]>): Promise<readonly UserFault[]> {
  try {
    return await work();
  } catch (error) {
    return faultsIn(error);
  }
}

function faultsIn(error: unknown): readonly UserFault[] {
  if (error instanceof Refusal) return error.faults;
  throw error;
}

/** Reports an unavailable marketing platform once, however many lookups failed. */
function once(faults: readonly UserFault[]): UserFault[] {
  const isAway = ({ code }: UserFault) => code === 'UPSTREAM_UNAVAILABLE' || code === 'OPERATOR_REQUIRED';
  const away = faults.find(isAway);
  return faults.filter((fault) => !isAway(fault) || fault === away);
}
