import { SMTPServer } from 'smtp-server';
import { freePort } from './ports.ts';

/** A mail as the server got it. */
export interface ReceivedMail {
  readonly to: readonly string[];
  readonly raw: string;
  readonly subject: string;
  readonly messageId: string;
  /** Its plain text. */
  readonly text: string;
  readonly html: string;
}

/** A real SMTP server that keeps what it gets. */
export interface MailServer {
  readonly url: string;
  readonly mails: ReceivedMail[];
  /** What it answers to the next mails; null: it takes them. */
  refuseWith(code: number | null): void;
  /** Recipients that it refuses, while it takes a mail for the others. */
  readonly refused: Set<string>;
  /** From now on it greets, and then says nothing until it is let go. */
  hang(): { readonly waiting: () => number; readonly letGo: () => void };
  close(): Promise<void>;
}

export async function startMailServer(options: { readonly secure?: true } = {}): Promise<MailServer> {
  const port = await freePort();
  const mails: ReceivedMail[] = [];
  const refused = new Set<string>();
  let refusal: number | null = null;
  /** Null: it answers. */
  let hanging: (() => void)[] | null = null;
  const server = new SMTPServer({
    ...options,
    authOptional: true,
    disableReverseLookup: true,
    logger: false,
    onMailFrom: (_address, _session, done) => {
      if (hanging) hanging.push(done);
      else done();
    },
    onRcptTo: ({ address }, _session, done) =>
      done(
        refused.has(address)
          ? Object.assign(new Error(`who is ${address}?`), { responseCode: 550 })
          : undefined,
      ),
    onData(stream, { envelope: { rcptTo } }, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        if (refusal !== null)
          return done(Object.assign(new Error('no thanks, somebody@example.com'), { responseCode: refusal }));
        mails.push(
          readMail(
            Buffer.concat(chunks).toString('utf8'),
            rcptTo.map(({ address }) => address),
          ),
        );
        done();
      });
    },
  });
  // A client that does not trust the certificate ends the connection.
  server.on('error', () => {});
  await new Promise<void>((resolve) => void server.listen(port, '127.0.0.1', () => resolve()));
  return {
    url: `${options.secure ? 'smtps' : 'smtp'}://127.0.0.1:${port}`,
    mails,
    refuseWith(code) {
      refusal = code;
    },
    refused,
    hang() {
      const held: (() => void)[] = [];
      hanging = held;
      return {
        waiting: () => held.length,
        letGo() {
          hanging = null;
          for (const done of held) done();
        },
      };
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

function readMail(raw: string, to: readonly string[]): ReceivedMail {
  const [head = ''] = raw.split('\r\n\r\n', 1);
  const headers = head.replaceAll(/\r\n[ \t]+/g, ' ');
  const header = (name: string) => new RegExp(`^${name}: (.*)$`, 'im').exec(headers)?.[1] ?? '';
  const boundary = /boundary="([^"]+)"/.exec(headers)?.[1] ?? '';
  const parts = raw.split(`--${boundary}`).slice(1, -1).map(decodedPart);
  const [text = '', html = ''] = parts;
  return { to, raw, subject: decodedWords(header('Subject')), messageId: header('Message-ID'), text, html };
}

function decodedPart(part: string): string {
  const at = part.indexOf('\r\n\r\n');
  const body = part.slice(at + 4);
  const encoding = /content-transfer-encoding: (\S+)/i.exec(part.slice(0, at))?.[1]?.toLowerCase();
  if (encoding === 'base64') return Buffer.from(body, 'base64').toString('utf8');
  return encoding === 'quoted-printable' ? fromQuotedPrintable(body) : body;
}

const fromQuotedPrintable = (text: string): string =>
  Buffer.from(
    text
      .replaceAll('=\r\n', '')
      .replaceAll(/=([0-9A-F]{2})/g, (_whole, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  ).toString('utf8');

/** The words of a header, as RFC 2047 encodes them. */
const decodedWords = (text: string): string =>
  text
    .replaceAll(/\?=\s+=\?/g, '?==?')
    .replaceAll(/=\?UTF-8\?([BQ])\?([^?]*)\?=/gi, (_whole, kind: string, body: string) =>
      kind.toUpperCase() === 'B'
        ? Buffer.from(body, 'base64').toString('utf8')
        : fromQuotedPrintable(body.replaceAll('_', ' ')),
    );
