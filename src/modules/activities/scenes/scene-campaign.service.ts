import type { RequestContext } from '../../../kernel/context.ts';
import { Refusal } from '../../../kernel/errors.ts';
import { isPlainText, lengthOf } from '../../../kernel/text.rules.ts';
import type { AccountEditService } from '../../accounts/account/account-edit.service.ts';
import type { CampaignService } from '../../marketing/campaigns/campaign.service.ts';
import {
  campaignsOf,
  removeSceneCampaign,
  type Scene,
  saveSceneCampaign,
} from './scene-campaign.repository.ts';

/** WeChat's limit. */
const LONGEST_SCENE = 64;

/** Gives scenes of QR codes campaigns of their own. */
export class SceneCampaignService {
  constructor(
    private readonly campaigns: CampaignService,
    private readonly edits: AccountEditService,
  ) {}

  /**
   * @param reference see `CampaignService.forWriting`; null: the default campaign of the account again
   * @throws {Refusal} NOT_FOUND, INVALID, CAMPAIGN_NOT_FOUND, CAMPAIGN_NOT_ACTIVE or UPSTREAM_UNAVAILABLE
   */
  async set(ctx: RequestContext, { accountId, sceneKey }: Scene, reference: string | null) {
    if (sceneKey === '' || lengthOf(sceneKey) > LONGEST_SCENE || !isPlainText(sceneKey))
      throw new Refusal({
        code: 'INVALID',
        message: `A scene is one line of 1 to ${LONGEST_SCENE} characters.`,
        path: ['sceneKey'],
      });
    const campaign =
      reference === null ? null : await this.campaigns.forWriting(ctx, reference, ['campaign']);
    const after = campaign?.id ?? null;
    return this.edits.edit(ctx, 'setSceneCampaign', { accountId }, 'LABELS', async ({ em }, { id }) => {
      const scene = { accountId: id, sceneKey };
      const [known] = await campaignsOf(em, ctx, [scene]);
      const before = known?.campaignId ?? null;
      if (after === null) await removeSceneCampaign(em, ctx, scene);
      else if (after !== before) await saveSceneCampaign(em, ctx, { ...scene, campaignId: after });
      return [{ name: `campaign of ${sceneKey}`, before, after, paths: [] }];
    });
  }
}
