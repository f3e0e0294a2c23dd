import { Loader } from '../../graphql/loader.ts';
import type { ApiKey } from './api-key.entity.ts';
import type { ApiKeyService } from './api-key.service.ts';

/** Loads API keys for lists in batches. */
export class ApiKeyLoaders {
  readonly byId: Loader<ApiKey | null>;

  constructor(keys: ApiKeyService) {
    this.byId = new Loader((ctx, ids) => keys.byIds(ctx, ids));
  }
}
