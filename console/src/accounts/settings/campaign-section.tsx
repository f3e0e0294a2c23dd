import { Button, Group, Text } from '@mantine/core';
import { useRef, useState } from 'react';
import { useMutation } from 'urql';
import { refusalsOf } from '../../api/refusals.ts';
import { useFormats } from '../../language/formats.ts';
import { useLanguage, useMessages } from '../../language/language.tsx';
import { useDescription } from '../../ui/failure.tsx';
import { SearchSelect } from '../../ui/search-select.tsx';
import {
  type CampaignChoiceFragment,
  CreateCampaignDocument,
  RenewCampaignDocument,
} from '../generated/operations.ts';
import { accountWords } from '../words.messages.ts';
import { settingsMessages } from './settings.messages.ts';
import { useCampaignChoices } from './use-campaign-choices.ts';
import type { Settings } from './use-settings.ts';

/** A campaign ends soon: the server advises so within sixty days. */
const SOON_MS = 60 * 86_400_000;

/** The default campaign: searched by name, id or address; created; or its end moved. */
export function CampaignSection({ settings }: { readonly settings: Settings }) {
  const words = useMessages(settingsMessages);
  const { language } = useLanguage();
  const describeError = useDescription();
  const describe = useCampaignWords();
  const [typed, setTyped] = useState('');
  const { campaigns, loading } = useCampaignChoices(typed);
  const [creating, create] = useMutation(CreateCampaignDocument);
  const [renewing, renew] = useMutation(RenewCampaignDocument);
  const [outcome, setOutcome] = useState<{ done?: string; refused?: string }>({});
  const message = useRef<HTMLParagraphElement>(null);
  const { base, values, change, refusals, rebase } = settings;
  const chosen = values.defaultCampaign;
  const input = { accountId: base.id };
  const finish = async (
    payload: { userErrors: readonly { code: string; message: string }[] } | undefined,
    done: string,
  ) => {
    const refused = refusalsOf(payload?.userErrors ?? [], [], language).others[0];
    setOutcome(refused ? { refused } : payload ? { done } : {});
    if (!payload || refused) return;
    await rebase(['CAMPAIGN']);
    // The button is gone.
    message.current?.focus();
  };
  const createOne = async () => {
    const { data } = await create({ input });
    const payload = data?.createDefaultCampaign;
    await finish(payload, words.campaignCreated(payload?.campaign?.name ?? ''));
  };
  const moveEnd = async () => {
    const { data } = await renew({ input });
    await finish(data?.renewDefaultCampaign, words.campaignRenewed);
  };
  const fault = creating.error ?? renewing.error;
  const problem = refusals.of('defaultCampaign') ?? outcome.refused ?? (fault && describeError(fault));
  const isSaved = chosen !== null && chosen.id === base.defaultCampaign?.id;
  return (
    <>
      <SearchSelect
        id="defaultCampaign"
        label={words.campaignLabel}
        required
        placeholder={words.campaignPlaceholder}
        error={problem}
        value={chosen && { value: chosen.id, label: chosen.name }}
        onChange={(option) => {
          setOutcome({});
          change({ defaultCampaign: campaigns.find(({ id }) => id === option?.value) ?? null });
        }}
        options={campaigns.map((campaign) => ({
          value: campaign.id,
          label: campaign.name,
          hint: describe(campaign),
        }))}
        onSearch={setTyped}
        loading={loading}
      />
      <Group gap="md" mih={30}>
        {chosen && (
          <Text size="sm" c={isUsable(chosen) ? undefined : 'var(--mantine-color-error)'}>
            {describe(chosen)}
            {!isUsable(chosen) && chosen.availability !== 'GONE' && ` · ${words.campaignInactive}`}
          </Text>
        )}
        {(chosen === null || !isUsable(chosen)) && (
          <Button
            variant="transparent"
            px={0}
            size="compact-sm"
            onClick={createOne}
            loading={creating.fetching}
          >
            {words.createCampaign}
          </Button>
        )}
        {isSaved && isUsable(chosen) && endsSoon(chosen) && (
          <Button variant="light" size="compact-sm" onClick={moveEnd} loading={renewing.fetching}>
            {words.renewCampaign}
          </Button>
        )}
        <Text size="sm" role="status" ref={message} tabIndex={-1} style={{ outline: 'none' }}>
          {outcome.done}
        </Text>
      </Group>
    </>
  );
}

const isUsable = ({ status, availability, endAt }: CampaignChoiceFragment): boolean =>
  status === 'ACTIVE' && availability !== 'GONE' && (endAt === null || Date.parse(endAt) > Date.now());

const endsSoon = ({ endAt }: CampaignChoiceFragment): boolean =>
  endAt !== null && Date.parse(endAt) - Date.now() < SOON_MS;

/** `Active · ends 1 Jan 2035` */
function useCampaignWords(): (campaign: CampaignChoiceFragment) => string {
  const words = useMessages(settingsMessages);
  const names = useMessages(accountWords);
  const formats = useFormats();
  return ({ status, endAt, availability }) =>
    availability === 'GONE'
      ? words.campaignGone
      : `${names.campaign[status]} · ${endAt ? words.campaignEnds(formats.day(endAt)) : words.campaignEndless}`;
}
