import { type AccountMessage, personOf } from '../../../integrations/wechat/messages.ts';
import { optionalTime, type XmlElement } from '../../../integrations/wechat/xml.ts';
import { RequestError } from '../../../kernel/errors.ts';
import { Gathered } from '../../../kernel/gathered.ts';
import type { Logger } from '../../../kernel/logger.ts';
import type { UnitOfWork } from '../../../kernel/unit-of-work.ts';
import { type Push, signatureOf } from '../callback-receipt.repository.ts';
import { dedupKeyOf, shardOf } from './dedup-key.ts';
import { type ArrivedMessage, storeMessages } from './inbox.repository.ts';
import { DRAIN } from './inbox-drain.service.ts';

/** Messages in one statement. */
const STORED_AT_ONCE = 200;
/** More wait only where the database does not answer. WeChat tries again what is not taken. */
const MOST_WAITING = 20_000;
const NO_TIME = new Date(0);

/** When and with which request a push arrived. */
export type Arrival = Pick<ArrivedMessage, 'arrivedAt' | 'traceId'>;

/** Stores messages that were decrypted, those together that arrive at the same time. */
export class Inbox {
  private readonly storing = new Gathered<ArrivedMessage>(
    (messages) => this.work.statement((em) => storeMessages(em, DRAIN.name, messages)),
    STORED_AT_ONCE,
  );
  private waiting = 0;

  constructor(
    private readonly work: UnitOfWork,
    private readonly log: Logger,
  ) {}

  /** Resolves once the message is stored, now or earlier. */
  async store(
    appId: string,
    push: Push,
    message: AccountMessage,
    xml: XmlElement,
    arrival: Arrival,
  ): Promise<void> {
    if (this.waiting >= MOST_WAITING) throw new RequestError('SERVICE_UNAVAILABLE');
    this.waiting += 1;
    try {
      await this.storing.do({
        dedupKey: dedupKeyOf(appId, message, xml),
        sentAt: optionalTime(xml, 'CreateTime') ?? NO_TIME,
        shard: shardOf(appId, personOf(message)),
        appId,
        query: signatureOf(push.query),
        body: push.body,
        ...arrival,
      });
      this.log.debug({ traceId: arrival.traceId, appId }, 'a message of WeChat is stored');
    } finally {
      this.waiting -= 1;
    }
  }
}
