import type { Client } from 'urql';
import type { UserError } from '../api/refusals.ts';
import {
  type FieldPurpose,
  TourAccountDocument,
  TourAuthorizationDocument,
  TourBindingLinkDocument,
  TourFieldDocument,
  TourPreparationDocument,
} from './generated/operations.ts';

/** A contact that the sandbox has from the beginning. */
export const TOUR_CONTACT = 'contact3@customer.example';

/** Something was refused; the messages are the server's. */
export class TourRefusal extends Error {
  constructor(readonly userErrors: readonly UserError[]) {
    super(userErrors.map(({ message }) => message).join(' '));
  }
}

/**
 * Adds an account that needs nothing but its authorization, and asks for that.
 *
 * @returns the account's id
 * @throws {TourRefusal}
 * @throws {CombinedError} if Qiao does not answer
 */
export async function startTour(client: Client): Promise<string> {
  const { data, error } = await client.query(TourPreparationDocument, {}).toPromise();
  if (!data) throw error;
  const campaigns = data.campaigns.edges.map(({ node }) => node);
  const lasting = campaigns
    .filter(({ status }) => status === 'ACTIVE')
    .toSorted((a, b) => (b.endAt ?? '9').localeCompare(a.endAt ?? '9'))[0];
  const input = {
    acceptedTermsVersion: data.terms.version,
    defaultCampaign: lasting?.id ?? null,
    // No two accounts may share an OpenID field: each tour has fields of its own.
    openIdFieldId: await createField(client, 'OPEN_ID'),
    subscriptionStatusFieldId: await createField(client, 'SUBSCRIPTION_STATUS'),
    lastActivityFieldId: await createField(client, 'LAST_ACTIVITY'),
  };
  const added = await client.mutation(TourAccountDocument, { input }).toPromise();
  if (!added.data) throw added.error;
  const { officialAccount, userErrors } = added.data.addOfficialAccount;
  if (!officialAccount) throw new TourRefusal(userErrors);
  await askForAuthorization(client, officialAccount.id);
  return officialAccount.id;
}

/** Makes a new QR code for the account's administrator. */
export async function askForAuthorization(client: Client, accountId: string): Promise<void> {
  const { data, error } = await client.mutation(TourAuthorizationDocument, { accountId }).toPromise();
  if (!data) throw error;
  const { authorizationSession, userErrors } = data.authorizeAccount;
  if (!authorizationSession) throw new TourRefusal(userErrors);
}

/** Makes the QR code by which a follower is known as {@link TOUR_CONTACT}. */
export async function createPersonalCode(client: Client, accountId: string): Promise<void> {
  const { data, error } = await client
    .mutation(TourBindingLinkDocument, { accountId, emailAddress: TOUR_CONTACT })
    .toPromise();
  if (!data) throw error;
  const { bindingLink, userErrors } = data.createBindingLink;
  if (!bindingLink) throw new TourRefusal(userErrors);
}

async function createField(client: Client, purpose: FieldPurpose): Promise<string> {
  const { data, error } = await client.mutation(TourFieldDocument, { purpose }).toPromise();
  if (!data) throw error;
  const { contactField, userErrors } = data.createContactField;
  if (!contactField) throw new TourRefusal(userErrors);
  return contactField.id;
}
