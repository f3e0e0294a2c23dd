import { expect, test } from 'vitest';
import { ContactFieldsDocument, NodeNameDocument } from '../kit/generated/operations.ts';
import { useQiao } from '../kit/shared-qiao.ts';
import { sql } from '../kit/stored.ts';
import { errorCodes } from '../kit/stories.ts';

const qiao = useQiao();

const LIST = '/api/rest/1.0/assets/contact/fields';
const globalId = (id: string) => Buffer.from(`ContactField:${id}`).toString('base64url');
const names = (list: { edges: { node: { name: string } }[] }) => list.edges.map(({ node }) => node.name);

test('lists the fields of the marketing platform by name, with what each is fit for', async () => {
  const admin = await qiao.caller({ site: 'all' });

  const { contactFields } = await admin.run(ContactFieldsDocument, { first: 100 });

  expect(contactFields.totalCount).toBe(14);
  expect(names(contactFields)).toEqual(names(contactFields).toSorted());
  const fit = contactFields.edges.filter(({ node }) => node.purposes.length > 0);
  expect(Object.fromEntries(fit.map(({ node }) => [node.name, node.purposes]))).toEqual({
    'WeChat OpenID A1': ['OPEN_ID', 'UNION_ID', 'SUBSCRIPTION_STATUS'],
    'WeChat OpenID A2': ['OPEN_ID', 'UNION_ID', 'SUBSCRIPTION_STATUS'],
    'WeChat UnionID': ['OPEN_ID', 'UNION_ID', 'SUBSCRIPTION_STATUS'],
    'WeChat Subscription Status': ['OPEN_ID', 'UNION_ID', 'SUBSCRIPTION_STATUS'],
    'WeChat Last Activity A1': ['LAST_ACTIVITY'],
    'WeChat Last Activity A2': ['LAST_ACTIVITY'],
  });
  expect(contactFields.edges.find(({ node }) => node.name === 'WeChat OpenID A1')?.node).toEqual({
    id: globalId('100191'),
    name: 'WeChat OpenID A1',
    internalName: 'C_WeChat_OpenID_A11',
    dataType: 'text',
    displayType: 'text',
    readOnly: false,
    purposes: ['OPEN_ID', 'UNION_ID', 'SUBSCRIPTION_STATUS'],
    availability: 'AVAILABLE',
    asOf: expect.any(String),
  });
});

test('with a purpose lists only what is fit for it', async () => {
  const admin = await qiao.caller({ site: 'fit' });

  const { contactFields } = await admin.run(ContactFieldsDocument, { purpose: 'LAST_ACTIVITY' });

  expect(names(contactFields)).toEqual(['WeChat Last Activity A1', 'WeChat Last Activity A2']);
  expect(contactFields.totalCount).toBe(2);
});

test('finds a part of either name, in any case; what looks like a pattern is text', async () => {
  const admin = await qiao.caller({ site: 'search' });
  const found = async (search: string) =>
    names((await admin.run(ContactFieldsDocument, { search })).contactFields);

  expect(await found('openid')).toEqual(['WeChat OpenID A1', 'WeChat OpenID A2']);
  expect(await found('c_emailaddress')).toEqual(['Email Address']);
  expect(await found('%')).toEqual([]);
  expect(await found('t\\')).toEqual([]);
  expect(await found('  openid a1\n')).toEqual(['WeChat OpenID A1']);
  expect((await found('  ')).length).toBe(14);
  for (const odd of ['\0', 'WeChat\0', '\uD83D', 'We\uDE00Chat']) expect(await found(odd), odd).toEqual([]);
});

test('pages come in the order of names, and together are the list', async () => {
  const admin = await qiao.caller({ site: 'pages' });
  await qiao.eloqua.addField('pages', { name: 'Same' });
  await qiao.eloqua.addField('pages', { name: 'Same too, 微信' });
  const all = (await admin.run(ContactFieldsDocument, { first: 100 })).contactFields;
  const paged: string[] = [];
  const next = async (after: string | null): Promise<string | null> => {
    const { contactFields } = await admin.run(ContactFieldsDocument, { first: 3, after });
    paged.push(...names(contactFields));
    expect(contactFields.pageInfo.hasPreviousPage).toBe(after !== null);
    return contactFields.pageInfo.hasNextPage ? contactFields.pageInfo.endCursor : null;
  };
  for (let after = await next(null); after !== null; ) after = await next(after);

  expect(paged).toEqual(names(all));
  expect(paged).toHaveLength(16);
});

test('refuses a cursor of another list, and one that nobody gave', async () => {
  const admin = await qiao.caller({ site: 'cursors' });
  const cursor = (text: string) => Buffer.from(text).toString('base64url');
  for (const after of [
    cursor('cursor:campaigns:100191:WeChat OpenID A1'),
    cursor('cursor:contactFields:x:WeChat'),
    cursor('cursor:contactFields:100191'),
    cursor('cursor:contactFields:100191:We\0Chat'),
    `${cursor('cursor:contactFields:100191:WeChat')}=`,
    cursor('cursor:campaigns:["WeChat OpenID A1","100191"]'),
    cursor('cursor:contactFields:["WeChat",""]'),
    cursor('cursor:contactFields:["WeChat"]'),
    cursor('cursor:contactFields:["We\\u0000Chat","100191"]'),
    `${cursor('cursor:contactFields:["WeChat","100191"]')}=`,
    'nonsense',
  ]) {
    expect(errorCodes(await admin.ask(ContactFieldsDocument, { after })), after).toEqual(['BAD_USER_INPUT']);
  }
});

test('asks the marketing platform at most once a minute, however many ask Qiao', async () => {
  const admin = await qiao.caller({ site: 'often' });
  await qiao.eloqua.forgetRequests();

  await Promise.all(Array.from({ length: 20 }, () => admin.run(ContactFieldsDocument, {})));
  await admin.run(ContactFieldsDocument, {});

  expect(await qiao.eloqua.requests(LIST)).toHaveLength(1);
});

test('a catalogue that did not change writes no row again', async () => {
  const admin = await qiao.caller({ site: 'unchanged' });
  await admin.run(ContactFieldsDocument, {});
  const rows = `select f.id, f.xmin::text, f.as_of from contact_field f
    join installation i on i.id = f.installation_id and i.site = 'unchanged' order by f.id`;
  const before = await sql(qiao, rows);
  await sql(qiao, `update catalogue_read set read_at = read_at - interval '2 minutes'`);

  await admin.run(ContactFieldsDocument, {});

  expect(await sql(qiao, rows)).toEqual(before);
  expect(before).toHaveLength(14);
});

test('a field that is gone leaves the list, and is still known by its id', async () => {
  const admin = await qiao.caller({ site: 'gone' });
  const { node: before } = (await admin.run(ContactFieldsDocument, { search: 'OpenID A2' })).contactFields
    .edges[0] as { node: { id: string } };
  await qiao.eloqua.remove('gone', 'fields', '100192');
  await sql(qiao, `update catalogue_read set read_at = read_at - interval '2 minutes'`);

  expect(names((await admin.run(ContactFieldsDocument, { search: 'OpenID' })).contactFields)).toEqual([
    'WeChat OpenID A1',
  ]);
  const { node } = await admin.run(NodeNameDocument, { id: before.id });
  expect(node).toMatchObject({ name: 'WeChat OpenID A2', availability: 'GONE' });
});

test('another installation has fields of its own, and no id leads to them', async () => {
  const here = await qiao.caller({ site: 'here' });
  const there = await qiao.caller({ site: 'there' });
  const id = await qiao.eloqua.addField('there', { name: 'Only there' });
  await there.run(ContactFieldsDocument, {});

  expect(names((await there.run(ContactFieldsDocument, { search: 'only' })).contactFields)).toEqual([
    'Only there',
  ]);
  expect(names((await here.run(ContactFieldsDocument, { search: 'only' })).contactFields)).toEqual([]);
  expect(await here.run(NodeNameDocument, { id: globalId(id) })).toEqual({ node: null });
});
