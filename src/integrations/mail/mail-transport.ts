import type { SMTPTransportOptions } from 'nodemailer/lib/smtp-transport';

/** A mail server that does not answer must not hold a job for long. */
const TIMES = {
  dnsTimeout: 10_000,
  connectionTimeout: 10_000,
  greetingTimeout: 10_000,
  // Many servers look for viruses before they say that they took a mail. Who does not wait sends it again.
  socketTimeout: 60_000,
};

const OWN_MACHINE = new Set(['localhost', '127.0.0.1', '::1']);

/**
 * How the server of a `smtp://` or `smtps://` address is reached. The connection is encrypted and the certificate is checked:
 * `smtps` from the start, `smtp` by STARTTLS, without which nothing is sent. Only to a relay on the same machine `smtp` is
 * not encrypted, because nobody vouches for a certificate of `localhost`.
 */
export function transportOf(mailUrl: string): SMTPTransportOptions {
  const { protocol, hostname, port, username, password } = new URL(mailUrl);
  const host = hostname.replace(/^\[(.*)\]$/, '$1');
  const secure = protocol === 'smtps:';
  return {
    ...TIMES,
    host,
    port: port === '' ? (secure ? 465 : 587) : Number(port),
    secure,
    ...(!secure && OWN_MACHINE.has(host) ? { ignoreTLS: true } : { requireTLS: !secure }),
    ...(username !== '' && {
      auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) },
    }),
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}
