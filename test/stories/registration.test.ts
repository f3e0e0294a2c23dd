import { beforeAll, describe, expect, test } from 'vitest';
import { BindingStory, OPEN_ID } from '../kit/bindings.ts';
import type { TestClient } from '../kit/client.ts';
import { allDelivered } from '../kit/deliveries.ts';
import { CreateBindingLinkDocument, DeleteBindingLinkDocument } from '../kit/generated/operations.ts';
import { useQiao } from '../kit/shared-qiao.ts';
import { settled, sql, stored, storedBut } from '../kit/stored.ts';
import { authorized, COMPLETE } from '../kit/stories.ts';

const SITE = 'registration';
const qiao = useQiao();
let admin: TestClient;
let story: BindingStory;
let url: string;
let bindingLinkId: string;

beforeAll(async () => {
  admin = await qiao.caller({ site: SITE });
  const { accountId, appId } = await authorized(qiao, admin, COMPLETE);
  story = new BindingStory(qiao, admin, SITE, accountId, appId);
  const { createBindingLink } = await admin.run(CreateBindingLinkDocument, { input: { accountId } });
  ({ url, id: bindingLinkId } = createBindingLink.bindingLink ?? { url: '', id: '' });
  await settled(qiao);
});

/** WeChat's browser on the phone of one person. It runs no script. */
class Phone {
  private cookie = '';

  constructor(
    readonly person: string,
    private readonly language = 'en',
  ) {}

  /** Opens our page, WeChat's, and ours again. */
  async open(): Promise<Page> {
    const first = await this.get(url);
    const toWeChat = new URL(first.response.headers.get('location') ?? '');
    const atWeChat = await fetch(toWeChat, {
      headers: { cookie: `person=${this.person}` },
      redirect: 'manual',
    });
    return this.get(atWeChat.headers.get('location') ?? '');
  }

  async get(address: string): Promise<Page> {
    return this.pageOf(await fetch(address, { headers: this.headers(), redirect: 'manual' }));
  }

  /** Fills the form in and sends it. */
  async send(page: Page, email: string, { consent = true, pass = page.pass } = {}): Promise<Page> {
    const body = new URLSearchParams({ pass, email, ...(consent && { consent: 'yes' }) });
    return this.pageOf(await fetch(url, { method: 'POST', headers: this.headers(), body }));
  }

  private headers() {
    return { cookie: this.cookie, 'accept-language': this.language };
  }

  private async pageOf(response: Response): Promise<Page> {
    const cookie = response.headers.get('set-cookie');
    if (cookie) this.cookie = cookie.split(';')[0] ?? '';
    const text = await response.text();
    const title = /<h1>(.*?)<\/h1>/.exec(text)?.[1] ?? '';
    const pass = /name="pass" value="([^"]+)"/.exec(text)?.[1] ?? '';
    return { response, status: response.status, text, title, pass };
  }
}

interface Page {
  readonly response: Response;
  readonly status: number;
  readonly text: string;
  readonly title: string;
  readonly pass: string;
}

const seen = async (openId: string) => {
  await story.follow(openId);
  return new Phone(openId);
};

describe('a registration page', () => {
  test('binds a follower to the contact with the address that they give', async () => {
    const contactId = await story.contact('Chen@example.com');
    const phone = await seen('o-chen');
    const page = await phone.open();
    expect(page).toMatchObject({ status: 200, title: 'Register' });
    expect(await phone.send(page, ' chen@example.com ')).toMatchObject({ status: 200, title: 'Thank you' });

    expect(await story.bindingOf('o-chen')).toEqual(['BOUND', 'FORM', contactId]);
    const [link] = await sql(qiao, 'select used_count, used_at is not null as used from binding_link');
    expect(link).toEqual({ used_count: 1, used: true });

    expect(await phone.send(page, 'chen@example.com')).toMatchObject({ status: 200, title: 'Thank you' });
    expect((await sql(qiao, 'select used_count from binding_link'))[0]).toEqual({ used_count: 1 });
  });

  test('creates the contact, with the OpenID, if there is none', async () => {
    const phone = await seen('o-new');
    await phone.send(await phone.open(), 'new@example.com');

    const contacts = await story.contactsWith('new@example.com');
    expect(contacts).toMatchObject([{ fields: { [OPEN_ID]: 'o-new' } }]);
    expect(await story.bindingOf('o-new')).toEqual(['BOUND', 'FORM', String(contacts[0]?.id)]);
  });

  test('speaks Chinese to those who read it', async () => {
    await story.follow('o-zh');
    const page = await new Phone('o-zh', 'zh-CN,zh;q=0.9,en;q=0.8').open();
    expect(page.title).toBe('登记');
    expect(page.text).toContain('<html lang="zh">');
  });

  test('shows the OpenID nowhere, runs no script and stands in no frame', async () => {
    const phone = await seen('o-secret');
    const first = await phone.get(url);
    expect(first.status).toBe(302);
    const page = await phone.open();
    expect(page.text + page.response.url + JSON.stringify([...page.response.headers])).not.toContain(
      'o-secret',
    );
    expect(page.response.headers.get('content-security-policy')).toMatch(
      /^default-src 'none'; style-src 'sha256-[^']+'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'$/,
    );
    expect(page.response.headers.get('cache-control')).toBe('no-store');
    expect(page.text).not.toContain('<script');
  });

  test('says what is missing, and can be sent again', async () => {
    const phone = await seen('o-typo');
    const page = await phone.open();
    await allDelivered(qiao);
    const before = await stored(qiao);
    const typo = await phone.send(page, 'no "address"');
    expect(typo).toMatchObject({ status: 400, pass: page.pass });
    expect(typo.text).toContain('This is not an e-mail address.');
    expect(typo.text).toContain('value="no &#34;address&#34;"');
    expect((await phone.send(page, 'typo@example.com', { consent: false })).text).toContain(
      'Please agree first.',
    );
    expect(await stored(qiao)).toEqual(before);

    expect((await phone.send(typo, 'typo@example.com')).title).toBe('Thank you');
  });

  test('rebinds nobody', async () => {
    const chen = await story.bindingOf('o-chen');
    const thief = await seen('o-thief');
    expect(await thief.send(await thief.open(), 'chen@example.com')).toMatchObject({
      ...{ status: 409, title: 'This address is in use' },
    });
    expect(await story.bindingOf('o-thief')).toEqual(['CONFLICT', null, null]);
    expect(await story.bindingOf('o-chen')).toEqual(chen);

    await story.contact('second@example.com');
    const again = new Phone('o-chen');
    expect((await again.send(await again.open(), 'second@example.com')).title).toBe(
      'You are registered already',
    );
    expect(await story.bindingOf('o-chen')).toEqual(chen);
  });

  test('leaves no contact behind of somebody who cannot be bound to it', async () => {
    const phone = await seen('o-twice');
    const page = await phone.open();
    expect((await phone.send(page, 'twice@example.com')).title).toBe('Thank you');
    expect((await phone.send(page, 'another@example.com')).title).toBe('You are registered already');
    expect(await story.contactsWith('another@example.com')).toEqual([]);

    await story.does({ type: 'unsubscribe', openId: 'o-twice' });
    await settled(qiao);
    expect((await phone.send(page, 'third@example.com')).title).toBe('Please follow first');
    expect((await phone.send(page, 'a\u0000b@example.com')).status).toBe(400);
    expect(await story.contactsWith('third@example.com')).toEqual([]);
  });

  test('asks to follow first, and keeps nothing of people who do not', async () => {
    await allDelivered(qiao);
    const before = await stored(qiao);
    const phone = new Phone('o-passer-by');
    expect(await phone.open()).toMatchObject({ status: 200, title: 'Please follow first', pass: '' });
    expect(await stored(qiao)).toEqual(before);
  });

  test('knows followers whom Qiao has not seen yet', async () => {
    await qiao.wechat.call('POST', `/_sandbox/accounts/${story.appId}/events`, {
      ...{ type: 'subscribe', openId: 'o-silent', silent: true },
    });
    const phone = new Phone('o-silent');
    expect((await phone.send(await phone.open(), 'silent@example.com')).title).toBe('Thank you');
    await settled(qiao);
    expect((await story.bindingOf('o-silent')).slice(0, 2)).toEqual(['BOUND', 'FORM']);
  });

  test('is for the browser that WeChat sent there, and for no other', async () => {
    const [phone, other] = [await seen('o-mine'), await seen('o-other')];
    const [page, foreign] = [await phone.open(), await other.open()];
    await allDelivered(qiao);
    const before = await stored(qiao);
    // Somebody sends their own pass, or their own way back, to another person.
    expect((await other.send(foreign, 'mine@example.com', { pass: page.pass })).status).toBe(403);
    expect((await phone.send(page, 'mine@example.com', { pass: 'v1.x.y' })).status).toBe(403);
    expect((await new Phone('o-mine').send(page, 'mine@example.com')).status).toBe(403);
    const first = await phone.get(url);
    const state = new URL(first.response.headers.get('location') ?? '').searchParams.get('state');
    expect((await other.get(`${url}?code=any&state=${state}`)).status).toBe(403);
    expect(await stored(qiao)).toEqual(before);
  });

  test('says so if WeChat or the marketing platform does not answer, and works afterwards', async () => {
    const phone = await seen('o-patient');
    await qiao.wechat.fault({ path: '/sns/oauth2/component/access_token', times: 1, errcode: -1 });
    expect((await phone.open()).title).toBe('Please try again in a minute');
    await qiao.wechat.clearFaults();
    expect(await phone.get(`${url}?code=spent&state=x`)).toMatchObject({ status: 403 });

    const page = await phone.open();
    await qiao.eloqua.fault({ path: '/api/REST/*', times: 100, httpStatus: 503 });
    expect(await phone.send(page, 'patient@example.com')).toMatchObject({ status: 503 });
    await qiao.eloqua.clearFaults();
    expect((await phone.send(page, 'patient@example.com')).title).toBe('Thank you');
  });

  test('is closed while WeChat does not let the account have it, and gone when it is deleted', async () => {
    const phone = new Phone('o-chen');
    await sql(qiao, 'update official_account set verified = false where app_id = $1', [story.appId]);
    expect(await phone.get(url)).toMatchObject({ status: 409, title: 'Registration is not possible' });
    await sql(qiao, 'update official_account set verified = true where app_id = $1', [story.appId]);

    await admin.run(DeleteBindingLinkDocument, { input: { bindingLinkId } });
    const before = await storedBut(qiao);
    for (const address of [url, `${url}x`, `${url.slice(0, -1)}`, `${new URL(url).origin}/register/x`])
      expect(await phone.get(address)).toMatchObject({ status: 404, title: 'This page does not exist' });
    expect(await storedBut(qiao)).toEqual(before);
  });
});
