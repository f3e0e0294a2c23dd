import type { MailClient } from '../../../integrations/mail/mail.client.ts';
import type { Clock } from '../../../kernel/clock.ts';
import type { Logger } from '../../../kernel/logger.ts';
import type { UnitOfWork } from '../../../kernel/unit-of-work.ts';
import type { ComponentHealth, ComponentService } from '../../connections/component/component.service.ts';
import {
  CONNECTION_FAILURES,
  type ConnectionFailure,
  isOperators,
} from '../../installations/installation.rules.ts';
import { MarketingConnection } from '../../marketing/connection/marketing-connection.entity.ts';
import { OPERATOR_GATHER_MS } from '../mail/mail-times.rules.ts';
import { messageIdOf, sendOnce } from '../mail/outgoing-mail.ts';
import { operatorLetter } from './operator-letter.ts';
import { bookForOperator, claimForOperator, keepOnly } from './operator-notice.repository.ts';
import type { OperatorNoticeKind } from './operator-notice.rules.ts';

const OPERATORS = (Object.keys(CONNECTION_FAILURES) as ConnectionFailure[]).filter(isOperators);

/** So that the operator is told an hour after the last ticket. WeChat pushes one every ten minutes. */
const TICKET_MISSED_MS = 60 * 60_000 - OPERATOR_GATHER_MS;

/** Tells the operator of Qiao what only they can end. */
export class OperatorNoticeService {
  constructor(
    private readonly parts: {
      readonly component: ComponentService;
      readonly publicUrl: string;
      /** Null, both: nobody is told. */
      readonly operator: string | null;
      readonly client: Pick<MailClient, 'send'> | null;
    },
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    private readonly log: Logger,
  ) {}

  /** Every minute. */
  async watch(): Promise<void> {
    const { component, publicUrl, operator, client } = this.parts;
    if (operator === null || !client) return;
    const [health, lacksTicket] = await Promise.all([
      component.health(),
      component.lacksTicketFor(TICKET_MISSED_MS),
    ]);
    const kinds = await this.kindsOf(health, lacksTicket);
    const now = this.clock.now();
    const claimed = await this.work.platform(async (em) => {
      await keepOnly(em, kinds, now);
      return claimForOperator(em, now);
    });
    if (claimed.length === 0) return;
    const messageId = messageIdOf(
      claimed.map(({ kind, openedAt, mails }) => `${kind}.${openedAt.toISOString()}.${mails}`),
      publicUrl,
    );
    const mail = { to: [operator], messageId, ...operatorLetter(claimed, health, publicUrl) };
    const attempt = Math.max(...claimed.map(({ attempts }) => attempts));
    if ((await sendOnce(client, mail, attempt, this.log)).isTaken)
      await this.work.platform((em) => bookForOperator(em, claimed, this.clock.now()));
  }

  private async kindsOf({ state }: ComponentHealth, lacksTicket: boolean): Promise<OperatorNoticeKind[]> {
    const refused = await this.work.statement((em) =>
      em.count(MarketingConnection, { failingReason: { $in: OPERATORS } }),
    );
    const holds: Readonly<Record<OperatorNoticeKind, boolean>> = {
      WECHAT_REFUSES: state === 'REFUSED',
      NO_TICKET: lacksTicket,
      PLATFORM_REFUSES: refused > 0,
    };
    return (Object.keys(holds) as OperatorNoticeKind[]).filter((kind) => holds[kind]);
  }
}
