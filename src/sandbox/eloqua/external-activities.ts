import { type Activity, type ExternalAsset, type ExternalType, newId, type Site } from './site.ts';

export const typeNamed = (site: Site, name: string): ExternalType | undefined =>
  Object.values(site.externalTypes).find((type) => type.name.toLowerCase() === name.toLowerCase());

/** The asset of that type and name, made where it is missing. */
export function assetNamed(
  site: Site,
  type: ExternalType,
  name: string,
  now: number,
): { asset: ExternalAsset; isNew: boolean } {
  const known = Object.values(site.externalAssets).find(
    (asset) => asset.externalAssetTypeId === type.id && asset.name === name,
  );
  if (known !== undefined) return { asset: known, isNew: false };
  const id = newId(site);
  const asset = { id, name, externalAssetTypeId: type.id, createdAt: now, updatedAt: now };
  site.externalAssets[id] = asset;
  return { asset, isNew: true };
}

/** Adds what a contact did; activities are never changed afterwards. */
export function addActivity(
  site: Site,
  type: ExternalType,
  now: number,
  input: Omit<Activity, 'id' | 'assetType'>,
): Activity {
  assetNamed(site, type, input.assetName, now);
  const activity = { id: newId(site), assetType: type.name, ...input };
  site.activities[activity.id] = activity;
  return activity;
}
