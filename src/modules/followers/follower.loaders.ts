import { Loader } from '../../graphql/loader.ts';
import type { OfficialAccountService } from '../accounts/account/official-account.service.ts';
import type { CampaignService, CampaignView } from '../marketing/campaigns/campaign.service.ts';
import type { AdoptionRow } from './adoption/contact-adoption.repository.ts';
import type { ContactAdoptionService } from './adoption/contact-adoption.service.ts';
import type { FollowerCounts } from './binding/binding.repository.ts';
import type { ContactService } from './binding/contact.service.ts';
import type { FollowerPrivacyService } from './erasure/follower-privacy.service.ts';
import type { ReceiptRow } from './erasure/privacy-receipt.repository.ts';
import type { FollowerRow } from './follower.repository.ts';
import type { FollowerService } from './follower.service.ts';
import type { BindingLinkRow } from './links/binding-link.repository.ts';
import type { BindingLinkService } from './links/binding-link.service.ts';
import type { FollowerSettingsView } from './settings/follower-settings.rules.ts';
import type { FollowerSettingsService } from './settings/follower-settings.service.ts';
import type { SynchronizationRow } from './synchronization/synchronization.repository.ts';
import type { SynchronizationService } from './synchronization/synchronization.service.ts';

export interface LoaderServices {
  readonly followers: FollowerService;
  readonly followerSettings: FollowerSettingsService;
  readonly contacts: ContactService;
  readonly bindingLinks: BindingLinkService;
  readonly contactAdoptions: ContactAdoptionService;
  readonly followerPrivacy: FollowerPrivacyService;
  readonly accounts: OfficialAccountService;
  readonly campaigns: CampaignService;
  readonly synchronizations: SynchronizationService;
}

export class FollowerLoaders {
  readonly byId: Loader<FollowerRow | null>;
  readonly account: Loader<Awaited<ReturnType<OfficialAccountService['byId']>>>;
  readonly campaign: Loader<CampaignView | null>;
  readonly receipt: Loader<ReceiptRow | null>;
  readonly settings: Loader<FollowerSettingsView>;
  /** Of those who follow an account. */
  readonly counts: Loader<FollowerCounts>;
  /** Of contacts. */
  readonly emailAddress: Loader<string | null>;
  readonly bindingLink: Loader<BindingLinkRow | null>;
  readonly adoptionOfAccount: Loader<AdoptionRow | null>;
  readonly synchronization: Loader<SynchronizationRow | null>;

  constructor(services: LoaderServices) {
    const {
      followers,
      followerSettings,
      followerPrivacy,
      contacts,
      bindingLinks,
      contactAdoptions,
      accounts,
      campaigns,
      synchronizations,
    } = services;
    this.byId = new Loader((ctx, ids) => followers.byIds(ctx, ids));
    this.synchronization = new Loader((ctx, ids) => synchronizations.latestOf(ctx, ids));
    this.account = new Loader((ctx, ids) => accounts.byIds(ctx, ids));
    this.campaign = new Loader((ctx, ids) => campaigns.byIds(ctx, ids));
    this.receipt = new Loader((ctx, ids) => followerPrivacy.receiptsByIds(ctx, ids));
    this.settings = new Loader((ctx, ids) => followerSettings.ofAccounts(ctx, ids));
    this.counts = new Loader((ctx, ids) => followers.countsOf(ctx, ids));
    this.emailAddress = new Loader((ctx, ids) => contacts.emailAddresses(ctx, ids));
    this.bindingLink = new Loader((ctx, ids) => bindingLinks.byIds(ctx, ids));
    this.adoptionOfAccount = new Loader((ctx, ids) => contactAdoptions.ofAccounts(ctx, ids));
  }
}
