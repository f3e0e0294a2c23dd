import { verifyMail } from '../../../integrations/mail/verify-mail.ts';
import type { Config } from '../../config.ts';
import { fail, ok, skipped } from '../finding.ts';
import { type Check, named } from './check.ts';

/** Whether people can be told by mail. Signs in at the mail server, and sends nothing. */
export async function mailCheck({ mail }: Config): Promise<Check> {
  const name = 'mail.server';
  if (!mail) return named(name, skipped('MAIL_URL is not set: notices are kept, and nothing is mailed.'));
  const wrong = await verifyMail(mail);
  if (wrong === null) return named(name, ok('The mail server takes mail.'));
  return named(name, fail(wrong, 'Correct it, or remove MAIL_URL. Notices are kept meanwhile.'));
}
