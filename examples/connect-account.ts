/**
 * Connects a WeChat official account, from a terminal: the main job of Qiao, done as any client would do it, by nothing
 * but the public API, up to the contact in the marketing platform. Start Qiao with `npm start`, then, in another terminal:
 *
 *     npm run example              in the sandbox: administrator and follower are played by a program
 *     npm run example -- --wait    you scan
 *     npm run example -- --followers    then the account gets 25,000 followers in the sandbox, which Qiao reads
 */
import { parseArgs } from 'node:util';
import { type Api, openApi, refused } from './api.ts';
import { bindContact } from './bind-contact.ts';
import {
  AddAccountDocument,
  type AddOfficialAccountInput,
  AuthorizationCompletedDocument,
  AuthorizeDocument,
  CreateCampaignDocument,
  CreateFieldDocument,
  type FieldPurpose,
  FitFieldsDocument,
  LatestAccountsDocument,
  WhoAmIDocument,
} from './generated/operations.ts';
import { readFollowers } from './read-followers.ts';
import { SandboxEloqua } from './sandbox-eloqua.ts';
import { SandboxPhone } from './sandbox-phone.ts';
import { end, say, showCode, step, table } from './terminal.ts';

const PUSH_TIMEOUT_MS = 30_000;
const LISTED = 5;

async function connectAccount(api: Api, wait: boolean, withFollowers: boolean): Promise<void> {
  step('Who am I?');
  const { viewer, terms } = await api.run(WhoAmIDocument, {});
  say(`User ${viewer.userId} of ${viewer.installation.site}, ${viewer.role}`);

  step('Prepare the marketing platform');
  const prepared = await prepare(api);

  step('Add an official account');
  const accountId = await addAccount(api, { ...prepared, acceptedTermsVersion: terms.version });

  step('Ask for its authorization');
  const session = await authorize(api, accountId);
  say(`Here is a link, good until ${timeOf(new Date(session.expiresAt))}`);

  step('Show the link to the administrator of the WeChat account');
  say(`In a browser: ${session.launchUrl}`);
  const phone = await SandboxPhone.at(session.mobileUrl);
  // Nobody scans what a program confirms.
  if (wait || !phone) {
    say('On a phone that has WeChat:');
    await showCode(session.mobileUrl);
  }

  // Before anybody can scan. A client that comes late, or lost its connection meanwhile, is told at once.
  step('Subscribe to the end of the authorization');
  const pushed = api
    .first(AuthorizationCompletedDocument, { sessionId: session.id })
    .then(({ authorizationCompleted }) => ({ ended: authorizationCompleted, at: performance.now() }));
  await Promise.race([api.connected, pushed]);
  say('authorizationCompleted: open');

  step('The administrator scans and confirms');
  const confirmed = scan(phone, session.mobileUrl, wait).then((moment) => {
    if (moment === null) return { moment, timer: undefined };
    return { moment, timer: setTimeout(() => end('No push came. Does a worker run?'), PUSH_TIMEOUT_MS) };
  });
  const [{ ended, at }, { moment: confirmedAt, timer }] = await Promise.all([pushed, confirmed]);
  clearTimeout(timer);

  step('The push has arrived');
  const { status, failure, account } = ended;
  if (failure) throw new Error(`${failure.code}: ${failure.message} ${failure.nextStep}`);
  if (status !== 'COMPLETED') throw new Error(`The authorization is ${status}. Nothing was changed.`);
  say(`${account?.displayName}, ${account?.accountType}, ${account?.appId}: ${account?.status}`);
  if (confirmedAt !== null) say(`From scan to push: ${Math.round(at - confirmedAt)} ms`);

  step('What is left to do');
  await listAccounts(api, accountId);

  const eloqua = SandboxEloqua.find();
  if (phone && eloqua) await bindContact(api, accountId, eloqua, wait ? null : phone);
  else say('\nIn the sandbox, a follower would now scan a personal QR code, and the contact would show it.');

  if (!withFollowers) return;
  if (phone && account?.appId) await readFollowers(api, phone, { id: accountId, appId: account.appId });
  else say('Only an account of the sandbox is given followers.');
}

/** What an account needs in the marketing platform. Customers who have it choose it; for others Qiao makes it. */
async function prepare(api: Api) {
  const { contactFields, campaigns } = await api.run(FitFieldsDocument, {});
  const names = contactFields.edges.map(({ node }) => node.name);
  say(`${contactFields.totalCount} contact fields could hold an OpenID: ${names.join(', ')} …`);
  // No two accounts may share one: a new one each time, so that this can run again.
  say('New ones are made for this account:');
  const openIdFieldId = await createField(api, 'OPEN_ID');
  const subscriptionStatusFieldId = await createField(api, 'SUBSCRIPTION_STATUS');
  const lastActivityFieldId = await createField(api, 'LAST_ACTIVITY');
  const active = campaigns.edges.find(({ node }) => node.status === 'ACTIVE')?.node;
  const campaign = active ?? (await createCampaign(api));
  say(`Its default campaign: ${campaign.name}, until ${campaign.endAt?.slice(0, 10) ?? 'ever'}`);
  return { openIdFieldId, subscriptionStatusFieldId, lastActivityFieldId, defaultCampaign: campaign.id };
}

async function createField(api: Api, purpose: FieldPurpose): Promise<string> {
  const { createContactField } = await api.run(CreateFieldDocument, { purpose });
  const { contactField, userErrors } = createContactField;
  if (!contactField) throw refused(userErrors);
  say(`${purpose}: ${contactField.name}`);
  return contactField.id;
}

async function createCampaign(api: Api) {
  const { createDefaultCampaign } = await api.run(CreateCampaignDocument, {});
  const { campaign, userErrors } = createDefaultCampaign;
  if (!campaign) throw refused(userErrors);
  return campaign;
}

async function addAccount(api: Api, settings: Omit<AddOfficialAccountInput, 'description'>): Promise<string> {
  const { addOfficialAccount } = await api.run(AddAccountDocument, {
    input: { description: `Example ${timeOf(new Date())}`, ...settings },
  });
  const { officialAccount, userErrors } = addOfficialAccount;
  if (!officialAccount) throw refused(userErrors);
  say(`${officialAccount.displayName}: ${officialAccount.status}. What it needs:`);
  for (const { code, severity, message } of officialAccount.requirements) {
    if (severity === 'BLOCKING') say(`${code}: ${message}`);
  }
  return officialAccount.id;
}

async function authorize(api: Api, accountId: string) {
  const { authorizeAccount } = await api.run(AuthorizeDocument, { accountId });
  const { authorizationSession, userErrors } = authorizeAccount;
  if (!authorizationSession) throw refused(userErrors);
  return authorizationSession;
}

/** By a program, or by you. Returns the moment of the confirmation, or null where only you know it. */
async function scan(phone: SandboxPhone | null, mobileUrl: string, wait: boolean): Promise<number | null> {
  if (!phone) {
    say('Your turn: scan the QR code with WeChat, or open the link in a browser.');
    return null;
  }
  const name = `桥咖啡第${100 + Math.floor(Math.random() * 900)}号店`;
  const { appId } = await phone.createAccount(name);
  say(`This is the sandbox. It has a new WeChat account for you: ${name} (${appId}).`);
  if (wait) {
    say('Your turn: open the link above in a browser. What a phone would do is done here:');
    say(`${phone.url}/phone (Scan, choose the account, confirm)`);
    return null;
  }
  say('Its administrator is played by a program; with the real WeChat a person scans with a phone.');
  const confirmedAt = performance.now();
  await phone.scan(mobileUrl, appId);
  return confirmedAt;
}

async function listAccounts(api: Api, ourId: string): Promise<void> {
  const { officialAccounts } = await api.run(LatestAccountsDocument, { last: LISTED });
  const accounts = officialAccounts.edges.map(({ node }) => node);
  const rows = accounts.map(({ displayName, status, requirements }) => {
    const needed = requirements.flatMap(({ code, severity }) => (severity === 'BLOCKING' ? [code] : []));
    return [displayName, status, needed.join(' ') || '–', `${requirements.length - needed.length}`];
  });
  table(['Official account', 'Status', 'Needed', 'Advice'], rows);
  if (officialAccounts.totalCount > LISTED) say(`… the latest ${LISTED} of ${officialAccounts.totalCount}`);
  const ours = accounts.find(({ id }) => id === ourId);
  const requirements = ours?.requirements ?? [];
  say(`\nFor ${ours?.displayName}: ${requirements.length === 0 ? 'nothing' : ''}`);
  for (const { code, message } of requirements) say(`${code}: ${message}`);
}

const timeOf = (date: Date): string => date.toTimeString().slice(0, 8);

try {
  const { values } = parseArgs({
    options: { wait: { type: 'boolean', default: false }, followers: { type: 'boolean', default: false } },
  });
  const api = openApi();
  await connectAccount(api, values.wait, values.followers);
  api.close();
} catch (error) {
  end(error instanceof Error ? error.message : String(error));
}
