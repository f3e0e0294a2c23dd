import { type AnyJobHandler, contextOf, handle } from '../../kernel/jobs.ts';
import { SEND, WAKE } from './sending/delivery-queue.ts';
import type { DeliverySendingService } from './sending/delivery-sending.service.ts';
import {
  DELETE_OLD_DELIVERIES,
  type DeliveryUpkeepService,
  TEND_DELIVERIES,
} from './sending/delivery-upkeep.service.ts';
import { type MissingContactService, UNBIND_MISSING } from './sending/missing-contact.service.ts';

interface Services {
  readonly sending: DeliverySendingService;
  readonly upkeep: DeliveryUpkeepService;
  readonly missing: MissingContactService;
}

export const deliveryJobs = ({ sending, upkeep, missing }: Services): AnyJobHandler[] => [
  handle(SEND, (line, job) => sending.send(contextOf(job), line)),
  handle(WAKE, ({ accountId }, job) => upkeep.wake(contextOf(job), accountId)),
  handle(UNBIND_MISSING, ({ accountId }, job) => missing.unbind(contextOf(job), accountId)),
  handle(TEND_DELIVERIES, () => upkeep.tend()),
  handle(DELETE_OLD_DELIVERIES, () => upkeep.deleteOld()),
];
