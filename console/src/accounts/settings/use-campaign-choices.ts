import { useQuery } from 'urql';
import {
  CampaignByReferenceDocument,
  type CampaignChoiceFragment,
  CampaignChoicesDocument,
} from '../generated/operations.ts';

/** An id, or an address from the browser. */
const isReference = (text: string): boolean => /^\d+$/.test(text) || /^https?:\/\//i.test(text);

/** The campaigns for what the person typed: part of a name, an id, or an address that they pasted. */
export function useCampaignChoices(typed: string): {
  readonly campaigns: readonly CampaignChoiceFragment[];
  readonly loading: boolean;
} {
  const text = typed.trim();
  const isOne = isReference(text);
  const [named] = useQuery({
    query: CampaignChoicesDocument,
    variables: { search: text },
    // A number may be part of a name, too.
    pause: isOne && !/^\d+$/.test(text),
  });
  const [one] = useQuery({
    query: CampaignByReferenceDocument,
    variables: { reference: text },
    pause: !isOne,
  });
  const found = isOne ? one.data?.campaign : null;
  const others = named.data?.campaigns.edges.map(({ node }) => node) ?? [];
  const isPasted = isOne && !/^\d+$/.test(text);
  return {
    campaigns: [...(found ? [found] : []), ...(isPasted ? [] : others.filter(({ id }) => id !== found?.id))],
    loading: named.fetching || one.fetching,
  };
}
