import { TestClient } from './client.ts';
import {
  type ApiKeyPartsFragment,
  type ApiKeyScope,
  CreateApiKeyDocument,
  type CreateApiKeyInput,
  RevokeApiKeyDocument,
} from './generated/operations.ts';
import type { Qiao } from './qiao.ts';

/** An API key as its creator was told it, and a client that uses it. */
export interface ApiClient {
  readonly apiKey: ApiKeyPartsFragment;
  readonly secret: string;
  readonly client: TestClient;
}

/** A client with a new key that `admin` creates. It ends with `qiao`. */
export async function apiClient(
  qiao: Qiao,
  admin: TestClient,
  scopes: readonly ApiKeyScope[] = ['ACCOUNTS_READ'],
  input: Partial<CreateApiKeyInput> = {},
): Promise<ApiClient> {
  const { createApiKey } = await admin.run(CreateApiKeyDocument, {
    input: { name: 'a program', scopes: [...scopes], ...input },
  });
  const { apiKey, secret, userErrors } = createApiKey;
  if (!apiKey || !secret) throw new Error(JSON.stringify(userErrors));
  const client = new TestClient(`${qiao.url}/graphql`, secret);
  qiao.onClose(() => client.close());
  return { apiKey, secret, client };
}

export async function revoke(admin: TestClient, apiKeyId: string): Promise<ApiKeyPartsFragment> {
  const { revokeApiKey } = await admin.run(RevokeApiKeyDocument, { input: { apiKeyId } });
  if (!revokeApiKey.apiKey) throw new Error(JSON.stringify(revokeApiKey.userErrors));
  return revokeApiKey.apiKey;
}
