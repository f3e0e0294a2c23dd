import {
  type Mail,
  type MailClient,
  type MailConfig,
  MailFault,
} from '../../../integrations/mail/mail.client.ts';
import type { Logger } from '../../../kernel/logger.ts';
import { digest } from '../../../kernel/secrets.ts';
import { MOST_ATTEMPTS } from './mail-times.rules.ts';

/** What is configured of mail: see `MAIL_URL`. */
export interface OperatedMail extends MailConfig {
  /** The operator's address; null: nobody. */
  readonly operator: string | null;
}

/** All jobs that send mail: a mail server that hangs holds up one job at a time, and the others run. */
export const MAIL_QUEUE = 'mail';

/** The id of a mail that tells these notices: the same if it is sent again. */
export function messageIdOf(parts: readonly string[], publicUrl: string): string {
  return `<qiao.${digest(parts.toSorted().join(' ')).slice(0, 32)}@${new URL(publicUrl).hostname}>`;
}

/** How sending a mail ended. */
interface Sent {
  /** Whether the server took it, for one recipient at least. */
  readonly isTaken: boolean;
  /** Recipients that the server does not take mail for. */
  readonly refused: readonly string[];
}

/** Sends a mail once. What the server refuses is logged, without addresses. */
export async function sendOnce(
  client: Pick<MailClient, 'send'>,
  mail: Mail,
  attempt: number,
  log: Logger,
): Promise<Sent> {
  try {
    const refused = await client.send(mail);
    if (refused.length > 0)
      log.warn({ refused: refused.length }, 'the mail server refused some recipients of a mail');
    return { isTaken: true, refused };
  } catch (error) {
    if (!(error instanceof MailFault)) throw error;
    const { code, reply, refused } = error;
    if (attempt >= MOST_ATTEMPTS) log.error({ code, reply, attempt }, 'a mail is given up');
    else log.warn({ code, reply, attempt }, 'the mail server did not take a mail; it will be tried again');
    return { isTaken: false, refused };
  }
}
