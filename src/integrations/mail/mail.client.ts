import { createTransport } from 'nodemailer';
import { transportOf } from './mail-transport.ts';

export interface MailConfig {
  /** `smtp://` or `smtps://`, with the user and the password if the server wants them. */
  readonly url: string;
  /** An address, which may have a name: `Qiao <qiao@example.com>`. */
  readonly from: string;
}

/** A mail to a few people, who see each other's addresses. */
export interface Mail {
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** With angle brackets. The same mail, sent again, has the same id. */
  readonly messageId: string;
}

/** The mail server did not take a mail. Its words are left out: they may contain addresses. */
export class MailFault extends Error {
  override readonly name = 'MailFault';

  /**
   * @param code of the SMTP client, for example `EAUTH`, `ETLS`, `ECONNECTION`
   * @param reply the server's code, for example 451 or 550; null if it gave none
   * @param refused the recipients, if the server refused each of them
   */
  constructor(
    readonly code: string,
    readonly reply: number | null,
    readonly refused: readonly string[] = [],
  ) {
    super(
      `the mail server did not take a mail (${[code, reply].filter((part) => part !== null).join(', ')})`,
    );
  }
}

/**
 * How long one mail may take in all: each answer of a slow server is in time, and there are many. Less than the first wait
 * before another attempt, so that nobody else sends the same mail meanwhile.
 */
const SEND_MS = 100_000;

/** Sends mail by SMTP. Each mail has a connection of its own, since mail is rare. */
export class MailClient {
  private readonly transport;

  constructor(
    private readonly config: MailConfig,
    private readonly sendMs = SEND_MS,
  ) {
    this.transport = createTransport(transportOf(config.url));
  }

  /**
   * @returns the recipients that the server refused, while it took the mail for the others
   * @throws {MailFault}
   */
  async send(mail: Mail): Promise<readonly string[]> {
    const { from } = this.config;
    // So that an absent colleague's answering machine is silent.
    const headers = { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' };
    const signal = AbortSignal.timeout(this.sendMs);
    try {
      const sent = { ...mail, to: [...mail.to], from, headers, signal };
      const { rejected } = await this.transport.sendMail(sent);
      return among(mail.to, rejected);
    } catch (error) {
      throw faultOf(error, mail.to);
    }
  }

  /** @throws {MailFault} if the server does not answer, its certificate is not valid, or it refuses the user */
  async verify(): Promise<void> {
    await this.transport.verify().catch((error: unknown) => {
      throw faultOf(error);
    });
  }
}

/** As they were given: the SMTP client writes domains in lower case. */
const among = (recipients: readonly string[], rejected: readonly unknown[]): string[] => {
  const known = new Set(rejected.map((address) => String(address).toLowerCase()));
  return recipients.filter((address) => known.has(address.toLowerCase()));
};

function faultOf(error: unknown, to: readonly string[] = []): MailFault {
  const { code, responseCode, rejected } = error as {
    readonly code?: unknown;
    readonly responseCode?: unknown;
    readonly rejected?: unknown;
  };
  // Only our own time limit aborts.
  const known = code === 'EABORT' ? 'ETIMEDOUT' : code;
  return new MailFault(
    typeof known === 'string' ? known : 'UNKNOWN',
    typeof responseCode === 'number' ? responseCode : null,
    Array.isArray(rejected) ? among(to, rejected) : [],
  );
}
