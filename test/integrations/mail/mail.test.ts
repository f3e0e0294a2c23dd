import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { MailClient } from '../../../src/integrations/mail/mail.client.ts';
import { transportOf } from '../../../src/integrations/mail/mail-transport.ts';
import { verifyMail } from '../../../src/integrations/mail/verify-mail.ts';
import { type MailServer, startMailServer } from '../../kit/mail-server.ts';
import { freePort } from '../../kit/ports.ts';

// Less than a second.
describe('how a server is reached', () => {
  test('smtps is encrypted from the start, smtp by STARTTLS, which is demanded', () => {
    expect(transportOf('smtps://smtp.example.com')).toMatchObject({ port: 465, secure: true });
    expect(transportOf('smtp://smtp.example.com')).toMatchObject({
      ...{ host: 'smtp.example.com', port: 587, secure: false, requireTLS: true },
    });
    expect(transportOf('smtp://smtp.example.com')).not.toHaveProperty('ignoreTLS');
    expect(transportOf('smtp://smtp.example.com')).not.toHaveProperty('tls');
  });

  test('only a relay on the same machine is not encrypted', () => {
    for (const host of ['localhost:25', '127.0.0.1:25', '[::1]:25'])
      expect(transportOf(`smtp://${host}`)).toMatchObject({ ignoreTLS: true, port: 25 });
    expect(transportOf('smtps://localhost')).not.toHaveProperty('ignoreTLS');
    expect(transportOf('smtp://localhost.example.com')).toMatchObject({ requireTLS: true });
  });

  test('user and password are decoded', () => {
    expect(transportOf('smtps://qiao%40example.com:p%3A%2F%40ss@smtp.example.com:2465')).toMatchObject({
      port: 2465,
      auth: { user: 'qiao@example.com', pass: 'p:/@ss' },
    });
  });
});

describe('a server', () => {
  let plain: MailServer;
  let secure: MailServer;
  beforeAll(async () => {
    [plain, secure] = await Promise.all([startMailServer(), startMailServer({ secure: true })]);
  });
  afterAll(() => Promise.all([plain.close(), secure.close()]));

  const from = 'qiao@example.com';

  test('that can be used is nothing to tell of', async () => {
    expect(await verifyMail({ url: plain.url, from })).toBeNull();
  });

  test('whose certificate nobody vouches for is not used', async () => {
    expect(await verifyMail({ url: secure.url, from })).toMatch(
      /^MAIL_URL: the mail server cannot be used \(E/,
    );
    const mail = { to: [from], subject: 's', text: 't', html: 'h', messageId: '<1@localhost>' };
    await expect(new MailClient({ url: secure.url, from }).send(mail)).rejects.toMatchObject({
      name: 'MailFault',
    });
    expect(secure.mails).toEqual([]);
  });

  test('that is not there, or wants another password, is told in words', async () => {
    const nobody = `smtp://127.0.0.1:${await freePort()}`;
    expect(await verifyMail({ url: nobody, from })).toMatch(/compare host and port/);
    const [protocol, rest] = plain.url.split('//');
    expect(await verifyMail({ url: `${protocol}//who:secret-word@${rest}`, from })).toMatch(
      /it refuses the user or the password/,
    );
  });

  test('that answers each command a little later is waited for only so long in all', async () => {
    const tarpit = createServer((socket) => {
      const later = (text: string) => setTimeout(() => socket.write(text), 200);
      later('220 slow\r\n');
      socket.on('error', () => {}).on('data', () => later('250 slow\r\n'));
    }).listen(0, '127.0.0.1');
    await once(tarpit, 'listening');
    const url = `smtp://127.0.0.1:${(tarpit.address() as AddressInfo).port}`;
    const mail = { to: [from], subject: 's', text: 't', html: 'h', messageId: '<1@localhost>' };
    await expect(new MailClient({ url, from }, 500).send(mail)).rejects.toMatchObject({ code: 'ETIMEDOUT' });
    tarpit.close();
  });

  test('that refuses a mail is quoted by its code only', async () => {
    plain.refuseWith(552);
    const mail = { to: [from], subject: 's', text: 't', html: 'h', messageId: '<1@localhost>' };
    const fault = await new MailClient({ url: plain.url, from }).send(mail).catch((error: unknown) => error);
    expect(fault).toMatchObject({
      reply: 552,
      message: 'the mail server did not take a mail (EMESSAGE, 552)',
    });
    plain.refuseWith(null);
  });
});
