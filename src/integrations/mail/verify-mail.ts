import { MailClient, type MailConfig, MailFault } from './mail.client.ts';

const REASONS: Readonly<Record<string, string>> = {
  EAUTH: 'it refuses the user or the password',
  ENOAUTH: 'it wants a user and a password',
  ETLS: 'it offers no encryption (STARTTLS), or its certificate is not valid',
  EDNS: 'there is no server of this name',
  ETIMEDOUT: 'it does not answer: compare host and port, and look whether a firewall is between',
};
const OTHERWISE = 'it cannot be reached: compare host and port, and its certificate';

/** Connects and signs in, and sends nothing. Returns a sentence that says what is wrong; null if mail can be sent. */
export async function verifyMail(config: MailConfig): Promise<string | null> {
  try {
    await new MailClient(config).verify();
    return null;
  } catch (error) {
    if (!(error instanceof MailFault)) throw error;
    const { code, reply } = error;
    return `MAIL_URL: the mail server cannot be used (${code}${reply === null ? '' : ` ${reply}`}): ${REASONS[code] ?? OTHERWISE}.`;
  }
}
