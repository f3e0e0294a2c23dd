import { setTimeout as sleep } from 'node:timers/promises';
import { type Api, refused } from './api.ts';
import {
  CreateLinkDocument,
  DeliveredDocument,
  type DeliveredQuery,
  FirstActivityDocument,
} from './generated/operations.ts';
import type { Contact, SandboxEloqua } from './sandbox-eloqua.ts';
import type { SandboxPhone } from './sandbox-phone.ts';
import { end, say, showCode, step, table } from './terminal.ts';

/** One of the sandbox's contacts. Each run has a new account, so the contact has no follower in it yet. */
const CONTACT = 'contact3@customer.example';
const PUSH_TIMEOUT_MS = 30_000;
const DELIVERY_TIMEOUT_MS = 60_000;
const POLL_MS = 200;

/**
 * Somebody scans the personal QR code of a contact, and the contact shows it: who they are in WeChat, that they follow,
 * and what they did.
 *
 * @param phone null: you scan
 */
export async function bindContact(
  api: Api,
  accountId: string,
  eloqua: SandboxEloqua,
  phone: SandboxPhone | null,
): Promise<void> {
  const before = await eloqua.contact(CONTACT);
  const known = await eloqua.activities(CONTACT);

  // Before anybody can scan: it tells what happens from now on.
  step('Subscribe to what followers do');
  const pushed = api.first(FirstActivityDocument, { accountId });
  await Promise.race([api.connected, pushed]);
  say('followerActivity: open');

  step('Make a personal QR code for a contact');
  const link = await createLink(api, accountId);
  say(`For ${CONTACT}, until ${link.expiresAt?.slice(0, 10)}. The first who scans it is that contact.`);
  if (phone) say(link.url);
  else await showCode(link.url);

  step('A person scans it, and follows the account');
  if (phone) await phone.scanCode(link.url);
  else say("Your turn: scan it on the sandbox's phone, which lists it below Scan.");
  const timer = phone && setTimeout(() => end('No push came. Does a worker run?'), PUSH_TIMEOUT_MS);
  const { activity } = (await pushed).followerActivity;
  if (timer) clearTimeout(timer);
  const follower = activity?.follower;
  if (!follower) throw new Error('The activity has no follower.');
  const { state, how, contact } = follower.binding;
  say(`${activity.kind} by ${follower.openId}: ${state} to ${contact?.emailAddress} by ${how}`);

  step('Wait until the marketing platform has it');
  const { journey, mappings } = await delivered(api, accountId, follower.id);
  const steps = journey.map(({ step: name, at, milliseconds }) => [name, at, milliseconds ?? '']);
  table(
    ['Journey', 'At', 'ms'],
    steps.map((row) => row.map(String)),
  );

  step(`Eloqua's contact ${CONTACT}, as it is now`);
  showContact(mappings, before, await eloqua.contact(CONTACT));
  const activities = (await eloqua.activities(CONTACT)).slice(known.length);
  say('');
  table(
    ['Activity', 'Account', 'Campaign'],
    activities.map((one) => [one.activityType, one.assetName, one.campaignName ?? '–']),
  );
}

async function createLink(api: Api, accountId: string) {
  const { createBindingLink } = await api.run(CreateLinkDocument, { accountId, emailAddress: CONTACT });
  const { bindingLink, userErrors } = createBindingLink;
  if (!bindingLink) throw refused(userErrors);
  return bindingLink;
}

type Mappings = NonNullable<DeliveredQuery['officialAccount']>['fieldMappings'];

/** Two things go to the contact: the values of the fields, and the activity. */
async function delivered(api: Api, accountId: string, followerId: string) {
  const deadline = Date.now() + DELIVERY_TIMEOUT_MS;
  for (;;) {
    const { officialAccount, node } = await api.run(DeliveredDocument, { accountId, followerId });
    const deliveries = officialAccount?.deliveries.edges.map((edge) => edge.node) ?? [];
    const open = deliveries.find(({ status }) => status !== 'DELIVERED');
    if (deliveries.length > 1 && !open) {
      say(deliveries.map(({ subject, status }) => `${subject}: ${status}`).join('\n'));
      const journey = node?.__typename === 'Follower' ? node.journey : [];
      return { journey, mappings: officialAccount?.fieldMappings ?? [] };
    }
    if (open?.status === 'FAILED' || Date.now() > deadline) {
      throw new Error(`Not delivered: ${open?.subject} is ${open?.status}, ${open?.reason ?? 'no reason'}.`);
    }
    await sleep(POLL_MS);
  }
}

function showContact(mappings: Mappings, before: Contact, after: Contact): void {
  const rows = mappings.flatMap(({ contactField }) => {
    if (!contactField) return [];
    const { name, internalName, dataType } = contactField;
    const show = ({ fields }: Contact) => textOf(dataType, fields[internalName]);
    return [[name, show(before), show(after)]];
  });
  table(['Contact field', 'Before', 'Now'], rows);
}

/** Eloqua has dates in seconds. */
function textOf(dataType: string, value: string | undefined): string {
  if (value === undefined) return '–';
  return dataType === 'date' ? new Date(Number(value) * 1000).toISOString() : value;
}
