import type { Clock } from '../../kernel/clock.ts';
import type { Logger } from '../../kernel/logger.ts';
import { defineModule, on } from '../../kernel/module.ts';
import type { UnitOfWork } from '../../kernel/unit-of-work.ts';
import { officialAccountChanged } from '../accounts/account/official-account.events.ts';
import type { OfficialAccountService } from '../accounts/account/official-account.service.ts';
import { activitiesBooked } from '../activities/activity.events.ts';
import type { JourneyEnd } from '../activities/journey/journey-end.port.ts';
import type { BindingService } from '../followers/binding/binding.service.ts';
import {
  boundFollowerLeft,
  followerBound,
  followerChanged,
  followerUnbound,
} from '../followers/follower.events.ts';
import type { InstallationService } from '../installations/installation.service.ts';
import type { CampaignService } from '../marketing/campaigns/campaign.service.ts';
import { marketingConnected } from '../marketing/connection/marketing-connection.events.ts';
import type { MarketingConnectionService } from '../marketing/connection/marketing-connection.service.ts';
import type { ContactFieldService } from '../marketing/fields/contact-field.service.ts';
import { Delivery } from './delivery.entity.ts';
import { deliveryJobs } from './delivery.jobs.ts';
import { DeliveryService } from './delivery.service.ts';
import { DeliveryBookingService } from './delivery-booking.service.ts';
import { JourneyEndService } from './journey-end.service.ts';
import { partingDeliveries } from './parting-deliveries.ts';
import { ClaimService } from './sending/claim.service.ts';
import { DeliveryImport } from './sending/delivery-import.entity.ts';
import { DeliverySendingService } from './sending/delivery-sending.service.ts';
import {
  DELETE_OLD_DELIVERIES,
  DeliveryUpkeepService,
  TEND_DELIVERIES,
} from './sending/delivery-upkeep.service.ts';
import { MissingContactService } from './sending/missing-contact.service.ts';
import { RefusalService } from './sending/refusal.service.ts';

interface Lower {
  readonly work: UnitOfWork;
  readonly clock: Clock;
  readonly log: Logger;
  readonly installations: InstallationService;
  readonly marketing: MarketingConnectionService;
  readonly contactFields: ContactFieldService;
  readonly campaigns: CampaignService;
  readonly accounts: OfficialAccountService;
  readonly bindings: BindingService;
}

/** What the marketing platform gets of followers, and of what they do. */
export const deliveries = defineModule({
  name: 'deliveries',
  tenantEntities: [Delivery, DeliveryImport],
  timetable: [
    { job: TEND_DELIVERIES, match: '* * * * *' },
    { job: DELETE_OLD_DELIVERIES, match: '47 3 * * *' },
  ],
  ports: ({ work }: Pick<Lower, 'work'>) => ({
    journeyEnd: new JourneyEndService(work) as JourneyEnd,
    partings: partingDeliveries,
  }),
  compose({
    work,
    clock,
    log,
    installations,
    accounts,
    bindings,
    marketing,
    contactFields,
    campaigns,
  }: Lower) {
    const deliveryBooking = new DeliveryBookingService();
    const upkeep = new DeliveryUpkeepService(installations, work, clock);
    const refusals = new RefusalService(contactFields, campaigns, work, clock);
    const claims = new ClaimService(work, clock);
    const sending = new DeliverySendingService(claims, refusals, marketing, work, clock, log);
    const missing = new MissingContactService(bindings, work);
    return {
      services: { deliveries: new DeliveryService(accounts, work) },
      jobs: deliveryJobs({ sending, upkeep, missing }),
      handlers: [
        on(activitiesBooked, (tx, ctx, booked) => deliveryBooking.booked(tx, ctx, booked)),
        on(followerChanged, (tx, ctx, changed) => deliveryBooking.changed(tx, ctx, changed)),
        on(followerBound, (tx, ctx, bound) => deliveryBooking.bound(tx, ctx, bound)),
        on(followerUnbound, (tx, ctx, unbound) => deliveryBooking.unbound(tx, ctx, unbound)),
        on(boundFollowerLeft, (tx, ctx, left) => deliveryBooking.left(tx, ctx, left)),
        on(marketingConnected, (tx, ctx) => upkeep.connected(tx, ctx)),
        on(officialAccountChanged, (tx, ctx, change) => upkeep.accountChanged(tx, ctx, change)),
      ],
    };
  },
  loadApi: () => import('./api.ts'),
});
